import { PortcullisError, toPortcullisError, type ErrorCode } from '../../shared/errors.ts';
import type { ChallengeType, PhoneChallenge } from '../../shared/model/approvals.ts';
import { findConnection } from '../connections/resolve.ts';
import type { Services } from '../services.ts';
import type { WiseLink } from '../wise/clients.ts';
import { answerFacts, errorFromAnswer } from '../wise/errors.ts';
import type { WiseAnswer } from '../wise/exchange.ts';
import { readTokenObject, readTriggered, requestScaSession, requestTokenStatus, requestTrigger, type OneTimeToken } from '../wise/one-time-tokens.ts';
import { Secret } from '../wise/secret.ts';
import { blockedError, saysBlocked, speaksOfToken, withWords } from './refusal.ts';
import { assertSameToken, isClear, statusFrom, type TokenStatus } from './token-status.ts';
import { proveAt } from './prove.ts';

export { isClear };
export type { TokenStatus };
export type ScaDeps = Pick<Services, 'vault' | 'audit' | 'now' | 'tokens' | 'userTokens'>;

/** A one-time token and where its challenges are cleared. */
export type ScaToken = OneTimeToken;

/** One proof. The bytes are UTF-8 (of a PIN or code its digits, of a face map its base64); whoever made the buffer fills it with zeros afterwards. */
export type Proof = { way: ChallengeType; value: Buffer };

/** What Wise answers the question for a token that it does not know (any more). */
const ENDED: ReadonlySet<number> = new Set([400, 404, 410]);

/** `GET /v1/one-time-token/status`, or its older path. Throws `SCA_TOKEN_ENDED`, `SCA_OTHER_TOKEN`, and as `WiseClient.send`. */
export async function askStatus(deps: Pick<ScaDeps, 'userTokens'>, link: WiseLink, sca: ScaToken): Promise<TokenStatus> {
  const { answer } = await deps.userTokens.forConnection(link, (bearer) => requestTokenStatus(link.client, bearer, sca));
  if (hasEnded(answer)) throw errorFromAnswer(answer, 'SCA_TOKEN_ENDED');
  const told = readTokenObject(answer);
  assertSameToken(told, sca.token, answer);
  // Without them every proof would seem to be there.
  if (!told.challenges) throw new PortcullisError('WISE_ANSWER_INVALID', { ...answerFacts(answer), reason: 'ANSWER_SHAPE', field: 'challenges' });
  const status = statusFrom(told);
  if (status.validitySeconds === 0) throw new PortcullisError('SCA_TOKEN_ENDED', answerFacts(answer));
  return status;
}

/** Has Wise send a code to the phone; answers Wise's hint of the number. Throws `SCA_NOT_ENROLLED`, `SCA_TOKEN_ENDED`, `SCA_BLOCKED`. */
export async function triggerCode(deps: ScaDeps, link: WiseLink, sca: ScaToken, way: PhoneChallenge): Promise<{ hint?: string }> {
  const { answer } = await deps.userTokens.forConnection(link, (bearer) => requestTrigger(link.client, bearer, sca, way));
  const { status } = answer;
  if ((status === 400 || status === 403) && saysBlocked({ answer })) throw await blockedError(deps, { connectionId: link.target.id, profileId: sca.profileId }, { answer });
  if (status === 400 || status === 404) throw await refusalOf(deps, link, sca, answer, status === 404 ? 'SCA_NOT_ENROLLED' : undefined);
  return readTriggered(answer);
}

/**
 * Gives one proof and answers what is left. PIN and fingerprint leave as JWE with direct encryption; an answer that cannot be decrypted is not believed: the status is asked for instead.
 * So it is after a lost answer and one of Wise's failures: the proof may have passed.
 * Counts wrong tries in a row per profile in the vault (electron/factors/tries.ts). Throws `SCA_WRONG_PROOF`, `SCA_NOT_ENROLLED`, `SCA_BLOCKED`, `SCA_TOKEN_ENDED`, `SCA_OTHER_TOKEN`,
 * `JOSE_ENCRYPTED_REFUSED`, `JOSE_WISE_COULD_NOT_DECRYPT`, and as `WiseClient.send`.
 */
