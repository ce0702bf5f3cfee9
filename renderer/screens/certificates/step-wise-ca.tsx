import { Button } from '@mantine/core';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { WiseCa } from './wise-ca.tsx';
import styles from './task.module.css';

/** Wise’s authorities, which may be left for later. */
export function StepWiseCa({ connection, onSkip }: { connection: ConnectionSummary; onSkip(): void }) {
  return (
    <>
      <WiseCa connection={connection} />
      <div className={styles.buttons}>
        <Button variant="default" onClick={onSkip}>
          Go on without it
        </Button>
        <span className="quiet">Calls work without it where Wise’s servers are publicly trusted. You can bring it later, under Certificates, “Wise’s CA”.</span>
      </div>
    </>
  );
}
