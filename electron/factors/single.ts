import { PortcullisError } from '../../shared/errors.ts';
import type { Factors } from '../../shared/model/approvals.ts';
import { audited, learn, type FactorJob } from './deps.ts';
import { sendEnrolment, sendRemoval, type FactorOutcome } from './send.ts';

/** The factors of which a profile has one at most. */
export type SingleFactor = 'pin' | 'faceMap';
const NAMES: Readonly<Record<SingleFactor, string>> = { pin: 'PIN', faceMap: 'Face map' };

/**
 * Enrols a PIN or a face map. `replace` removes the old one first, for Wise has no call that does both; should the new one then not be taken, nothing is enrolled, and the error says so.
 * The value stays the caller's to wipe. Throws `SCA_ENROLLED_ALREADY`, and the errors of the calls.
 */
export async function setSingle(job: FactorJob, factor: SingleFactor, value: Buffer, replace: boolean): Promise<Factors> {
  return audited(job, 'factor.enrolled', NAMES[factor], async () => {
    if (replace) await removeOld(job, factor);
    const outcome = await enrol(job, factor, value).catch((thrown: unknown) => {
      throw replace ? afterRemoval(thrown, 'refused') : thrown;
    });
    if (outcome.is !== 'done') throw replace ? afterRemoval(outcome.error, outcome.is) : outcome.error;
  });
}

/** Throws `SCA_NOT_ENROLLED`, and the errors of the call. */
export async function removeSingle(job: FactorJob, factor: SingleFactor): Promise<Factors> {
  return audited(job, 'factor.removed', NAMES[factor], async () => {
    const outcome = await remove(job, factor);
    if (outcome.is !== 'done') throw outcome.error;
  });
}

/** Nothing there to remove is as good. */
async function removeOld(job: FactorJob, factor: SingleFactor): Promise<void> {
  const outcome = await remove(job, factor);
  if (outcome.is === 'done') await job.deps.audit({ kind: 'factor.removed', outcome: 'ok', subject: job.link.target.name, says: `${NAMES[factor]} of profile ${job.at.profileId}, to be replaced` });
  else if (outcome.error.code !== 'SCA_NOT_ENROLLED') throw outcome.error;
}

async function enrol(job: FactorJob, factor: SingleFactor, value: Buffer): Promise<FactorOutcome> {
  const name = NAMES[factor];
  const outcome = await sendEnrolment(job, factor, value);
  if (outcome.is === 'done') await learn(job, (entry) => ({ ...entry, [factor]: 'enrolled' }), `${name} enrolled`);
  else if (outcome.is === 'unclear') await unclear(job, factor, 'sent');
  else if (outcome.error.code === 'SCA_ENROLLED_ALREADY') await learn(job, (entry) => ({ ...entry, [factor]: 'enrolled' }), `${name} not enrolled: Wise has one already`);
  return outcome;
}

async function remove(job: FactorJob, factor: SingleFactor): Promise<FactorOutcome> {
  const name = NAMES[factor];
  const outcome = await sendRemoval(job, factor);
  if (outcome.is === 'done') await learn(job, (entry) => ({ ...entry, [factor]: 'not enrolled' }), `${name} removed`);
  else if (outcome.is === 'unclear') await unclear(job, factor, 'to be removed');
  else if (outcome.error.code === 'SCA_NOT_ENROLLED') await learn(job, (entry) => ({ ...entry, [factor]: 'not enrolled' }), `${name} not removed: Wise has none`);
  return outcome;
}

async function unclear(job: FactorJob, factor: SingleFactor, what: string): Promise<void> {
  await learn(job, (entry) => ({ ...entry, [factor]: 'unknown' }), `${NAMES[factor]} ${what}; what Wise made of it is not known`);
}

const AFTER_REMOVAL: Readonly<Record<Exclude<FactorOutcome['is'], 'done'>, string>> = {
  refused: 'The old one was removed, and the new one was not taken: enrol it again.',
  unclear: 'The old one was removed. Whether Wise took the new one is not known: enrol it again; Wise says if it is there already.',
};

function afterRemoval(thrown: unknown, is: keyof typeof AFTER_REMOVAL): unknown {
  if (!(thrown instanceof PortcullisError)) return thrown;
  return new PortcullisError(thrown.code, { ...thrown.details, reason: AFTER_REMOVAL[is] }, { cause: thrown });
}
