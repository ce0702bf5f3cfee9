import { createHmac, randomBytes } from 'node:crypto';
import { sameSecret } from './tokens.ts';

const VALID_MINUTES = 30;
/** Forms do not outlive the process. */
const KEY = randomBytes(32);

/** Shows that a form came from a page of ours that was about the same thing: `<end in milliseconds>.<HMAC-SHA256, base64url>`. `now` in milliseconds. */
export function makeFormToken(about: readonly string[], now: number): string {
  return seal(about, now + VALID_MINUTES * 60_000);
}

export function isFormToken(token: string, about: readonly string[], now: number): boolean {
  const end = Number(token.split('.', 1)[0]);
  return end > now && sameSecret(token, seal(about, end));
}

function seal(about: readonly string[], end: number): string {
  return `${end}.${createHmac('sha256', KEY).update(JSON.stringify([end, ...about])).digest('base64url')}`;
}
