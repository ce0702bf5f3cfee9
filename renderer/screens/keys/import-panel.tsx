import { Button } from '@mantine/core';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import type { Input } from '../../../shared/ipc/contract.ts';
import type { ImportView } from '../../../shared/model/views.ts';
import { call, useTell } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import { Panel } from '../../components/panel.tsx';
import { PassphraseField } from '../../components/passphrase-field.tsx';
import { SourceField } from '../../components/source-field.tsx';
import { useSecretTell } from '../../components/use-secret-tell.ts';
import { useNow } from '../../lib/use-now.ts';
import { go } from '../../place.ts';
import { detailsProblem, firstDetails, wantedImport } from './import-details.ts';
import { ImportForm } from './import-form.tsx';
import { ImportItems } from './import-items.tsx';
import { firstChoice, isImportable } from './import-verdict.ts';
import styles from './keys.module.css';

/** What main keeps is dropped when another thing is looked at, and when the panel closes. */
function useKept(importId: string | undefined): void {
  useEffect(() => {
    if (importId === undefined) return undefined;
    // Refused only where it is imported or dropped already.
    return () => void call('keys.discardImport', { importId }).catch(() => undefined);
  }, [importId]);
}

function Opening({ isPending, onPassphrase }: { isPending: boolean; onPassphrase(passphrase: string): Promise<void> }) {
  const [passphrase, setPassphrase] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (passphrase === '' || isPending) return;
    await onPassphrase(passphrase);
    setPassphrase('');
  };
  return (
    <form className={styles.opening} onSubmit={(event) => void submit(event)}>
      <PassphraseField label="Its passphrase" autoFocus value={passphrase} onChange={(event) => setPassphrase(event.currentTarget.value)} />
      <Button type="submit" loading={isPending} disabled={passphrase === ''}>
        Open
      </Button>
    </form>
  );
}

/** What it is, said as soon as it is known. */
function What({ view, onAnother }: { view: ImportView; onAnother(): void }) {
  const headline = useRef<HTMLHeadingElement>(null);
  useEffect(() => headline.current?.focus(), []);
  return (
    <div className={styles.what}>
      <h3 ref={headline} tabIndex={-1}>
        {view.what}
      </h3>
      {view.fileName && <span className="dim">{view.fileName}</span>}
      <Button size="compact-sm" variant="default" onClick={onAnother}>
        Another
      </Button>
    </div>
  );
}

/** Takes in a key that was made elsewhere: what it is, whether it fits Wise and why, then under which name. Nothing private is ever shown back. */
export function ImportPanel({ onClose }: { onClose(): void }) {
  const now = useNow();
  const inspect = useSecretTell('keys.inspect');
  const take = useTell('keys.import');
  const [view, setView] = useState<ImportView>();
  const [details, setDetails] = useState(() => firstDetails(undefined, undefined, now));
  const [picked, setPicked] = useState<number>();
  useKept(view?.importId);
  const item = view?.items.find((one) => one.index === picked && isImportable(one));

  const pick = (found: ImportView, index: number | undefined) => {
    setPicked(index);
    setDetails(firstDetails(found.items.find((one) => one.index === index), found, now));
  };
  const look = async (input: Input<'keys.inspect'>): Promise<boolean> => {
    const found = await inspect.tell(input);
    if (!found) return false;
    setView(found);
    pick(found, firstChoice(found));
    return true;
  };
  const another = () => {
    setView(undefined);
    inspect.reset();
    take.reset();
  };
  const problem = detailsProblem(details, now);
  const submit = () => {
    const wanted = view && item && wantedImport(view, item, details);
    if (wanted && !problem && !take.isPending) take.mutate(wanted, { onSuccess: (key) => go({ screen: 'keys', keyId: key.id }) });
  };
  const foot = (
    <>
      {take.error && <ErrorBox error={take.error} />}
      {item && (
        <Button type="submit" form="import-key" loading={take.isPending} disabled={problem !== undefined}>
          Import key
        </Button>
      )}
      <p className="quiet">Portcullis keeps nothing of it until it is imported. The original still lies where it was; delete it there yourself.</p>
    </>
  );
  return (
    <Panel title="Import a key" label="Import a key" onClose={onClose} foot={foot}>
      {inspect.error && inspect.error.code !== 'CANCELLED' && <ErrorBox error={inspect.error} />}
      {!view && (
        <SourceField
          label="Paste a key"
          description="PEM, DER in base64, or JWK; PKCS#12 as a file. Encrypted ones too."
          placeholder="-----BEGIN PRIVATE KEY-----"
          rows={7}
          isPending={inspect.isPending}
          onSource={(from) => look({ from })}
        />
      )}
      {view && (
        <>
          <What key={view.importId} view={view} onAnother={another} />
          {view.error && <ErrorBox error={view.error} />}
          {view.needsPassphrase && <Opening isPending={inspect.isPending} onPassphrase={(passphrase) => look({ from: { kind: 'again', importId: view.importId }, passphrase }).then(() => undefined)} />}
          <ImportItems items={view.items} chosen={picked} onChoose={(index) => pick(view, index)} />
          {item && <ImportForm item={item} details={details} now={now} onChange={setDetails} onSubmit={submit} />}
        </>
      )}
    </Panel>
  );
}
