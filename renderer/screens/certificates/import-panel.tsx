import { Button, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Input } from '../../../shared/ipc/contract.ts';
import type { CertificateImportView, CertificateSummary } from '../../../shared/model/certificates.ts';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { call, useTell } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import { Panel } from '../../components/panel.tsx';
import { SourceField, type Source } from '../../components/source-field.tsx';
import { useSecretTell } from '../../components/use-secret-tell.ts';
import { useNow } from '../../lib/use-now.ts';
import { go } from '../../place.ts';
import { choiceOf, firstName } from './import-choice.ts';
import { Files } from './import-files.tsx';
import { Identities } from './import-identities.tsx';
import { freeName } from './request-details.ts';

type Props = { connection: ConnectionSummary; certificates: readonly CertificateSummary[]; onClose(): void };

/** What main keeps is dropped when the panel closes. */
function useKept(importId: string | undefined): void {
  useEffect(() => {
    if (importId === undefined) return undefined;
    // Refused only where it is imported or dropped already.
    return () => void call('certificates.discardImport', { importId }).catch(() => undefined);
  }, [importId]);
}

/** Takes in what was made elsewhere: files one after the other, what is in them, whether it would work, then under which name. */
export function ImportPanel({ connection, certificates, onClose }: Props) {
  const now = useNow();
  const inspect = useSecretTell('certificates.inspect');
  const take = useTell('certificates.import');
  const [view, setView] = useState<CertificateImportView>();
  const [chosen, setChosen] = useState<number>();
  const [name, setName] = useState<string>();
  useKept(view?.importId);
  const taken = certificates.filter((one) => one.connectionId === connection.id).map((one) => one.name);
  const identity = choiceOf(view, chosen);
  const wanted = (name ?? ((view && firstName(view)) || freeName(taken, now))).trim();
  const isTaken = taken.some((one) => one.toLowerCase() === wanted.toLowerCase());
  const problem = wanted === '' ? 'Give it the name it has in Developer Hub.' : isTaken ? 'This connection has one of that name.' : undefined;

  const look = async (from: Input<'certificates.inspect'>['from'], passphrase?: string): Promise<boolean> => {
    const found = await inspect.tell({ connectionId: connection.id, from, ...(view && { addTo: view.importId }), ...(passphrase !== undefined && { passphrase }) });
    if (found) setView(found);
    return found !== undefined;
  };
  const again = () => {
    setView(undefined);
    setName(undefined);
    inspect.reset();
    take.reset();
  };
  const submit = () => {
    if (!view || !identity || problem || take.isPending) return;
    take.mutate({ importId: view.importId, index: identity.index, connectionId: connection.id, name: wanted }, { onSuccess: (made) => go({ screen: 'certificates', certificateId: made.id }) });
  };
  const foot = (
    <>
      {take.error && <ErrorBox error={take.error} />}
      {identity && (
        <Button type="submit" form="import-certificate" loading={take.isPending} disabled={problem !== undefined}>
          Import certificate
        </Button>
      )}
      <p className="quiet">For {connection.name}. Portcullis keeps nothing of it until it is imported; nothing is sent anywhere. The original still lies where it was: delete it there yourself.</p>
    </>
  );
  return (
    <Panel title="Import a certificate" label="Import a certificate" onClose={onClose} foot={foot}>
      {inspect.error && inspect.error.code !== 'CANCELLED' && <ErrorBox error={inspect.error} />}
      {view && <Files view={view} isPending={inspect.isPending} onPassphrase={(passphrase) => look({ kind: 'again' }, passphrase).then(() => undefined)} onAgain={again} />}
      {view && <Identities identities={view.identities} chosen={identity?.index} certificates={certificates} onChoose={setChosen} />}
      {identity && (
        <form
          id="import-certificate"
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <TextInput label="Name" description="As in Developer Hub, so that it can be found there." maxLength={80} value={name ?? wanted} error={problem} onChange={(event) => setName(event.currentTarget.value)} />
        </form>
      )}
      {!identity && !view?.files.some((file) => file.needsPassphrase) && (
        <SourceField
          isMany
          key={view?.files.length ?? 0}
          label={view ? 'Add another file' : 'Paste certificate and key'}
          description={view ? undefined : 'PEM, DER or PKCS#12, in one file or several; chains in any order. Encrypted ones too, old ciphers included.'}
          rows={view ? 3 : 7}
          isPending={inspect.isPending}
          onSource={(from: Source) => look(from)}
        />
      )}
    </Panel>
  );
}
