import { PortcullisError, toPortcullisError, type ErrorCode } from '../../shared/errors.ts';
import { noteRightTry } from '../factors/tries.ts';
import type { WiseLink } from '../wise/clients.ts';
import { answerFacts, errorFromAnswer, isBareFailure } from '../wise/errors.ts';
import type { WiseAnswer } from '../wise/exchange.ts';
import { MEMBERS, parseTokenObject, requestSealedVerify, requestVerify, type OneTimeToken, type TokenObject } from '../wise/one-time-tokens.ts';
import { Secret } from '../wise/secret.ts';
import { withoutValue } from './hide-value.ts';
import { jsonMember } from './json-bytes.ts';
import { isNetwork, mayHaveArrived } from './lost.ts';
import { blockedError, mayBeWrongProof, refusalBeside, saysBlocked, speaksOfToken, withWords, wordsOf, wrongProof, type Whose } from './refusal.ts';
import { callEncrypted, type EncryptedAnswer } from './encrypted-call.ts';
import type { Proof, ScaDeps } from './one-time-token.ts';
import { assertSameToken, hasPassed, isLeft, isWhole, statusFrom, withPassed, type TokenStatus } from './token-status.ts';

/** One proof on its way. */
export type Proving = {
  deps: ScaDeps;
  link: WiseLink;
  sca: OneTimeToken;
  proof: Proof;
  askStatus: () => Promise<TokenStatus>;
  /** `SCA_TOKEN_ENDED` where the token is gone, otherwise `code`. */
  refusalOf: (answer: WiseAnswer, code?: ErrorCode) => Promise<PortcullisError>;
};

/** Tokens for which a proof went out, and what Wise made of it could not be learned. */
const unsettled = new WeakSet<Secret<string>>();

/** As `verifyProof`. No error quotes the proof, whatever Wise says. */
export async function proveAt(proving: Proving): Promise<TokenStatus> {
  try {
    const status = (await passedBefore(proving)) ?? (await give(proving));
    if (!isLeft(status, proving.proof.way)) await noteRightTry(proving.deps, ...whoIs(proving));
    return status;
  } catch (thrown) {
    throw withoutValue(toPortcullisError(thrown), proving.proof.value);
  }
}

/** A proof whose answer was lost may have passed: giving it once more could count as a wrong try. Throws as `askStatus`; nothing is sent then. */
async function passedBefore({ sca: { token }, proof: { way }, askStatus }: Proving): Promise<TokenStatus | undefined> {
  if (!unsettled.has(token)) return undefined;
  const status = await askStatus();
  unsettled.delete(token);
  return hasPassed(status, way) && !isLeft(status, way) ? status : undefined;
}

async function give(proving: Proving): Promise<TokenStatus> {
  let isLost = false;
  const send = (request: (bearer: Secret<string>) => Promise<WiseAnswer>) => proving.deps.userTokens.forConnection(proving.link, async (bearer) => {
    try {
      return await request(bearer);
    } catch (thrown) {
      isLost = mayHaveArrived(thrown);
      throw thrown;
    }
  });
  try {
    const sealed = await sendProof(proving, async (request) => (await send(request)).answer);
    return await statusAfter(proving, sealed);
  } catch (thrown) {
    if (!isLost) throw thrown;
    return settle(proving, toPortcullisError(thrown));
  }
}

type SendAs = (request: (bearer: Secret<string>) => Promise<WiseAnswer>) => Promise<WiseAnswer>;

async function sendProof({ deps, link, sca, proof: { way, value } }: Proving, send: SendAs): Promise<EncryptedAnswer> {
  const json = jsonMember(MEMBERS[way], value);
  try {
    if (way === 'PIN' || way === 'PARTNER_DEVICE_FINGERPRINT') return await callEncrypted(deps, link, json, (jwe) => send((bearer) => requestSealedVerify(link.client, bearer, sca, way, jwe)));
    const body = new Secret(json.toString('utf8'));
    return { answer: await send((bearer) => requestVerify(link.client, bearer, sca, way, body)) };
  } finally {
    json.fill(0);
  }
}

