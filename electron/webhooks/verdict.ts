import { constants, createHash, type KeyObject, verify } from 'node:crypto';
import type { SigningEnvironment, WebhookVerdict } from '../../shared/model/webhooks.ts';
import { readEvent, shortLine, type WebhookEvent } from './event.ts';
import { DELIVERY_ID, headerOf, SIGNATURE, TEST, type HeaderLine } from './headers.ts';
import { readSignature, type Finding } from './signature.ts';
import { variantsOf } from './variants.ts';
import type { WebhookKey } from './wise-webhook-keys.ts';

/** A delivery, and where it is said to come from. */
export type Delivery = { headers: readonly HeaderLine[]; body: Buffer; environment: SigningEnvironment };

/** How environments are named within a sentence. */
const NAMES: Readonly<Record<SigningEnvironment, string>> = { 'built-in': 'the built-in sandbox', 'wise-sandbox': 'the Wise sandbox', production: 'production' };

type Match = { environment: SigningEnvironment; key: KeyObject; changed?: Finding };

/** Checks `X-Signature-SHA256`: base64 of RSA PKCS#1 v1.5 with SHA-256 over the raw body. `keys`: every key that it may have been made with. */
export function judgeDelivery({ headers, body, environment }: Delivery, keys: readonly WebhookKey[]): WebhookVerdict {
  const signature = readSignature(headerOf(headers, SIGNATURE));
  const match = signature.bytes && body.length > 0 ? findMatch(body, signature.bytes, inOrder(keys, environment)) : undefined;
  const event = readEvent(body);
  const notes = signature.bytes ? signature.notes : [];
  const key = match?.key ?? keys.find((one) => one.environment === environment)?.key;
  return {
    ok: match !== undefined && !match.changed && match.environment === environment,
    says: sentence(match, environment, signature.bytes !== undefined, body.length > 0),
    ...(match ? { signedBy: match.environment } : {}),
    findings: [
      ...(body.length === 0 ? [BODY_EMPTY] : []),
      ...(match?.changed ? [match.changed] : []),
      ...(match && match.environment !== environment ? [otherEnvironment(match.environment, environment)] : []),
      ...signature.findings,
      ...(signature.bytes && body.length > 0 && !match ? [bodyChanged(keys.some((one) => one.environment === environment), environment)] : []),
      ...(body.length > 0 && !event ? [NOT_JSON] : []),
      ...headerFindings(headers),
    ],
    facts: facts(headers, event, key, [signature.bytes ? `${signature.bytes.length} bytes` : 'none that can be read', ...notes].join(', ')),
  };
}

function inOrder(keys: readonly WebhookKey[], first: SigningEnvironment): WebhookKey[] {
  return [...keys.filter(({ environment }) => environment === first), ...keys.filter(({ environment }) => environment !== first)];
}

/** The key that verifies the body as it is; else one that verifies what the body may have been. */
function findMatch(body: Buffer, signature: Buffer, keys: readonly WebhookKey[]): Match | undefined {
  const found = keys.find(({ key }) => verifies(body, signature, key));
  if (found) return found;
  for (const { bytes, finding } of variantsOf(body)) {
    const signer = keys.find(({ key }) => verifies(bytes, signature, key));
    if (signer) return { ...signer, changed: finding };
  }
  return undefined;
}

function verifies(body: Buffer, signature: Buffer, key: KeyObject): boolean {
  return verify('sha256', body, { key, padding: constants.RSA_PKCS1_PADDING }, signature);
}

function sentence(match: Match | undefined, said: SigningEnvironment, hasSignature: boolean, hasBody: boolean): string {
  if (!hasBody) return 'Cannot be checked: the body is empty.';
  if (!hasSignature) return 'Cannot be checked: there is no signature that can be read.';
  if (!match) return 'The signature does not verify.';
  if (match.changed) return `The signature does not verify: the body is not as ${NAMES[match.environment]} sent it.`;
  if (match.environment !== said) return `The signature verifies, but with the key of ${NAMES[match.environment]}, not of ${NAMES[said]}.`;
  return `The signature verifies: ${NAMES[said]} sent exactly these bytes.`;
}

const BODY_EMPTY: Finding = {
  id: 'body-empty',
  says: 'The body is empty.',
  next: 'A stream can be read once: something took the body before it was looked at. Keep its bytes where they arrive.',
};
const NOT_JSON: Finding = { id: 'not-json', says: 'The body is not JSON that can be read. Every event of Wise’s is.', next: 'See whether it is cut, compressed, or something other than the body.' };
const TEST_NOTIFICATION: Finding = {
  id: 'test-notification',
  says: 'This is a test notification (X-Test-Notification: true). Its ids and states are made up.',
  next: 'Answer it with 200, and do not process it as a real event.',
};
const NO_DELIVERY_ID: Finding = {
  id: 'delivery-id-missing',
  says: 'There is no X-Delivery-Id among the headers.',
  next: 'Wise sends one with each delivery. Without it, a delivery that comes twice cannot be told from a new one.',
};

function otherEnvironment(signedBy: SigningEnvironment, said: SigningEnvironment): Finding {
  return {
    id: 'other-environment',
    says: `It was signed with the key of ${NAMES[signedBy]}, and was said to come from ${NAMES[said]}.`,
    next: `Give the receiver the key of ${NAMES[said]} only, and see which environment this subscription was made in.`,
  };
}

function bodyChanged(hasKey: boolean, said: SigningEnvironment): Finding {
  if (!hasKey) return { id: 'body-changed', says: `The key of ${NAMES[said]} is not known yet, and no other one verifies it.`, next: 'Open a connection to it, then check again.' };
  return {
    id: 'body-changed',
    says: 'No known key verifies it, nor would it with spaces, line ends or escapes undone.',
    next:
      'Most likely first: the signature belongs to another delivery; a value or the order of members was changed; the body is cut; only a part of it, such as “data”, was taken; it was not sent by Wise.',
  };
}

/** With a signature alone there is nothing to say of other headers. */
function headerFindings(headers: readonly HeaderLine[]): Finding[] {
  const isAlone = headers.length < 2 && headerOf(headers, SIGNATURE) !== undefined;
  return [...(isTest(headers) ? [TEST_NOTIFICATION] : []), ...(isAlone || deliveryIdOf(headers) !== undefined ? [] : [NO_DELIVERY_ID])];
}

export function isTest(headers: readonly HeaderLine[]): boolean {
  return headerOf(headers, TEST)?.trim().toLowerCase() === 'true';
}

export function deliveryIdOf(headers: readonly HeaderLine[]): string | undefined {
  return shortLine(headerOf(headers, DELIVERY_ID));
}

function facts(headers: readonly HeaderLine[], event: WebhookEvent | undefined, key: KeyObject | undefined, signature: string): WebhookVerdict['facts'] {
  const rows: [string, string | undefined][] = [
    ['Event type', event?.eventType],
    ['Schema version', event?.schemaVersion],
    ['Sent at', event?.sentAt],
    ['Subscription id', event?.subscriptionId],
    ['Delivery id', deliveryIdOf(headers)],
    ['Test notification', isTest(headers) ? 'yes' : 'no'],
    ['Signature', signature],
    ['Key (SHA-256)', key && keyFingerprint(key)],
  ];
  return rows.flatMap(([label, value]) => (value === undefined ? [] : [{ label, value }]));
}

/** SHA-256 of the key's SPKI in DER, hex with colons. */
function keyFingerprint(key: KeyObject): string {
  return createHash('sha256').update(key.export({ type: 'spki', format: 'der' })).digest('hex').toUpperCase().match(/../g)!.join(':');
}
