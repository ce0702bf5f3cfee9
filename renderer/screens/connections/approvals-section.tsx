import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { useAsk, useTell } from '../../api.ts';
import { EditForm } from '../../components/edit-in-place.tsx';
import { ErrorBox } from '../../components/error-box.tsx';
import { isSecondGiven, NO_SECOND, SecondPerson } from '../../components/second-person.tsx';
import { useSecretTell } from '../../components/use-secret-tell.ts';
import { takeLostFocus } from '../../lib/take-lost-focus.ts';
import { go } from '../../place.ts';
import styles from './connections.module.css';

const LOOKS = { description: styles.under ?? '' };

type Props = { connection: ConnectionSummary };

/** Four eyes end only with another person's passphrase. */
function LoosenForm({ connection, onDone }: Props & { onDone(): void }) {
  const [second, setSecond] = useState(NO_SECOND);
  const set = useSecretTell('people.setFourEyes');
  const save = async () => {
    if (await set.tell({ connectionId: connection.id, on: false, second })) onDone();
  };
  return (
    <div className={styles.wide}>
      <EditForm action="Turn four eyes off" isRed isReady={isSecondGiven(second)} isPending={set.isPending} error={set.error} onSave={() => void save()} onCancel={onDone}>
        <p>Another person has to agree.</p>
        <SecondPerson value={second} onChange={setSecond} />
      </EditForm>
    </div>
  );
}

function FourEyes({ connection }: Props) {
  const [isLoosening, setLoosening] = useState(false);
  const { data } = useAsk('people.list', {});
  const set = useTell('people.setFourEyes');
  const isOn = connection.fourEyes ?? false;
  const isAlone = data?.people.length === 1;
  if (isOn && isLoosening) return <LoosenForm connection={connection} onDone={() => setLoosening(false)} />;
  return (
    <>
      <Checkbox
        classNames={LOOKS}
        ref={takeLostFocus}
        label="Four eyes"
        description={isAlone ? 'What one person prepares, another approves. That takes two people in this vault.' : 'What one person prepares, another approves, with their own passphrase.'}
        checked={isOn}
        disabled={set.isPending || !data || (isAlone && !isOn)}
        onChange={() => (isOn ? setLoosening(true) : set.mutate({ connectionId: connection.id, on: true }))}
      />
      {isAlone && !isOn && (
        <div>
          <Button size="compact-xs" variant="subtle" onClick={() => go({ screen: 'settings' })}>
            Add a second person in Settings
          </Button>
        </div>
      )}
      {set.error && <ErrorBox error={set.error} />}
    </>
  );
}

const SWITCHES = [
  { field: 'signsCalls', label: 'Send protected calls signed (JWS)', description: 'Those with a body are signed with the signing key above, which Wise must have.' },
  { field: 'usesDeprecatedSca', label: 'Older SCA paths', description: 'Factors are enrolled and proved on the paths that Wise had before. Only where Wise has not moved the application yet.' },
] as const;

/** How its protected calls are approved and sent. */
export function ApprovalSwitches({ connection }: Props) {
  const change = useTell('connections.change');
  return (
    <section className={styles.section} aria-label="Approvals">
      <h2>Approvals</h2>
      <FourEyes connection={connection} />
      {SWITCHES.map(({ field, ...words }) => (
        <Checkbox key={field} classNames={LOOKS} {...words} checked={connection[field] ?? false} disabled={change.isPending} onChange={(event) => change.mutate({ connectionId: connection.id, [field]: event.currentTarget.checked })} />
      ))}
      {change.error && <ErrorBox error={change.error} />}
    </section>
  );
}
