import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ScaKey } from '../../../shared/model/approvals.ts';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { useAsk, useTell } from '../../api.ts';
import { Breakable } from '../../components/breakable.tsx';
import { Card } from '../../components/card.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { ErrorBox } from '../../components/error-box.tsx';
import { Facts } from '../../components/facts.tsx';
import { Notice } from '../../components/notice.tsx';
import { When } from '../../components/when.tsx';
import { takeLostFocus } from '../../lib/take-lost-focus.ts';
import { tell } from '../../lib/tell.ts';
import { whereMade } from '../tokens/words.ts';
import { KeyForm } from './key-form.tsx';
import { useOpen } from './use-factor.ts';
import styles from './factors.module.css';

type Props = { connection: ConnectionSummary };

/** Where the public half is uploaded, in a sentence. */
function whereText(connection: ConnectionSummary): string {
  return connection.environment === 'built-in' ? 'The built-in sandbox takes it on its page for API tokens.' : `Upload it on ${whereMade(connection)} with the account that made the token: Settings, API tokens, Manage public keys.`;
}

function RemoveKey({ scaKey, onDone }: { scaKey: ScaKey; onDone(): void }) {
  const remove = useTell('scaKeys.remove');
  const run = () =>
    remove.mutate({ id: scaKey.id }, {
      onSuccess: () => {
        tell('Key removed');
        onDone();
      },
    });
  return <Confirm says={['The private half is dropped, and there is no way to bring it back. One-time tokens of this connection are signed no more.', 'Wise is not told: delete the public half where you uploaded it.']} action="Remove the key" keep="Keep it" isPending={remove.isPending} error={remove.error} onDo={run} onKeep={onDone} />;
}

function factsOf({ label, bits, fingerprint, origin, madeAt, lastUsedAt, uses }: ScaKey) {
  return [
    { label: 'Key', value: `${label}, RSA ${bits}` },
    { label: origin === 'made' ? 'Made here' : 'Imported', value: <When iso={madeAt} as="happened" /> },
    { label: 'Used', value: lastUsedAt === undefined ? 'never' : <>{uses === 1 ? 'once' : `${uses.toLocaleString('en')} times`}, last <When iso={lastUsedAt} as="happened" /></> },
    { label: 'SHA-256', value: <span className="mono"><Breakable text={fingerprint.toUpperCase()} /></span> },
  ];
}

function KeyThere({ scaKey, connection }: { scaKey: ScaKey; connection: ConnectionSummary }) {
  const { open, show, close, wasOpen } = useOpen<'replace' | 'remove'>();
  const copy = useTell('scaKeys.copyPublic');
  return (
    <>
      <Facts facts={factsOf(scaKey)} />
      <p>{whereText(connection)}</p>
      {!open && (
        <div className={styles.buttons}>
          <Button size="compact-sm" variant="default" loading={copy.isPending} {...(wasOpen && { ref: takeLostFocus })} onClick={() => copy.mutate({ id: scaKey.id })}>
            <span aria-live="polite">{copy.isSuccess ? 'Public half copied' : 'Copy public half'}</span>
          </Button>
          <Button size="compact-sm" variant="default" aria-label="Replace the key" onClick={() => show('replace')}>
            Replace
          </Button>
          <Button size="compact-sm" variant="subtle" color="red" aria-label="Remove the key" onClick={() => show('remove')}>
            Remove
          </Button>
        </div>
      )}
      {copy.error && <ErrorBox error={copy.error} />}
      {open === 'remove' && <RemoveKey scaKey={scaKey} onDone={close} />}
      {open === 'replace' && (
        <>
          <Notice tone="warn">The key that is here now is dropped with it. Wise takes signatures of the new one as soon as its public half is uploaded.</Notice>
          <KeyForm connection={connection} onDone={close} />
        </>
      )}
    </>
  );
}

function NoKey({ connection }: Props) {
  const [isOpen, setOpen] = useState(false);
  if (isOpen) return <KeyForm connection={connection} onDone={() => setOpen(false)} />;
  return (
    <div className={styles.buttons}>
      <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
        Make or import a key
      </Button>
    </div>
  );
}

/** The RSA key of personal tokens. Shown where the connection carries one, or has a key from then. */
export function OldWay({ connection }: Props) {
  const keys = useAsk('scaKeys.list', {});
  const tokens = useAsk('tokens.list', {});
  const scaKey = keys.data?.find(({ connectionId }) => connectionId === connection.id);
  const carried = tokens.data?.find(({ id }) => id === connection.userTokenId);
  if (!scaKey && carried?.kind !== 'personal') return null;
  return (
    <Card title="Old way: a signed token" aside="personal tokens only">
      <div className={styles.oldWay}>
        <p>Before PINs and codes, Wise let an RSA key stand for the person: it signs each one-time token, and nothing else is asked. Wise says that this ended in the UK and EEA. Elsewhere Wise’s answer decides; if it refuses, it is told in the inbox.</p>
        {scaKey ? <KeyThere key={scaKey.id} scaKey={scaKey} connection={connection} /> : <NoKey connection={connection} />}
      </div>
    </Card>
  );
}
