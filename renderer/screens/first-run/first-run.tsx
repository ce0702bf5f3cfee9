import { Button } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTell } from '../../api.ts';
import type { Ceremony } from '../../ceremony.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import { GuidedTask } from '../../components/guided-task.tsx';
import { NewPassphrase, pairProblem, type Pair } from '../../components/new-passphrase.tsx';
import { RecoverySheet } from '../../components/recovery-sheet.tsx';
import { FIRST_RUN_STEPS } from './steps.ts';
import styles from './first-run.module.css';

type Props = { ceremony: Ceremony | undefined; onCeremony(ceremony: Ceremony | undefined): void };

function CreateVault({ onCeremony }: Pick<Props, 'onCeremony'>) {
  const [pair, setPair] = useState<Pair>({ first: '', second: '' });
  const create = useTell('vault.create');
  const problem = pairProblem(pair);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (problem || create.isPending) return;
    onCeremony({ kind: 'create' });
    create.mutate({ passphrase: pair.first }, {
      onSuccess: ({ recoveryCode }) => onCeremony({ kind: 'create', code: recoveryCode }),
      onError: () => onCeremony(undefined),
    });
  };
  return (
    <form onSubmit={submit} className={styles.form}>
      <NewPassphrase pair={pair} onChange={setPair} autoFocus />
      {create.error && <ErrorBox error={create.error} />}
      <div className={styles.go}>
        <Button type="submit" disabled={problem !== undefined} loading={create.isPending} aria-describedby="why-not-yet">
          Create vault
        </Button>
        <span id="why-not-yet" className="dim">
          {problem ?? 'Ready. Making it takes about a second.'}
        </span>
      </div>
    </form>
  );
}

/** First start: passphrase, then the recovery code. The connection step follows in the unlocked half. */
export function FirstRun({ ceremony, onCeremony }: Props) {
  if (ceremony?.code !== undefined)
    return (
      <GuidedTask steps={FIRST_RUN_STEPS} now={1} title="Put this recovery code away" lead="Your vault is made. This code is the only other way into it, and it is shown this once.">
        <RecoverySheet code={ceremony.code} onPutAway={() => onCeremony(undefined)} />
      </GuidedTask>
    );
  return (
    <GuidedTask
      steps={FIRST_RUN_STEPS}
      now={0}
      title="Create your vault"
      lead="Keys and secrets for the Wise Platform stay in one encrypted file on this machine. The passphrase opens it; it is stored nowhere."
    >
      <CreateVault onCeremony={onCeremony} />
    </GuidedTask>
  );
}
