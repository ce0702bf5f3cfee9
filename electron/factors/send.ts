import { jsonMember } from '../sca/json-bytes.ts';
import { mayHaveArrived } from '../sca/lost.ts';
import { callEncrypted, type EncryptedAnswer } from '../sca/encrypted-call.ts';
import { withWords, wordsOf } from '../sca/refusal.ts';
import { withoutValue } from '../sca/hide-value.ts';
import { PortcullisError, toPortcullisError } from '../../shared/errors.ts';
import type { ChallengeType } from '../../shared/model/approvals.ts';
import { errorFromAnswer, isBareFailure } from '../wise/errors.ts';
import type { WiseAnswer } from '../wise/exchange.ts';
import { MEMBERS } from '../wise/one-time-tokens.ts';
import { factorError, requestEnrol, requestOlderRemoval, requestRemoval, type FactorKind } from '../wise/sca-factors.ts';
import { Secret } from '../wise/secret.ts';
import { pathsOf, type FactorJob } from './deps.ts';
import { userIdOf } from './user-id.ts';

/** What came of a call that changes a factor. `unclear`: Wise may have done it or not. */
export type FactorOutcome = { is: 'done'; sealed: EncryptedAnswer } | { is: 'refused' | 'unclear'; error: PortcullisError; status?: number };

const WAYS = { pin: 'PIN', fingerprint: 'PARTNER_DEVICE_FINGERPRINT', faceMap: 'FACE_MAP' } as const satisfies Record<FactorKind, ChallengeType>;

/** Enrols a factor: PIN and fingerprint as JWE with direct encryption, a face map as JSON. The value stays the caller's to wipe. Throws what happened before anything went out. */
export async function sendEnrolment(job: FactorJob, kind: FactorKind, value: Buffer): Promise<FactorOutcome> {
  const { deps, link, at } = job;
  const paths = pathsOf(job);
  const json = jsonMember(MEMBERS[WAYS[kind]], value);
  const send = async (body: string, secrets: Secret<string>[] = []) =>
    (await deps.userTokens.forConnection(link, (bearer) => requestEnrol(link.client, bearer, kind, paths, at.profileId, body, secrets))).answer;
  try {
    return await outcome(value, async () => (kind === 'faceMap' ? { answer: await send(json.toString('utf8'), [new Secret(json.toString('utf8'))]) } : callEncrypted(deps, link, json, send)));
  } finally {
    json.fill(0);
  }
}

/** Removes a factor. On the older paths that takes an application token and the number of the user. Throws what happened before anything went out. */
export async function sendRemoval(job: FactorJob, kind: FactorKind, id?: string): Promise<FactorOutcome> {
  const { deps, link, at } = job;
  if (pathsOf(job) === 'current') return outcome(undefined, async () => deps.userTokens.forConnection(link, (bearer) => requestRemoval(link.client, bearer, kind, at.profileId, id)));
  const userId = await userIdOf(job);
  return outcome(undefined, async () => deps.tokens.authorized(link, (application) => requestOlderRemoval(link.client, application, kind, userId, id)));
}

async function outcome(value: Buffer | undefined, send: () => Promise<EncryptedAnswer>): Promise<FactorOutcome> {
  const clean = (error: PortcullisError) => (value ? withoutValue(error, value) : error);
  let sealed: EncryptedAnswer;
  try {
    sealed = await send();
  } catch (thrown) {
    if (!mayHaveArrived(thrown)) throw thrown;
    return { is: 'unclear', error: clean(toPortcullisError(thrown)) };
  }
  const { answer } = sealed;
  if (answer.status >= 200 && answer.status <= 299) return { is: 'done', sealed };
  return { is: answer.status >= 500 ? 'unclear' : 'refused', error: clean(errorOf(sealed, value !== undefined)), status: answer.status };
}

function errorOf(sealed: EncryptedAnswer, isEnrolment: boolean): PortcullisError {
  const { answer } = sealed;
  if (isEnrolment && isJose(answer) && isBareFailure(answer)) return errorFromAnswer(answer, 'JOSE_WISE_COULD_NOT_DECRYPT');
  if (answer.status === 400 && wordsOf(sealed).wiseCode === 'jwe_error') return withWords(errorFromAnswer(answer, 'JOSE_ENCRYPTED_REFUSED'), sealed);
  return withWords(factorError(answer), sealed);
}

function isJose({ exchange }: WiseAnswer): boolean {
  return exchange.requestHeaders['X-TW-JOSE-Method'] !== undefined;
}
