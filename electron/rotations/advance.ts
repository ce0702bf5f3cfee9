import { PortcullisError } from '../../shared/errors.ts';
import type { Rotation, RotationStep, Run } from '../../shared/model/views.ts';
import { findConnection } from '../connections/resolve.ts';
import { keyName } from '../keys/entry.ts';
import { auditOutcome } from '../wise/run-audit.ts';
import { assertNext, findRotation, withDone } from './entry.ts';
import { STEPS, type RotationDeps } from './steps.ts';
import { viewRotation } from './view.ts';

/**
 * Does the step that is next. `run` tells of calls that were made; a failed one leaves the step to be done again.
 * Throws `ROTATION_NOT_FOUND`, `ROTATION_OVER`, `ROTATION_OUT_OF_STEP`, `ROTATION_OVERLAP`, `KEY_IN_USE`, and what uploading and the playground throw before anything is sent.
 */
export async function advanceRotation(deps: RotationDeps, { id, step }: { id: string; step: RotationStep }): Promise<{ rotation: Rotation; run?: Run }> {
  const { vault, audit, now } = deps;
  const entry = findRotation(vault.read(), id);
  assertNext(entry, step);
  const line = { kind: 'rotation.step', subject: keyName(entry.oldKeyId) } as const;
  const doing = `${step}, over ${findConnection(vault.read(), entry.connectionId).name}`;
  try {
    const { says, run, change, audits } = await STEPS[step](deps, entry);
    const told = run ? { run } : {};
    if (change) {
      const at = new Date(now()).toISOString();
      const body = await vault.update((before) => withDone(change(before), id, { step, at, says }));
      await audits?.();
      await audit({ ...line, outcome: 'ok', says: doing });
      return { rotation: viewRotation(findRotation(body, id), body), ...told };
    }
    await audit({ ...line, ...(run ? auditOutcome(run, doing) : { outcome: 'failed', says: doing }) });
    const body = vault.read();
    return { rotation: viewRotation(findRotation(body, id), body), ...told };
  } catch (thrown) {
    if (thrown instanceof PortcullisError && thrown.code !== 'VAULT_LOCKED') await audit({ ...line, outcome: /^(KEY|ROTATION)_/.test(thrown.code) ? 'refused' : 'failed', says: `${doing}: ${thrown.code}` });
    throw thrown;
  }
}
