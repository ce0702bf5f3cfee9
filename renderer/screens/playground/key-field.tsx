import { Button, NativeSelect } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { ConnectionSummary, KeySummary } from '../../../shared/model/views.ts';
import { useTell } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import { KEY_STATES } from '../../components/key-state.tsx';
import { shortId } from '../../lib/ids.ts';
import { go } from '../../place.ts';
import { advisedAlgorithm, lackOf, type Use } from './key-choice.ts';
import styles from './playground.module.css';

const LABELS: Record<Use, { field: string; kind: string; why: string }> = {
  signing: { field: 'Signed with', kind: 'signing key', why: 'This call is signed, and there is no key to sign with.' },
  encryption: { field: 'Answer encrypted to', kind: 'encryption key', why: 'Wise encrypts its answer to a key of yours, and there is none.' },
};

/** Short enough for the field: the id, and the label, or the algorithm where there is none. The rest stands below. */
function optionText(key: KeySummary): string {
  return `${shortId(key.id)} ${key.label || key.algorithm}`;
}

type Props = { use: Use; keys: readonly KeySummary[]; value: KeySummary | undefined; connection: ConnectionSummary; onPick(keyId: string): void };

/** No key of this use yet: one is a click away. */
function MissingKey({ use, onPick }: Pick<Props, 'use' | 'onPick'>) {
  const create = useTell('keys.create');
  const { field, kind, why } = LABELS[use];
  const make = () => create.mutate({ algorithm: advisedAlgorithm(use), label: 'playground' }, { onSuccess: (key) => onPick(key.id) });
  return (
    <div role="group" aria-label={field}>
      <div className={styles.label}>{field}</div>
      <div className={styles.lack}>
        <span>{why}</span>
        <span className={styles.buttons}>
          <Button size="compact-sm" onClick={make} loading={create.isPending}>
            Make {use === 'signing' ? 'a' : 'an'} {kind}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => go({ screen: 'keys', importing: true })}>
            Import one
          </Button>
        </span>
      </div>
      {create.error && <ErrorBox error={create.error} />}
    </div>
  );
}

/** Wise does not have the key over this connection: its upload is a click away. */
function Upload({ keySummary, connection, isNext }: { keySummary: KeySummary; connection: ConnectionSummary; /** Its key was made here just now, so this takes the focus. */ isNext: boolean }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isNext) button.current?.focus();
  }, [isNext]);
  const upload = useTell('keys.upload');
  const isLive = connection.environment === 'production';
  const error = upload.error ?? upload.data?.steps.find((step) => step.error)?.error;
  return (
    <>
      <div className={styles.lack}>
        <span>Wise does not have this key over this connection.</span>
        <Button ref={button} size="compact-sm" color={isLive ? 'red' : 'cyan'} loading={upload.isPending} onClick={() => upload.mutate({ keyId: keySummary.id, connectionId: connection.id })}>
          {isLive ? 'Upload to production' : 'Upload to Wise'}
        </Button>
      </div>
      {error && <ErrorBox error={error} />}
    </>
  );
}

/** Which key the call uses, and what is missing before it can. */
export function KeyField({ use, keys, value, connection, onPick }: Props) {
  const [madeId, setMadeId] = useState<string>();
  const take = (keyId: string) => {
    setMadeId(keyId);
    onPick(keyId);
  };
  if (!value) return <MissingKey use={use} onPick={take} />;
  return (
    <div>
      <NativeSelect label={LABELS[use].field} value={value.id} data={keys.map((key) => ({ value: key.id, label: optionText(key) }))} onChange={(event) => onPick(event.currentTarget.value)} />
      {lackOf(value, connection) === 'upload' ? (
        <Upload key={value.id} keySummary={value} connection={connection} isNext={value.id === madeId} />
      ) : (
        <div className={styles.below}>
          {value.algorithm} · {KEY_STATES[value.state].word}
        </div>
      )}
    </div>
  );
}
