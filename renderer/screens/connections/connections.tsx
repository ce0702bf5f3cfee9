import { Button } from '@mantine/core';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import { useEffect, useMemo, useRef } from 'react';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { useAsk } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import { Page } from '../../components/page.tsx';
import { takeLostFocus } from '../../lib/take-lost-focus.ts';
import { go, type Place } from '../../place.ts';
import { useHealths } from '../frame/use-check.ts';
import { ConnectionPanel } from './connection-panel.tsx';
import { ConnectionTable } from './connection-table.tsx';
import { rowsOf } from './order.ts';
import { connectionsTitle } from './title.ts';

const LEAD = 'Whom calls go to, and which credentials they carry. Environments share none.';

const close = () => go({ screen: 'connections' });

type Props = { place: Extract<Place, { screen: 'connections' }>; connections: readonly ConnectionSummary[]; connection: ConnectionSummary };

/** The row of a removed connection had the focus; another one takes it. */
function useFocusAfterRemoval(count: number): void {
  const before = useRef(count);
  useEffect(() => {
    if (count < before.current) takeLostFocus(document.querySelector<HTMLElement>('[role="row"][tabindex="0"]'));
    before.current = count;
  }, [count]);
}

/** All connections, and what each of them uses. */
export function Connections({ place, connections, connection }: Props) {
  const { data: keys = [] } = useAsk('keys.list', {});
  const { data: certificates = [] } = useAsk('certificates.list', {});
  const { data: tokens = [], error } = useAsk('tokens.list', {});
  const healths = useHealths(useMemo(() => connections.map(({ id }) => id), [connections]));
  const rows = useMemo(() => rowsOf(connections, { keys, certificates, tokens }), [connections, keys, certificates, tokens]);
  useFocusAfterRemoval(connections.length);
  const opened = connections.find((one) => one.id === place.connectionId);
  const add = (
    <Button variant={opened ? 'default' : 'filled'} leftSection={<IconPlus size={16} aria-hidden />} onClick={() => go({ screen: 'connect' })}>
      Add connection
    </Button>
  );
  return (
    <Page
      title={connectionsTitle(connections, healths)}
      lead={LEAD}
      actions={add}
      panel={opened && <ConnectionPanel key={`${opened.id} ${String(place.editing)}`} connection={opened} used={connection} hasOthers={connections.length > 1} keys={keys} certificates={certificates} tokens={tokens} editing={place.editing} onClose={close} />}
      shape="list"
    >
      {error && <ErrorBox error={error} />}
      <ConnectionTable rows={rows} openId={opened?.id} />
    </Page>
  );
}
