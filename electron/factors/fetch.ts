import { PortcullisError } from '../../shared/errors.ts';
import type { Factors } from '../../shared/model/approvals.ts';
import { readFingerprints, requestFingerprints } from '../wise/sca-factors.ts';
import { audited, learn, pathsOf, type FactorJob } from './deps.ts';
import { factorsOf } from './entry.ts';
import { withListed } from './fingerprints.ts';
import { fetchPhone } from './phone.ts';
import { userIdOf } from './user-id.ts';

/** Asks Wise for what it tells: the phone number, and on the older paths the device fingerprints. What Wise does not let this client see is noted. Throws the other errors of the calls. */
export async function fetchFactors(job: FactorJob): Promise<Factors> {
  return audited(job, 'factor.listed', 'Factors', async () => {
    const userId = await userIdOf(job);
    await unlessRestricted(job, 'the phone number', () => fetchPhone(job, userId));
    if (pathsOf(job) === 'deprecated') await unlessRestricted(job, 'the device fingerprints', () => fetchFingerprints(job, userId));
  });
}

async function fetchFingerprints(job: FactorJob, userId: number): Promise<void> {
  const { deps: { tokens }, link } = job;
  const { answer } = await tokens.authorized(link, (application) => requestFingerprints(link.client, application, userId));
  const listed = readFingerprints(answer);
  await learn(job, (entry) => withListed(entry, listed));
}

async function unlessRestricted(job: FactorJob, what: string, ask: () => Promise<unknown>): Promise<void> {
  try {
    await ask();
  } catch (thrown) {
    if (!(thrown instanceof PortcullisError) || thrown.code !== 'WISE_FORBIDDEN') throw thrown;
    const says = `Wise does not let this client see ${what} (restricted)`;
    const isSaid = factorsOf(job.deps.vault.read(), job.at).history.some((event) => event.says === says);
    await learn(job, (entry) => entry, isSaid ? undefined : says);
  }
}