export async function verifyProof(deps: ScaDeps, link: WiseLink, sca: ScaToken, proof: Proof): Promise<TokenStatus> {
  return proveAt({
    deps, link, sca, proof,
    askStatus: () => askStatus(deps, link, sca),
    refusalOf: (answer, code) => refusalOf(deps, link, sca, answer, code),
  });
}

/** `POST /v2/profiles/{profileId}/sca-sessions/authorise`. Throws `SCA_BLOCKED`. */
export async function startSession(deps: ScaDeps, link: WiseLink, profileId: number): Promise<{ token: Secret<string>; status: TokenStatus }> {
  const { answer } = await deps.userTokens.forConnection(link, (bearer) => requestScaSession(link.client, bearer, profileId));
  const inHeader = answer.status === 403 ? answer.exchange.responseHeaders['x-2fa-approval'] : undefined;
  if (isBlocked(answer, inHeader)) throw await blockedError(deps, { connectionId: link.target.id, profileId }, { answer });
  const told = inHeader ? { oneTimeToken: inHeader } : readTokenObject(answer);
  if (!told.oneTimeToken) throw new PortcullisError('WISE_ANSWER_INVALID', { ...answerFacts(answer), reason: 'ANSWER_SHAPE', field: 'oneTimeToken' });
  const token = new Secret(told.oneTimeToken);
  return { token, status: await statusOfNew(deps, link, { token, profileId, usesDeprecated: usesDeprecatedSca(deps, link) }, told) };
}

/** The answer of a new session leaves out alternatives and what is required; should the status not be had, it will do. */
async function statusOfNew(deps: ScaDeps, link: WiseLink, sca: ScaToken, told: Parameters<typeof statusFrom>[0]): Promise<TokenStatus> {
  try {
    return await askStatus(deps, link, sca);
  } catch (thrown) {
    if (!told.challenges || told.challenges.length === 0 || isOf(thrown, 'SCA_OTHER_TOKEN')) throw thrown;
    return statusFrom(told);
  }
}

export function usesDeprecatedSca({ vault }: Pick<ScaDeps, 'vault'>, { target }: WiseLink): boolean {
  return findConnection(vault.read(), target.id).usesDeprecatedSca === true;
}

/** Wise gives no token where it would have to give one. */
function isBlocked(answer: WiseAnswer, token: string | undefined): boolean {
  const { status, exchange } = answer;
  if (status === 403) return !token && (exchange.responseHeaders['x-2fa-approval-result']?.toUpperCase() === 'REJECTED' || saysBlocked({ answer }));
  return status === 400 && saysBlocked({ answer });
}

function hasEnded(answer: WiseAnswer): boolean {
  if (isOf(errorFromAnswer(answer), 'MTLS_CERT_MISSING', 'MTLS_CERT_REFUSED')) return false;
  return ENDED.has(answer.status) || (answer.status === 403 && speaksOfToken({ answer }));
}

/** Why Wise refused something for a token: it may have ended, which the status tells; otherwise `code`, or what the answer itself says. */
async function refusalOf(deps: ScaDeps, link: WiseLink, sca: ScaToken, answer: WiseAnswer, code?: ErrorCode): Promise<PortcullisError> {
  try {
    await askStatus(deps, link, sca);
  } catch (thrown) {
    if (isOf(thrown, 'SCA_TOKEN_ENDED', 'SCA_OTHER_TOKEN')) return toPortcullisError(thrown);
  }
  return withWords(errorFromAnswer(answer, code), { answer });
}

function isOf(thrown: unknown, ...codes: ErrorCode[]): boolean {
  return thrown instanceof PortcullisError && codes.includes(thrown.code);
}
