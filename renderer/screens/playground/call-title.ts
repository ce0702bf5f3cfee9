import type { Run } from '../../../shared/model/views.ts';
import type { Lack, Use } from './key-choice.ts';
import type { MethodLook } from './methods.ts';

/** Stopped by the person, which is no fault. */
export function isCancelled(run: Run): boolean {
  return run.steps.some((step) => step.error?.code === 'CANCELLED');
}

const NO_KEY: Record<Use, string> = { signing: 'No key to sign with yet', encryption: 'No key to decrypt with yet' };

type State = { look: MethodLook; sending: boolean; run?: Run | undefined; lacks: readonly { use: Use; lack: Lack }[] };

/** Where the call stands. */
export function callTitle({ look, sending, run, lacks }: State): string {
  if (sending) return look.sending;
  if (run && isCancelled(run)) return 'The call was cancelled';
  if (run) return run.ok ? look.done : 'The call did not go through';
  const missing = lacks.find((one) => one.lack === 'key');
  if (missing) return NO_KEY[missing.use];
  return lacks.some((one) => one.lack === 'upload') ? 'Wise does not have this key yet' : look.ready;
}
