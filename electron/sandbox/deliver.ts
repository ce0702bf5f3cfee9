import { sign, type KeyObject } from 'node:crypto';
import type { LookupFunction } from 'node:net';
import { request, type RequestOptions } from 'node:https';
import type { IncomingMessage } from 'node:http';

/** A webhook on its way. `url` leads to this machine (`loopbackFault`). */
export interface Delivery {
  readonly url: string;
  readonly deliveryId: string;
  readonly body: string;
  /** Signs it. */
  readonly key: KeyObject;
  /** What the sender shows of itself, PEM: certificate with chain, and private key. */
  readonly identity?: { readonly cert: string; readonly key: string };
  readonly signal: AbortSignal;
}

/** What the receiver answered, the body cut at 8 KiB. */
export interface DeliveryAnswer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

const MOST_ANSWER_BYTES = 8192;

/** Why nothing is sent to this address: the sandbox never calls out. Undefined where it may. */
export function loopbackFault(url: string): string | undefined {
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'https:') return 'the address is not https';
  return isLoopback(hostname) ? undefined : `the built-in sandbox delivers to this machine only (localhost, 127.0.0.0/8, ::1), and ${hostname} is another`;
}

/** `URL` has brought every way to write an IPv4 address into four numbers. */
const isLoopback = (hostname: string): boolean => hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);

/** The headers of a delivery. The signature is base64 of RSA PKCS#1 v1.5 with SHA-256 over the bytes of the body. */
export function deliveryHeaders({ deliveryId, body, key }: Pick<Delivery, 'deliveryId' | 'body' | 'key'>): Record<string, string> {
  return {
    'Content-Type': 'application/json',
    'X-Signature-SHA256': sign('sha256', Buffer.from(body), key).toString('base64'),
    'X-Delivery-Id': deliveryId,
    'X-Test-Notification': 'true',
  };
}

/** Posts it once, and follows no redirect. Rejects with what Node says where nobody answers. */
export function deliver(delivery: Delivery, headers: Record<string, string>): Promise<DeliveryAnswer> {
  return new Promise((resolve, reject) => {
    const sending = request(delivery.url, options(delivery, headers), (response) => {
      readAnswer(response).then(resolve, reject);
    });
    sending.on('error', reject);
    sending.end(delivery.body);
  });
}

function options({ identity, body, signal }: Delivery, headers: Record<string, string>): RequestOptions {
  return {
    method: 'POST',
    headers: { ...headers, 'Content-Length': Buffer.byteLength(body) },
    agent: false,
    signal,
    lookup: loopbackOnly,
    // A receiver on this machine has a certificate of its own making, and what goes there is dummy data: there is nothing to keep from an impostor.
    rejectUnauthorized: false,
    ...identity,
  };
}

/** `localhost` without asking anybody, so that no hosts file can lead elsewhere. */
const loopbackOnly: LookupFunction = (_hostname, { all }, done) => {
  if (all) done(null, [{ address: '127.0.0.1', family: 4 }, { address: '::1', family: 6 }]);
  else done(null, '127.0.0.1', 4);
};

async function readAnswer(response: IncomingMessage): Promise<DeliveryAnswer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    // Leaving the loop ends the connection.
    if (size > MOST_ANSWER_BYTES) break;
  }
  const headers = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
  return { status: response.statusCode ?? 0, headers: Object.fromEntries(headers) as Record<string, string>, body: Buffer.concat(chunks).subarray(0, MOST_ANSWER_BYTES).toString() };
}