async function statusAfter(proving: Proving, sealed: EncryptedAnswer): Promise<TokenStatus> {
  const { status } = sealed.answer;
  if (status >= 500) return settle(proving, isEncrypted(proving) && isBareFailure(sealed.answer) ? errorFromAnswer(sealed.answer, 'JOSE_WISE_COULD_NOT_DECRYPT') : errorFromAnswer(sealed.answer));
  if (status >= 300) throw await refusal(proving, sealed);
  const told = believed(proving, sealed);
  if (told instanceof PortcullisError) return settle(proving, told);
  assertSameToken(told, proving.sca.token, sealed.answer);
  return isWhole(told) ? statusFrom(told) : completed(proving, told);
}

/** What Wise says of the token, or why that is not believed. Of an encrypted call only what came under its content key counts. */
function believed(proving: Proving, { answer, opened }: EncryptedAnswer): TokenObject | PortcullisError {
  if (isEncrypted(proving) && !opened) {
    const isToken = /^[\w-]+\.[\w-]*\.[\w-]+\.[\w-]+\.[\w-]+$/.test(answer.body.reveal().trim());
    return new PortcullisError(isToken ? 'JOSE_DECRYPT_FAILED' : 'JOSE_ANSWER_NOT_JWE', answerFacts(answer));
  }
  return parseTokenObject((opened ?? answer.body).reveal()) ?? new PortcullisError('WISE_ANSWER_INVALID', { ...answerFacts(answer), reason: 'ANSWER_SHAPE' });
}

/** An answer that leaves something out, with what the status tells. Should that not be had, Wise has taken the proof all the same. */
async function completed({ askStatus }: Proving, told: TokenObject): Promise<TokenStatus> {
  const known = statusFrom(told);
  try {
    return withPassed(await askStatus(), known);
  } catch (thrown) {
    if (known.challenges.length === 0 || !isNetwork(thrown)) throw thrown;
    return known;
  }
}

/** Nothing to rely on came back: the status tells whether the proof has passed. If not, or if that cannot be had either, `cause` is thrown. */
async function settle({ askStatus, proof, sca: { token } }: Proving, cause: PortcullisError): Promise<TokenStatus> {
  let status: TokenStatus;
  try {
    status = await askStatus();
  } catch (thrown) {
    if (!isNetwork(thrown)) throw thrown;
    unsettled.add(token);
    throw cause;
  }
  if (hasPassed(status, proof.way) && !isLeft(status, proof.way)) return status;
  throw cause;
}

async function refusal(proving: Proving, sealed: EncryptedAnswer): Promise<PortcullisError> {
  const { deps, refusalOf } = proving;
  const { answer } = sealed;
  const plain = errorFromAnswer(answer);
  if (plain.code.startsWith('MTLS_')) return plain;
  if ((answer.status === 400 || answer.status === 403) && saysBlocked(sealed)) return blockedError(deps, whose(proving), sealed);
  if (answer.status === 404) return refusalOf(answer, 'SCA_NOT_ENROLLED');
  if (!mayBeWrongProof(sealed)) return withWords(plain, sealed);
  if (isEncrypted(proving) && wordsOf(sealed).wiseCode === 'jwe_error') return withWords(errorFromAnswer(answer, 'JOSE_ENCRYPTED_REFUSED'), sealed);
  const ended = speaksOfToken(sealed) ? await refusalOf(answer) : undefined;
  if (ended?.code === 'SCA_TOKEN_ENDED') return ended;
  return refusalBeside(sealed) ?? wrongProof(deps, whose(proving), sealed);
}

function isEncrypted({ proof: { way } }: Pick<Proving, 'proof'>): boolean {
  return way === 'PIN' || way === 'PARTNER_DEVICE_FINGERPRINT';
}

function whose({ link, sca }: Proving): Whose {
  return { connectionId: link.target.id, profileId: sca.profileId };
}

function whoIs(proving: Proving): [connectionId: string, profileId: number] {
  const { connectionId, profileId } = whose(proving);
  return [connectionId, profileId];
}
