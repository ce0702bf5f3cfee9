import { PortcullisError, toPortcullisError } from '../../shared/errors.ts';
import type { Services } from '../services.ts';
import { wasUnsent } from '../wise/client-unsent.ts';
import type { WiseLink } from '../wise/clients.ts';
import { errorFromAnswer, readWiseWords } from '../wise/errors.ts';
import type { WiseAnswer } from '../wise/exchange.ts';
import { Secret } from '../wise/secret.ts';
import type { SealedCall } from './sealed-call.ts';
import { verifiedPayload } from './verified-answer.ts';

/** What came of one sending. */
export type Reply =
  /** 2xx; `text` is the body, of a signed answer its verified payload. */
  | { kind: 'answered'; answer: WiseAnswer; text: string }
  /** 403 with a one-time token: Wise asks for proofs, and did nothing. */
  | { kind: 'asks'; answer: WiseAnswer; token: Secret<string> }
  /** 403 where Wise gives no token. */
  | { kind: 'blocked'; answer: WiseAnswer }
  /** Another 4xx: Wise said no, and did nothing. */
  | { kind: 'refused'; answer: WiseAnswer }
  /** It never got as far as to be judged, and did nothing. */
  | { kind: 'nothing'; error: PortcullisError }
  /** It may have been done. */
  | { kind: 'unclear'; error: PortcullisError };

export type SendDeps = Pick<Services, 'vault' | 'audit' | 'tokens' | 'userTokens' | 'now'>;

/** What goes along with a cleared one-time token; `signature` only in the old way. */
export type Approval = { token: Secret<string>; signature?: string };

/** Where the person's say is not yet over: the token was refused, or there were too many calls. They are no word about the deed. */
const NO_JUDGEMENT: ReadonlySet<number> = new Set([401, 429]);
/** It gave up waiting, and what it had passed on by then is not known. */
const REQUEST_TIMEOUT = 408;

/** Sends a call once and says what is certain of it afterwards. Never throws. */
export async function sendProtected(deps: SendDeps, link: WiseLink, sealed: SealedCall, approval?: Approval): Promise<Reply> {
  // A sending whose answer is not there: errors before it and after its answer are about the access token.
  let isOut = false;
  try {
    const { answer } = await deps.userTokens.forConnection(link, async (token) => {
      isOut = true;
      const got = await link.client.send({ ...wireCall(sealed, approval), authorization: { scheme: 'Bearer', token } });
      isOut = false;
      return got;
    });
    return await judge(deps, link, sealed, answer, approval);
  } catch (thrown) {
    const error = toPortcullisError(thrown);
    return { kind: isOut && !didNothing(error) ? 'unclear' : 'nothing', error };
  }
}

function wireCall({ method, path, body, headers }: SealedCall, approval: Approval | undefined) {
  return {
    method, path,
    headers: {
      ...headers,
      ...(approval ? { 'x-2fa-approval': approval.token.reveal() } : {}),
      ...(approval?.signature === undefined ? {} : { 'X-Signature': approval.signature }),
    },
    ...(body === undefined ? {} : { body }),
    ...(approval ? { secrets: [approval.token, ...(approval.signature === undefined ? [] : [new Secret(approval.signature)])] } : {}),
  };
}

function didNothing(error: PortcullisError): boolean {
  return wasUnsent(error) || isRefusal(error.details.status);
}

function isRefusal(status: number | undefined): boolean {
  return status !== undefined && status >= 400 && status <= 499 && status !== REQUEST_TIMEOUT;
}

async function judge(deps: SendDeps, link: WiseLink, sealed: SealedCall, answer: WiseAnswer, approval: Approval | undefined): Promise<Reply> {
  const { status } = answer;
  if (status >= 200 && status <= 299) return open(deps, link, sealed, answer);
  if (status === 403) return forbidden(answer, approval);
  if (NO_JUDGEMENT.has(status)) return { kind: 'nothing', error: errorFromAnswer(answer) };
  if (isJoseFault(sealed, answer)) return { kind: 'nothing', error: errorFromAnswer(answer, 'JOSE_REFUSED') };
  return isRefusal(status) ? { kind: 'refused', answer } : { kind: 'unclear', error: errorFromAnswer(answer) };
}

/** Wise did not take our signature: a word about the key, not about the deed. */
function isJoseFault({ signing }: SealedCall, { status, body }: WiseAnswer): boolean {
  return signing !== undefined && status === 400 && readWiseWords(body.reveal()).wiseCode === 'jws_error';
}

function forbidden(answer: WiseAnswer, approval: Approval | undefined): Reply {
  const { 'x-2fa-approval': header = '', 'x-2fa-approval-result': result = '' } = answer.exchange.responseHeaders;
  const token = header.trim();
  // The one that was sent comes back masked.
  if (approval && token === String(approval.token)) return { kind: 'asks', answer, token: approval.token };
  if (token !== '') return { kind: 'asks', answer, token: new Secret(token) };
  // Where the token was signed it is a word about the signature, and no lockout.
  return { kind: /^\s*rejected\s*$/i.test(result) && approval?.signature === undefined ? 'blocked' : 'refused', answer };
}

/** A signed call has a signed answer; any other is not believed, so what was done is not known. */
async function open(deps: SendDeps, link: WiseLink, { signing }: SealedCall, answer: WiseAnswer): Promise<Reply> {
  if (!signing) return { kind: 'answered', answer, text: answer.body.reveal() };
  try {
    return { kind: 'answered', answer, text: await verifiedPayload(deps, link, signing.alg, answer) };
  } catch (thrown) {
    return { kind: 'unclear', error: toPortcullisError(thrown) };
  }
}
