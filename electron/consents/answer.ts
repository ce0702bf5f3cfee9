import { createHash, timingSafeEqual } from 'node:crypto';
import { Secret } from '../wise/secret.ts';

/** What the redirect says: a code, or that the person or Wise said no (RFC 6749, 4.1.2). */
export type ConsentAnswer = { state?: string; profileId?: number } & ({ code: Secret<string> } | { denied: { wiseCode: string; wiseMessage?: string } });

/** Longest piece of the error that is shown. */
const LONGEST_TEXT = 500;
const NAMES = ['code', 'state', 'error', 'error_description', 'profileId'] as const;

/** Undefined where there is neither a code nor an error, where there are both, or where one of them stands there twice (RFC 6749, 3.1). */
export function readAnswer(parameters: URLSearchParams): ConsentAnswer | undefined {
  if (NAMES.some((name) => parameters.getAll(name).length > 1)) return undefined;
  const [code, error, state] = [parameters.get('code'), parameters.get('error'), parameters.get('state')];
  if (Boolean(code) === Boolean(error)) return undefined;
  const what = code ? { code: new Secret(code) } : { denied: deniedBy(error ?? '', parameters.get('error_description') ?? '') };
  return { ...what, ...(state ? { state } : {}), ...profileIn(parameters) };
}

/** In constant time: what is compared is a secret that somebody may be guessing at. */
export function isSameState(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => createHash('sha256').update(text).digest());
  return timingSafeEqual(a!, b!);
}

function deniedBy(error: string, description: string): { wiseCode: string; wiseMessage?: string } {
  const wiseMessage = readableLine(description);
  return { wiseCode: readableLine(error), ...(wiseMessage === '' ? {} : { wiseMessage }) };
}

/** One short printable line: anybody can write such an address. */
function readableLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim().slice(0, LONGEST_TEXT);
}

function profileIn(parameters: URLSearchParams): { profileId?: number } {
  const text = parameters.get('profileId') ?? '';
  return /^[1-9]\d{0,14}$/.test(text) ? { profileId: Number(text) } : {};
}
