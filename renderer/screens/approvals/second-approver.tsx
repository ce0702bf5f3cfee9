import { Button } from '@mantine/core';
import IconEyeCheck from '@tabler/icons-react/dist/esm/icons/IconEyeCheck.mjs';
import { useState, type FormEvent } from 'react';
import type { ApprovalItem, OpenApproval } from '../../../shared/model/approvals.ts';
import { When } from '../../components/when.tsx';
import { isSecondGiven, NO_SECOND, SecondPerson } from '../../components/second-person.tsx';
import { usePrimary } from './use-primary.ts';
import type { Steps } from './use-steps.ts';
import { useFocusMovedOn } from './use-focus.ts';
import { approveLabel } from './words.ts';
import styles from './detail.module.css';

type Props = { item: ApprovalItem; approval: OpenApproval; steps: Steps };

/** You prepared it; another person approves it here with their own passphrase, or opens the vault themselves. */
export function SecondApprover({ item, approval, steps }: Props) {
  const [isHere, setHere] = useState(false);
  const [second, setSecond] = useState(NO_SECOND);
  const { failure } = steps;
  const button = useFocusMovedOn<HTMLButtonElement>();
  const variant = usePrimary();
  const error = failure?.key === item.key && failure.during === 'approvals.begin' ? failure.error : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isSecondGiven(second)) return;
    void steps.begin(item, { second });
  };
  return (
    <section className={styles.another} aria-label="A second person">
      <p className={styles.lost}>
        <IconEyeCheck size={19} aria-hidden />
        <strong>Waits for another person</strong>
      </p>
      <p>
        You prepared it <When iso={approval.preparedAt} as="happened" />. Another person approves it: here with their own passphrase, or by opening the vault themselves. Nobody approves what they prepared.
      </p>
      {isHere ? (
        <form className={styles.form} onSubmit={submit}>
          <SecondPerson value={second} onChange={setSecond} error={error} />
          <div className={styles.acts}>
            <Button type="submit" data-primary variant={variant} disabled={!isSecondGiven(second)} loading={steps.pending === 'approvals.begin'}>
              {approveLabel(item)}
            </Button>
            <Button variant="subtle" onClick={() => setHere(false)}>
              Not now
            </Button>
          </div>
        </form>
      ) : (
        <div className={styles.acts}>
          <Button ref={button} data-primary variant={variant} onClick={() => setHere(true)}>
            The other person is here
          </Button>
          <Button variant="default" loading={steps.pending === 'approvals.putOff'} onClick={() => void steps.putOff(item.key, approval.id)}>
            Take it back
          </Button>
        </div>
      )}
    </section>
  );
}
