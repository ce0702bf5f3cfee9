import { PortcullisError } from '../../shared/errors.ts';
import type { Factors } from '../../shared/model/approvals.ts';
import type { WiseAnswer } from '../wise/exchange.ts';
import { readPhones, readPhoneSet, requestPhoneRemoval, requestPhones, requestPhoneSet, type WisePhone } from '../wise/phone-numbers.ts';
import { factorError } from '../wise/sca-factors.ts';
import type { Secret } from '../wise/secret.ts';
import { audited, learn, type FactorJob } from './deps.ts';
import { userIdOf } from './user-id.ts';

/** Gives the user this number, in the place of another one. The number is kept in memory only. Throws `SCA_PHONE_TAKEN`, and the errors of the calls. */
export async function setPhone(job: FactorJob, number: string): Promise<Factors> {
  return audited(job, 'factor.enrolled', 'Phone number', async () => {
    const userId = await userIdOf(job);
    const before = await listed(job, userId);
    const answer = await asApplication(job, (application) => requestPhoneSet(job.link.client, application, userId, number, before?.id));
    const phone = readPhoneSet(answer, number);
    if (phone) keep(job, phone);
    else await listed(job, userId);
    await learn(job, (entry) => entry, before ? 'Phone number replaced' : 'Phone number enrolled');
  });
}

/** Throws `SCA_NOT_ENROLLED`, and the errors of the calls. */
export async function removePhone(job: FactorJob): Promise<Factors> {
  return audited(job, 'factor.removed', 'Phone number', async () => {
    const userId = await userIdOf(job);
    const phone = await fetchPhone(job, userId);
    if (!phone) throw new PortcullisError('SCA_NOT_ENROLLED');
    const answer = await asApplication(job, (application) => requestPhoneRemoval(job.link.client, application, userId, phone.id));
    if (answer.status === 404) keep(job, null);
    if (answer.status < 200 || answer.status > 299) throw factorError(answer);
    keep(job, null);
    await learn(job, (entry) => entry, 'Phone number removed');
  });
}

/** Asks Wise which number the user has. Throws the errors of the call. */
export async function fetchPhone(job: FactorJob, userId: number): Promise<WisePhone | null> {
  const answer = await asApplication(job, (application) => requestPhones(job.link.client, application, userId));
  const phone = readPhones(answer);
  keep(job, phone);
  return phone;
}

/** Wise may let a client set a number that it does not let it list. */
async function listed(job: FactorJob, userId: number): Promise<WisePhone | null> {
  try {
    return await fetchPhone(job, userId);
  } catch (thrown) {
    if (thrown instanceof PortcullisError && thrown.code === 'WISE_FORBIDDEN') return null;
    throw thrown;
  }
}

async function asApplication({ deps, link }: FactorJob, send: (application: Secret<string>) => Promise<WiseAnswer>): Promise<WiseAnswer> {
  return (await deps.tokens.authorized(link, send)).answer;
}

/** Not after a lock. */
function keep({ deps: { vault, knownPhones }, at }: FactorJob, phone: WisePhone | null): void {
  vault.read();
  knownPhones.keep(at, phone);
}
