import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import type { CertificateFacts } from '../../shared/model/tls.ts';
import type { SigningEnvironment, WebhookDelivery } from '../../shared/model/webhooks.ts';
import { factsOf } from '../certificates/entry.ts';
import { sessionOf, tlsWords } from '../wise/tls-view.ts';
import { readEvent } from './event.ts';
import type { HeaderLine } from './headers.ts';
import { deliveryIdOf, isTest, judgeDelivery } from './verdict.ts';
import type { WebhookKey } from './wise-webhook-keys.ts';

/** Of a body that is kept and shown. */
const KEPT_BYTES = 64 * 1024;

export type Arrived = { request: IncomingMessage; body: Buffer; socket: TLSSocket; at: number };
export type Expected = { environment: SigningEnvironment; keys: readonly WebhookKey[]; hasAuthorities: boolean };

/** A delivery as it is shown, judged by the bytes that came. */
export function deliveryOf({ request, body, socket, at }: Arrived, { environment, keys, hasAuthorities }: Expected): WebhookDelivery {
  const headers = headerLines(request.rawHeaders);
  const deliveryId = deliveryIdOf(headers);
  const eventType = readEvent(body)?.eventType;
  const facts = senderFacts(socket);
  return {
    id: randomUUID(),
    at: new Date(at).toISOString(),
    ...(deliveryId === undefined ? {} : { deliveryId }),
    isTest: isTest(headers),
    ...(eventType === undefined ? {} : { eventType }),
    verdict: judgeDelivery({ headers, body, environment }, keys),
    tls: tlsWords(sessionOf(socket)),
    // Without an authority to go by nobody is trusted, whatever Node would fall back on.
    ...(facts ? { senderCertificate: { facts, isTrusted: hasAuthorities && socket.authorized } } : {}),
    headers,
    body: body.subarray(0, KEPT_BYTES).toString('utf8'),
  };
}

/** Undefined also for a certificate that cannot be shown: without mTLS a sender may show anything, dates that are none included. */
function senderFacts(socket: TLSSocket): CertificateFacts | undefined {
  try {
    const certificate = socket.getPeerX509Certificate();
    return certificate && factsOf(certificate);
  } catch {
    return undefined;
  }
}

function headerLines(raw: readonly string[]): HeaderLine[] {
  return raw.flatMap((name, index) => (index % 2 === 0 ? [{ name, value: raw[index + 1] ?? '' }] : []));
}
