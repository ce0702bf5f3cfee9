import { Button, Checkbox, SegmentedControl } from '@mantine/core';
import { useId, useState, type FormEvent } from 'react';
import type { Input } from '../../../shared/ipc/contract.ts';
import type { CertificateSummary } from '../../../shared/model/certificates.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { ErrorBox } from '../../components/error-box.tsx';
import forms from '../../components/forms.module.css';
import { NewPassphrase, pairProblem, type Pair } from '../../components/new-passphrase.tsx';
import { Notice } from '../../components/notice.tsx';
import { Panel } from '../../components/panel.tsx';
import { PassphraseField } from '../../components/passphrase-field.tsx';
import { useSecretTell } from '../../components/use-secret-tell.ts';
import styles from './certificates.module.css';

type Form = Input<'certificates.export'>['form'];

const EMPTY: Pair = { first: '', second: '' };
const FORMS = [
  { value: 'pkcs12', label: 'PKCS#12' },
  { value: 'pem', label: 'PEM for servers' },
];
const FORM_SAYS: Record<Form, string> = {
  pkcs12: 'One file with certificate, chain and key, encrypted with AES-256 (PBES2). OpenSSL 3, Java, Windows and macOS read it.',
  pem: 'Two files: the certificate with its chain, and the key beside it. What nginx, Envoy and HAProxy want.',
};

function Exported({ savedAs }: { savedAs: readonly string[] }) {
  return (
    <>
      <Notice tone="ok">{savedAs.length === 1 ? 'Saved, with its private key, as:' : 'Saved, the private key in a file of its own, as:'}</Notice>
      {savedAs.map((path) => (
        <div key={path} className={styles.saved}>
          <span className={styles.path}>{path}</span>
          <CopyButton text={path} label="Copy the path" size="compact-sm" />
        </div>
      ))}
      <p className="dim">Whoever has the key can call Wise as you. Take it to the server, then delete it here.</p>
    </>
  );
}

/** Certificate, chain and private key out of the vault: after the passphrase once more, and protected unless the person insists. */
export function ExportPanel({ certificate, onClose }: { certificate: CertificateSummary; onClose(): void }) {
  const [form, setForm] = useState<Form>('pkcs12');
  const [passphrase, setPassphrase] = useState('');
  const [pair, setPair] = useState(EMPTY);
  const [wantsPlain, setPlain] = useState(false);
  const send = useSecretTell('certificates.export');
  const label = useId();
  const isPlain = wantsPlain && form === 'pem';
  const problem = passphrase === '' ? 'Type the vault’s passphrase first.' : isPlain ? undefined : pairProblem(pair);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (problem || send.isPending) return;
    const done = await send.tell({ certificateId: certificate.id, passphrase, form, ...(!isPlain && { exportPassphrase: pair.first }) });
    if (!done) return;
    setPassphrase('');
    setPair(EMPTY);
  };
  const foot = send.data ? (
    <Button onClick={onClose}>Back to the certificate</Button>
  ) : (
    <>
      {send.error && send.error.code !== 'CANCELLED' && <ErrorBox error={send.error} />}
      <Button type="submit" form="export-certificate" color={isPlain ? 'red' : 'cyan'} loading={send.isPending} disabled={problem !== undefined}>
        {isPlain ? 'Export without protection' : 'Export with its key'}
      </Button>
      <p className="quiet">{problem ?? 'The export is written to the certificate’s history and to the audit log.'}</p>
    </>
  );
  return (
    <Panel title={`Export ${certificate.name}`} label="Export certificate and key" onClose={onClose} foot={foot}>
      {send.data ? (
        <Exported savedAs={send.data.savedAs} />
      ) : (
        <form id="export-certificate" className={styles.form} onSubmit={(event) => void submit(event)}>
          <p className="dim">Only for a server that must call Wise by itself: calls from here need no export. The public parts alone are under “Copy”.</p>
          <div className={forms.field}>
            <span id={label}>As</span>
            <SegmentedControl fullWidth aria-labelledby={label} data={FORMS} value={form} onChange={(value) => setForm(value === 'pem' ? 'pem' : 'pkcs12')} />
            <p className="quiet">{FORM_SAYS[form]}</p>
          </div>
          <PassphraseField label="Vault passphrase" value={passphrase} onChange={(event) => setPassphrase(event.currentTarget.value)} />
          {!isPlain && <NewPassphrase pair={pair} onChange={setPair} label="Export passphrase" />}
          {form === 'pem' && <Checkbox label="Without protection" description="Whoever reads the key file can then call Wise as you." checked={wantsPlain} onChange={(event) => setPlain(event.currentTarget.checked)} />}
        </form>
      )}
    </Panel>
  );
}
