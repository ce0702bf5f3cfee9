import { setTimeout as delay } from 'node:timers/promises';
import { JOSE_TYPE, rateLimited, statusError, text, unexpectedError, type Answer } from './answers.ts';
import { Refused, type Call } from './call.ts';
import { TOKEN_PATH } from './endpoints/oauth.ts';
import { UUID } from './key-upload.ts';
import { findRoute, isControlPath, isPagePath } from './routes.ts';
import type { ShownCertificate } from './shown-certificate.ts';
import { refuseStrangers } from './strangers.ts';
import type { World } from './world.ts';

/** An answer and how it is to leave. */
export interface Outcome {
  readonly answer: Answer;
  /** Where to destroy the connection: half way through the answer, or before it. */
  readonly cut?: 'half' | 'before' | undefined;
}

/** What is known of a call besides what every one has. */
export interface Received extends Call {
  /** The body is beyond the limit, and nothing of it was kept. */
  readonly oversized?: boolean;
  readonly clientCertificate?: ShownCertificate | undefined;
}

/** Answers one call, log and faults included. Throws only when `closing` ends the wait of a slow answer. */
export async function dispatch(call: Received, world: World, closing: AbortSignal): Promise<Outcome> {
  if (call.listener === 'pages' || isPagePath(call.path) || isControlPath(call.path)) return { answer: await answerPage(call, world, closing) };
  const at = world.now();
  const slow = world.faults.take('slow', call);
  if (slow) await delay(slow.ms, undefined, { signal: closing });
  const made = faultAnswer(call, world) ?? refuseCorrelationId(call, world) ?? (await route(call, world, closing));
  const answer = echoCorrelationId(spoilJose(made, call, world), call);
  const cut = cutOf(call, made, world);
  world.log.add({ call, clientCertificate: call.clientCertificate, at, answer });
  return { answer, cut };
}

/** What people see in a browser, and what the sandbox tells of itself. */
async function answerPage(call: Received, world: World, closing: AbortSignal): Promise<Answer> {
  const at = world.now();
  const answer = echoCorrelationId(refuseStrangers(call, world.now()) ?? (await route(call, world, closing)), call);
  if (isPagePath(call.path)) world.log.add({ call, clientCertificate: call.clientCertificate, at, answer, isPage: true });
  return answer;
}

/** What moves money, and the results of 3DS challenges. */
const PAYMENTS = /\/payments$|\/3dsecure\/challenge-result$/;
/** What verifies a proof for a one-time token. */
const VERIFY = /^\/(v1\/one-time-token\/[a-z-]+|v2\/profiles\/\d+\/(pin|device-fingerprints|facemaps))\/verify$/;

/** The faults that end a connection. */
function cutOf(call: Call, answer: Answer, world: World): Outcome['cut'] {
  if (call.method === 'POST' && PAYMENTS.test(call.path) && answer.status < 300 && world.faults.take('losePaymentAnswer', call)) return 'before';
  if (call.path === TOKEN_PATH && answer.status === 200 && world.faults.take('loseTokenAnswer', call)) return 'before';
  if (VERIFY.test(call.path) && answer.status === 200 && world.faults.take('loseVerifyAnswer', call)) return 'before';
  return world.faults.take('cut', call) && 'half';
}

async function route(call: Received, world: World, closing: AbortSignal): Promise<Answer> {
  if (call.oversized) return statusError(413, 'The body is larger than 1 MiB.', call.path, world.now());
  const found = findRoute(call, world.now());
  if (!('handle' in found)) return found;
  try {
    return await found.handle({ ...call, params: found.params }, world, closing);
  } catch (thrown) {
    return thrown instanceof Refused ? thrown.answer : unexpectedError(call.traceId);
  }
}

/** The answer of a fault that keeps the call from its endpoint. */
function faultAnswer(call: Call, world: World): Answer | undefined {
  if (call.listener === 'api' && world.faults.isMtlsOnly) {
    call.faults.push('mtlsOnly');
    return statusError(403, 'This client has moved to mTLS: its calls are accepted on the mTLS host only. Call the mTLS host with the client certificate.', call.path, world.now());
  }
  const limit = world.faults.take('rateLimit', call);
  if (limit) return rateLimited(limit.retryAfter, call.traceId);
  return world.faults.take('serverError', call) && unexpectedError(call.traceId);
}

/** The fault `notJose`: what a proxy would put in the place of a signed answer. */
function spoilJose(answer: Answer, call: Call, world: World): Answer {
  if (answer.type !== JOSE_TYPE || !world.faults.take('notJose', call)) return answer;
  return text(200, '<!doctype html><title>Welcome</title><p>Please sign in to the network.</p>', 'text/html; charset=utf-8');
}

const CORRELATION_ID = 'x-external-correlation-id';

function refuseCorrelationId(call: Call, world: World): Answer | undefined {
  const id = call.headers[CORRELATION_ID];
  if (id === undefined || UUID.test(String(id))) return undefined;
  const words = 'X-External-Correlation-Id must be a UUID of 36 characters.';
  call.checks.note(CORRELATION_ID, false, words);
  return statusError(400, words, call.path, world.now());
}

function echoCorrelationId(answer: Answer, call: Call): Answer {
  const id = String(call.headers[CORRELATION_ID]);
  return UUID.test(id) ? { ...answer, headers: { ...answer.headers, [CORRELATION_ID]: id } } : answer;
}
