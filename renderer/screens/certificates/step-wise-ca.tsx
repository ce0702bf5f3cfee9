import { Button } from '@mantine/core';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import forms from '../../components/forms.module.css';
import { WiseCa } from './wise-ca.tsx';

/** Wise’s authorities, which may be left for later. */
export function StepWiseCa({ connection, onSkip }: { connection: ConnectionSummary; onSkip(): void }) {
  return (
    <>
      <WiseCa connection={connection} />
      <div className={forms.buttons}>
        <Button variant="default" onClick={onSkip}>
          Go on without it
        </Button>
        <span className="quiet">Calls work without it where Wise’s servers are publicly trusted. You can bring it later, under Certificates, “Wise’s CA”.</span>
      </div>
    </>
  );
}
