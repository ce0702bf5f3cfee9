import { Button } from '@mantine/core';
import { useState } from 'react';
import type { WiseCaView } from '../../../shared/model/certificates.ts';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { useAsk, useTell } from '../../api.ts';
import { Breakable } from '../../components/breakable.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { ErrorBox } from '../../components/error-box.tsx';
import { Loading } from '../../components/loading.tsx';
import { Notice } from '../../components/notice.tsx';
import { SourceField, type Source } from '../../components/source-field.tsx';
import { When } from '../../components/when.tsx';
import { commonName } from '../../lib/distinguished-name.ts';
import { ENVIRONMENT_LOOKS } from '../../lib/environments.ts';
import { takeLostFocus } from '../../lib/take-lost-focus.ts';
import styles from './certificates.module.css';

const SAYS: Record<WiseCaView['source'], string> = {
  'built-in': 'The built-in sandbox has its own authority. Nothing has to be imported.',
  imported: 'Imported. Wise’s servers, and Wise as a sender of webhooks, are known by it.',
  none: 'Not imported yet. Wise’s servers are then checked against the authorities that every browser trusts.',
};

function Authorities({ view }: { view: WiseCaView }) {
  return (
    <ul className={styles.authorities}>
      {view.certificates.map((one) => (
        <li key={one.fingerprint + one.subject}>
          <strong title={one.subject}>{commonName(one.subject)}</strong>
          <span className={styles.small}>
            ends <When iso={one.notAfter} />, signed by {one.issuer === one.subject ? 'itself' : commonName(one.issuer)}
          </span>
          <span className={`mono ${styles.wrap} ${styles.small}`} title="SHA-256">
            <Breakable text={one.fingerprint} />
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What is known of the authorities behind Wise’s certificates, with a way to bring them in. `isQuiet`: it is not the thing to do. */
export function WiseCa({ connection, isQuiet = false }: { connection: ConnectionSummary; isQuiet?: boolean }) {
  const { data: view, error } = useAsk('wiseCa.get', { connectionId: connection.id });
  const bring = useTell('wiseCa.import');
  const remove = useTell('wiseCa.remove');
  const [isReplacing, setReplacing] = useState(false);
  const [isRemoving, setRemoving] = useState(false);
  if (error) return <ErrorBox error={error} />;
  if (!view) return <Loading lines={3} />;
  const take = async (from: Source) => {
    const taken = await bring.mutateAsync({ connectionId: connection.id, from }).catch(() => undefined);
    if (taken) setReplacing(false);
    return taken !== undefined;
  };
  return (
    <>
      <Notice tone={view.source === 'none' ? 'plain' : 'ok'}>{SAYS[view.source]}</Notice>
      {view.certificates.length > 0 && <Authorities view={view} />}
      {bring.error && bring.error.code !== 'CANCELLED' && <ErrorBox error={bring.error} />}
      {(view.source === 'none' || isReplacing) && (
        <SourceField label="Wise’s CA chain" description={`Developer Hub (${ENVIRONMENT_LOOKS[connection.environment].name}) gives it as “Get Wise certificate”. Take the whole file.`} rows={4} isQuiet={isQuiet} isPending={bring.isPending} onSource={take} />
      )}
      {view.source === 'imported' && !isReplacing && !isRemoving && (
        <div className={styles.sources}>
          <Button variant="default" onClick={() => setReplacing(true)}>
            Bring another
          </Button>
          <Button ref={takeLostFocus} variant="default" onClick={() => setRemoving(true)}>
            Remove it
          </Button>
        </div>
      )}
      {isRemoving && (
        <Confirm
          says={['Wise’s servers are then checked against the authorities that every browser trusts. A webhook receiver here no longer knows Wise as a sender.']}
          action="Remove Wise’s CA"
          isPending={remove.isPending}
          error={remove.error}
          onDo={() => remove.mutate({ connectionId: connection.id }, { onSuccess: () => setRemoving(false) })}
          onKeep={() => setRemoving(false)}
        />
      )}
    </>
  );
}
