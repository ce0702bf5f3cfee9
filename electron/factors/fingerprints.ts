import { PortcullisError } from '../../shared/errors.ts';
import type { Factors } from '../../shared/model/approvals.ts';
import type { FactorsEntry } from '../vault/body.ts';
import { answerFacts } from '../wise/errors.ts';
import { parseFingerprint, type WiseFingerprint } from '../wise/sca-factors.ts';
import { audited, learn, type FactorJob } from './deps.ts';
import { factorsOf } from './entry.ts';
import { sendEnrolment, sendRemoval, type FactorOutcome } from './send.ts';

type Fingerprint = FactorsEntry['fingerprints'][number];
export type NewFingerprint = { value: Buffer; label: string; isThisDevice: boolean };

const MOST = 3;
const LIMIT = /max|limit|three|\b3\b|many|reach/i;

/** Enrols a device fingerprint. The value stays the caller's to wipe. Throws `SCA_ENROLLED_ALREADY`, `SCA_LIMIT`, and the errors of the call. */
export async function addFingerprint(job: FactorJob, wanted: NewFingerprint): Promise<Factors> {
  return audited(job, 'factor.enrolled', 'Device fingerprint', async () => {
    const outcome = await sendEnrolment(job, 'fingerprint', wanted.value);
    if (outcome.is === 'done') return keep(job, outcome, wanted);
    if (outcome.is === 'unclear') await learn(job, (entry) => entry, 'Device fingerprint sent; what Wise made of it is not known');
    throw isLimit(job, outcome) ? new PortcullisError('SCA_LIMIT', outcome.error.details) : outcome.error;
  });
}

/** Throws `SCA_NOT_ENROLLED`, and the errors of the call. */
export async function removeFingerprint(job: FactorJob, id: string): Promise<Factors> {
  return audited(job, 'factor.removed', 'Device fingerprint', async () => {
    const label = factorsOf(job.deps.vault.read(), job.at).fingerprints.find((one) => one.id === id)?.label ?? id.slice(0, 8);
    const outcome = await sendRemoval(job, 'fingerprint', id);
    const without = (entry: FactorsEntry) => ({ ...entry, fingerprints: entry.fingerprints.filter((one) => one.id !== id) });
    if (outcome.is === 'done') return learn(job, without, `Device fingerprint “${label}” removed`);
    if (outcome.error.code === 'SCA_NOT_ENROLLED') await learn(job, without, `Device fingerprint “${label}” not removed: Wise does not have it`);
    throw outcome.error;
  });
}

/** What Wise lists takes the place of what was known; labels are ours. */
export function withListed(entry: FactorsEntry, listed: readonly WiseFingerprint[]): FactorsEntry {
  const fingerprints = listed.map(({ id, createdAt }): Fingerprint => {
    const known = entry.fingerprints.find((one) => one.id === id) ?? { id, label: `Device ${id.slice(0, 8)}`, isThisDevice: false };
    return createdAt === undefined ? known : { ...known, enrolledAt: createdAt };
  });
  return { ...entry, fingerprints };
}

async function keep(job: FactorJob, { sealed: { answer, opened } }: Extract<FactorOutcome, { is: 'done' }>, { label, isThisDevice }: NewFingerprint): Promise<void> {
  const made = parseFingerprint((opened ?? answer.body).reveal());
  if (!made) {
    await learn(job, (entry) => entry, 'Device fingerprint enrolled; Wise did not tell its id');
    throw new PortcullisError('WISE_ANSWER_INVALID', { ...answerFacts(answer), reason: 'ANSWER_SHAPE', field: 'deviceFingerprintId' });
  }
  const enrolledAt = made.createdAt ?? new Date(job.deps.now()).toISOString();
  const name = label || (isThisDevice ? 'This device' : `Device ${made.id.slice(0, 8)}`);
  const added: Fingerprint = { id: made.id, label: name, enrolledAt, isThisDevice };
  await learn(job, (entry) => ({ ...entry, fingerprints: [...entry.fingerprints.filter(({ id }) => id !== made.id), added] }), `Device fingerprint “${name}” enrolled`);
}

/** Wise says it with 400, which may mean something else as well. */
function isLimit({ deps, at }: FactorJob, outcome: Exclude<FactorOutcome, { is: 'done' }>): boolean {
  if (outcome.status !== 400 || outcome.error.code !== 'WISE_REFUSED') return false;
  const { wiseCode = '', wiseMessage = '' } = outcome.error.details;
  return `${wiseCode}${wiseMessage}` === '' || LIMIT.test(`${wiseCode} ${wiseMessage}`) || factorsOf(deps.vault.read(), at).fingerprints.length >= MOST;
}
