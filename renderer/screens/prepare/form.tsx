import { Button } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import type { ApiError } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import { go } from '../../place.ts';
import styles from './prepare.module.css';

export type FormProps = { connection: ConnectionSummary };
type Props = { isReady: boolean; isPending: boolean; error: ApiError | undefined; /** What happens at the press, where it is more than putting it into the inbox. */ says?: string; action?: string; onSubmit(): void; children: ReactNode };

/** One form of the panel: its fields, what went wrong, and the button, which sends nothing that is protected. */
export function PrepareForm({ isReady, isPending, error, says, action = 'Put it into the inbox', onSubmit, children }: Props) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady && !isPending) onSubmit();
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      {children}
      {error && <ErrorBox error={error} />}
      {says && <p className="quiet">{says}</p>}
      <div className={styles.acts}>
        <Button type="submit" loading={isPending} disabled={!isReady}>
          {action}
        </Button>
        <Button variant="subtle" onClick={() => go({ screen: 'approvals' })}>
          Not now
        </Button>
      </div>
    </form>
  );
}
