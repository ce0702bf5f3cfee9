import { Button } from '@mantine/core';
import IconFileImport from '@tabler/icons-react/dist/esm/icons/IconFileImport.mjs';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import IconRefresh from '@tabler/icons-react/dist/esm/icons/IconRefresh.mjs';
import type { ConnectionSummary, KeySummary, Rotation } from '../../../shared/model/views.ts';
import { useAsk } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import { Loading } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { go, type Place } from '../../place.ts';
import { underWay } from '../rotation/standing.ts';
import { ExportPanel } from './export-panel.tsx';
import { ImportPanel } from './import-panel.tsx';
import { KeyPanel } from './key-panel.tsx';
import { KeyTable } from './key-table.tsx';
import { NewKeyPanel } from './new-key-panel.tsx';
import { keysTitle } from './title.ts';
import styles from './keys.module.css';

const NO_ROTATIONS: readonly Rotation[] = [];

const close = () => go({ screen: 'keys' });

type Props = { place: Extract<Place, { screen: 'keys' }>; connection: ConnectionSummary };

function NoKeys() {
  return (
    <div className={styles.empty}>
      <h2>No keys yet</h2>
      <p className="dim">Wise asks for two kinds: a signing key, with which you sign sensitive calls, and an encryption key, to which Wise encrypts its answers. Start with a signing key; the built-in sandbox will check it for you. A key that exists already, in a file or on a clipboard, can be imported.</p>
    </div>
  );
}

function Detail({ place, connection, keys, rotations }: Props & { keys: readonly KeySummary[]; rotations: readonly Rotation[] }) {
  const find = (id: string | undefined) => keys.find((key) => key.id === id);
  if (place.importing) return <ImportPanel onClose={close} />;
  if (place.making) return <NewKeyPanel key={place.likeKeyId ?? 'new'} like={find(place.likeKeyId)} onClose={close} />;
  const opened = find(place.keyId);
  if (!opened) return null;
  if (place.exporting) return <ExportPanel keySummary={opened} onClose={() => go({ screen: 'keys', keyId: opened.id })} />;
  return <KeyPanel key={opened.id} keySummary={opened} keys={keys} rotations={rotations} connection={connection} onClose={close} />;
}

/** All keys there are, for Wise keeps no list. */
export function Keys({ place, connection }: Props) {
  const { data: keys, error } = useAsk('keys.list', {});
  const { data: rotations = NO_ROTATIONS } = useAsk('rotations.list', {});
  const isOpen = place.making || place.importing || keys?.some((key) => key.id === place.keyId);
  const open = underWay(rotations).length;
  const isEnding = keys?.some((key) => key.state === 'expiring');
  const actions = (
    <>
      {(isEnding || open > 0) && (
        <Button variant="default" leftSection={<IconRefresh size={16} aria-hidden />} onClick={() => go({ screen: 'rotation' })}>
          {isEnding ? 'Rotate what ends soon' : `${open} under way`}
        </Button>
      )}
      <Button variant="default" leftSection={<IconFileImport size={16} aria-hidden />} onClick={() => go({ screen: 'keys', importing: true })}>
        Import
      </Button>
      <Button variant={isOpen ? 'default' : 'filled'} leftSection={<IconPlus size={16} aria-hidden />} onClick={() => go({ screen: 'keys', making: true })}>
        New signing key
      </Button>
    </>
  );
  return (
    <Page title={keysTitle(keys)} lead="Wise keeps no list of what you uploaded. This is the list." actions={actions} panel={keys && isOpen && <Detail place={place} connection={connection} keys={keys} rotations={rotations} />} shape="list">
      {error && <ErrorBox error={error} />}
      {!keys && !error && <Loading />}
      {keys?.length === 0 && <NoKeys />}
      {keys && keys.length > 0 && <KeyTable keys={keys} openId={place.keyId} />}
    </Page>
  );
}
