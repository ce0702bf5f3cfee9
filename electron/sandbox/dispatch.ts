import { setTimeout as delay } from 'node:timers/promises';
import { JOSE_TYPE, rateLimited, statusError, text, unexpectedError, type Answer } from './answers.ts';
import { Refused, type Call } from './call.ts';
import { UUID } from './key-upload.ts';
import { findRoute, isControlPath } from './routes.ts';
import type { ShownCertificate } from './shown-certificate.ts';
import type { World } from './world.ts';

/** An answer and how it is to leave. */
export interface Outcome {
  readonly answer: Answer;
  /** Destroy the connection half way through. */
  readonly cut: boolean;
}

/** What is known of a call besides what every one has. */
export interface Received extends Call {
  /** The body is beyond the limit, and nothing of it was kept. */
  readonly oversized?: boolean;
  readonly clientCertificate?: ShownCertificate | undefined;
}

/** Answers one call, log and faults included. Throws only when `closing` ends the wait of a slow answer. */
export async function dispatch(call: Received, world: World, closing: AbortSignal): Promise<Outcome> {
  if (isControlPath(call.path)) return { answer: echoCorrelationId(refuseOtherSites(call, world) ?? (await route(call, world, closing)), call), cut: false };
  const at = world.now();
  const slow = world.faults.take('slow', call);
  if (slow) await delay(slow.ms, undefined, { signal: closing });
  const made = faultAnswer(call, world) ?? refuseCorrelationId(call, world) ?? (await route(call, world, closing));
  const answer = echoCorrelationId(spoilJose(made, call, world), call);
  const cut = world.faults.take('cut', call) !== undefined;
  world.log.add({ call, clientCertificate: call.clientCertificate, at, answer });
  return { answer, cut };
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

/** Who has opened Developer Hub in a browser has it trust this server: then forms of other sites would reach it too. Browsers tell where a request comes from; other callers say nothing. */
function refuseOtherSites({ method, path, headers }: Call, world: World): Answer | undefined {
  const site = headers['sec-fetch-site'] ?? 'none';
  if (method === 'GET' || site === 'none' || site === 'same-origin') return undefined;
  return statusError(403, 'A page of another site sent this.', path, world.now());
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
