import { isRecord } from './decode.ts';

/** Fields that keep only their last four characters, at the top of a query, a body or an answer. */
const TOP_FIELDS = new Set(['access_token', 'refresh_token', 'code', 'registration_code', 'registrationCode', 'claimAccountCode', 'client_secret', 'form_token']);
/** The same, however deep, and however they are written: in a query or a body too, where a caller may put a header by mistake. */
const DEEP_FIELDS = new Set(['onetimetoken', 'x2faapproval']);
/** What a person proves with: nothing of it is shown, however deep and however it is written. */
const PROOFS = new Set(['pin', 'devicefingerprint', 'otpcode', 'facemap']);
const plainName = (name: string): string => name.replaceAll(/[-_]/g, '').toLowerCase();
const isProof = (name: string): boolean => PROOFS.has(plainName(name));
const isDeep = (name: string): boolean => DEEP_FIELDS.has(plainName(name));
export const HIDDEN = '[secret]';

/** Where bodies hold what a person proves with. */
const PROOF_PATH = /\/(pin|facemaps?|(partner-)?device-fingerprints?|one-time-tokens?)(\/|$)/i;
export const holdsProof = (path: string): boolean => PROOF_PATH.test(path);

/** The names of the members of a body, and none of its values. */
export const hideValues = (fields: Record<string, unknown>): Record<string, unknown> => Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, isRecord(value) ? hideValues(value) : HIDDEN]));

/** Fields of a query or a body without their secrets. */
export function redactFields<V>(fields: Record<string, V>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, TOP_FIELDS.has(name) ? lastFour(String(value)) : redactMember(name, value)]));
}

/** Whether `redact` would change anything. */
export function hasSecret(value: unknown): boolean {
  return (isRecord(value) && Object.keys(value).some((name) => TOP_FIELDS.has(name))) || hasDeep(value);
}

/** A body, whatever it is, without its secrets. */
export const redact = (value: unknown): unknown => (isRecord(value) ? redactFields(value) : redactDeep(value));

function redactMember(name: string, value: unknown): unknown {
  if (isProof(name)) return HIDDEN;
  return isDeep(name) ? lastFour(String(value)) : redactDeep(value);
}

function redactDeep(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redactDeep);
  return isRecord(value) ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, redactMember(name, member)])) : value;
}

function hasDeep(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasDeep);
  return isRecord(value) && Object.entries(value).some(([name, member]) => isProof(name) || isDeep(name) || hasDeep(member));
}

/** By header, in lower case. */
const HEADERS: Readonly<Record<string, (value: string) => string>> = {
  authorization: redactAuthorization,
  'one-time-token': lastFour,
  'x-2fa-approval': lastFour,
  'x-signature': () => HIDDEN,
  location: redactQuery,
};

export function redactHeaders<V>(headers: Readonly<Record<string, V>>): Record<string, V | string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, HEADERS[name]?.(String(value)) ?? value]));
}

/** `Bearer ...1a2b`: the scheme and the last four characters. */
function redactAuthorization(header: string): string {
  const space = header.indexOf(' ');
  return `${space < 0 ? '' : `${header.slice(0, space)} `}${lastFour(header.slice(space + 1))}`;
}

/** Where a browser is sent on, without the code that goes along. */
function redactQuery(address: string): string {
  const [start = '', ...query] = address.split('?');
  const fields = redactFields(Object.fromEntries(new URLSearchParams(query.join('?'))));
  return query.length === 0 ? address : `${start}?${String(new URLSearchParams(fields as Record<string, string>))}`;
}

/** A short secret shows nothing of itself. */
function lastFour(secret: string): string {
  return secret.length < 12 ? '...' : `...${secret.slice(-4)}`;
}
