import { Button, Checkbox, SegmentedControl } from '@mantine/core';
import { useId, useState, type FormEvent } from 'react';
import type { Input } from '../../../shared/ipc/contract.ts';
import type { KeySummary } from '../../../shared/model/views.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { ErrorBox } from '../../components/error-box.tsx';
import { NewPassphrase, pairProblem, type Pair } from '../../components/new-passphrase.tsx';
import { Notice } from '../../components/notice.tsx';
import { Panel } from '../../components/panel.tsx';
import { PassphraseField } from '../../components/passphrase-field.tsx';
import { useSecretTell } from '../../components/use-secret-tell.ts';
import { shortId } from '../../lib/ids.ts';
import styles from './keys.module.css';

type To = Input<'keys.exportPrivate'>['to'];

const EMPTY: Pair = { first: '', second: '' };
const PLACES = [
  { value: 'file', label: 'To a file' },
  { value: 'clipboard', label: 'To the clipboard' },
];

function Exported({ savedAs }: { savedAs: string | undefined }) {
  if (savedAs === undefined) return <Notice tone="ok">The private half is on the clipboard. It is cleared from there in 30 seconds, on lock and on quit.</Notice>;
  return (
    <>
      <Notice tone="ok">
        The private half is saved in <span className={styles.path}>{savedAs}</span>
      </Notice>
      <div>
        <CopyButton text={savedAs} label="Copy the path" size="xs" />
      </div>
    </>
  );
}

type Props = { keySummary: KeySummary; onClose(): void };

/** The private half, out of the vault: after the passphrase once more, and protected unless the person insists. */
export function ExportPanel({ keySummary: key, onClose }: Props) {
  const [passphrase, setPassphrase] = useState('');
  const [pair, setPair] = useState(EMPTY);
  const [plain, setPlain] = useState(false);
  const [to, setTo] = useState<To>('file');
  const send = useSecretTell('keys.exportPrivate');
  const place = useId();
  const problem = passphrase === '' ? 'Type the vault’s passphrase first.' : plain ? undefined : pairProblem(pair);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (problem || send.isPending) return;
    const done = await send.tell({ keyId: key.id, passphrase, to, protection: plain ? { kind: 'plain' } : { kind: 'encrypted', exportPassphrase: pair.first } });
    if (!done) return;
    setPassphrase('');
    setPair(EMPTY);
  };
  const foot = send.data ? (
    <Button onClick={onClose}>Back to the key</Button>
  ) : (
    <>
      {send.error && send.error.code !== 'CANCELLED' && <ErrorBox error={send.error} />}
      <Button type="submit" form="export-key" color={plain ? 'red' : 'cyan'} loading={send.isPending} disabled={problem !== undefined}>
        {plain ? 'Export without protection' : 'Export private half'}
      </Button>
      <p className="quiet">{problem ?? 'The export is written to the key’s history and to the audit log.'}</p>
    </>
  );
  return (
    <Panel title={`Export ${shortId(key.id)} ${key.label}`} label="Export private half" onClose={onClose} foot={foot}>
      {send.data ? (
        <Exported savedAs={send.data.savedAs} />
      ) : (
        <form id="export-key" className={styles.form} onSubmit={(event) => void submit(event)}>
          <p className="dim">Only for a server that must hold it: calls from here need no export.</p>
          <PassphraseField label="Vault passphrase" value={passphrase} onChange={(event) => setPassphrase(event.currentTarget.value)} />
          {!plain && <NewPassphrase pair={pair} onChange={setPair} label="Export passphrase" />}
          <Checkbox label="Without protection" description="Whoever reads the file or the clipboard then has the key, and can act as you at Wise." checked={plain} onChange={(event) => setPlain(event.currentTarget.checked)} />
          <div className={styles.validity}>
            <span id={place}>Where to</span>
            <SegmentedControl fullWidth aria-labelledby={place} data={PLACES} value={to} onChange={(value) => setTo(value === 'file' ? 'file' : 'clipboard')} />
          </div>
          <p className="quiet">{plain ? 'PKCS#8 in PEM, as it is.' : 'PKCS#8 in PEM, encrypted with AES-256 under the export passphrase (PBES2). OpenSSL, Node, Java and Python read that.'}</p>
        </form>
      )}
    </Panel>
  );
}
