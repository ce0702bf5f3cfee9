import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { Run } from '../../../shared/model/views.ts';
import type { ApiError } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import forms from '../../components/forms.module.css';
import { Loading } from '../../components/loading.tsx';
import { go } from '../../place.ts';
import { LastRun } from '../rotation/last-run.tsx';

type Props = { isPending: boolean; run: Run | undefined; error: ApiError | null; onProve(): void; onBack(): void };

/** The live call under way, or why it did not go through and what to do. One that did leads on by itself. */
export function StepProve({ isPending, run, error, onProve, onBack }: Props) {
  const again = useRef<HTMLButtonElement>(null);
  // While it runs the button is disabled and the browser drops its focus; give it back.
  useEffect(() => {
    if (!isPending) again.current?.focus();
  }, [isPending]);
  return (
    <>
      {isPending && <Loading lines={4} />}
      {!isPending && run && <LastRun key={run.id} run={run} />}
      {!isPending && error && <ErrorBox error={error} />}
      <div className={forms.buttons}>
        <Button ref={again} loading={isPending} onClick={onProve}>
          Try again
        </Button>
        <Button variant="default" disabled={isPending} onClick={onBack}>
          Back to the checks
        </Button>
        <Button variant="default" onClick={() => go({ screen: 'certificates' })}>
          Back to certificates
        </Button>
      </div>
    </>
  );
}
