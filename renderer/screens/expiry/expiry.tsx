import { Button } from '@mantine/core';
import IconCalendarDown from '@tabler/icons-react/dist/esm/icons/IconCalendarDown.mjs';
import { useState } from 'react';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { useAsk, useTell } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import { Loading } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { tell } from '../../lib/tell.ts';
import { useNow } from '../../lib/use-now.ts';
import { go, type Place } from '../../place.ts';
import { Board } from './board.tsx';
import { ItemPanel } from './item-panel.tsx';
import { expiryTitle, standingOf } from './words.ts';
import styles from './expiry.module.css';

type Props = { place: Extract<Place, { screen: 'expiry' }>; connection: ConnectionSummary };

/** Tokens come and go without a word from main. */
const ASK_EVERY_MS = 60_000;
const NONE: never[] = [];

function Empty() {
  return (
    <div className={styles.empty}>
      <h2>Nothing here ends</h2>
      <p className="dim">Keys, client certificates and tokens of all connections stand here, soonest first, with the days they have left. Wise does not warn before one of them ends.</p>
      <div className={styles.buttons}>
        <Button variant="default" onClick={() => go({ screen: 'keys', making: true })}>
          New signing key
        </Button>
        <Button variant="default" onClick={() => go({ screen: 'new-certificate' })}>
          New certificate
        </Button>
      </div>
    </div>
  );
}

/** What ends when, of every kind and connection. */
export function Expiry(_props: Props) {
  const now = useNow();
  const [openId, setOpenId] = useState<string>();
  const { data: items, error } = useAsk('expiry.list', {}, { refetchInterval: ASK_EVERY_MS });
  const { data: keys = NONE } = useAsk('keys.list', {});
  const { data: rotations = NONE } = useAsk('rotations.list', {});
  const { data: certificates = NONE } = useAsk('certificates.list', {});
  const save = useTell('expiry.saveCalendar');
  const opened = items?.find((item) => item.id === openId);
  const canSave = items?.some((item) => standingOf(item, now) === 'ok' || standingOf(item, now) === 'due');
  const saveCalendar = () => save.mutate({}, { onSuccess: ({ savedAs, events }) => tell(`${events.toLocaleString('en')} ${events === 1 ? 'event' : 'events'} saved as ${savedAs}`) });
  const actions = (
    <>
      <Button variant="default" onClick={() => go({ screen: 'settings' })}>
        Lead times
      </Button>
      <Button variant="default" leftSection={<IconCalendarDown size={16} aria-hidden />} disabled={!canSave} loading={save.isPending} onClick={saveCalendar}>
        Save calendar (.ics)
      </Button>
    </>
  );
  const panel = opened && <ItemPanel key={opened.id} item={opened} known={{ keys, rotations, certificates }} now={now} onClose={() => setOpenId(undefined)} />;
  const fault = error ?? (save.error?.code === 'CANCELLED' ? null : save.error);
  return (
    <Page title={expiryTitle(items, now)} lead="Keys, certificates and tokens of all connections, soonest first." actions={actions} panel={panel} shape="list">
      {fault && (
        <div className={styles.fault}>
          <ErrorBox error={fault} />
        </div>
      )}
      {!items && !error && <Loading />}
      {items?.length === 0 && <Empty />}
      {items && items.length > 0 && <Board items={items} now={now} openId={openId} onOpen={setOpenId} />}
    </Page>
  );
}
