import { createHmac } from 'node:crypto';
import { people, type Person } from './people.ts';
import type { Store } from './state.ts';
import { sameSecret } from './tokens.ts';

const VALID_MINUTES = 15;

/** A code with which a person takes an account over: `<user id>.<end in seconds>.<HMAC-SHA256 with the registration code, base64url>`. Nothing of it is kept. `now` in milliseconds. */
export function makeClaimCode(person: Person & { registrationCode: string }, now: number): string {
  return seal(person, Math.floor(now / 1000) + VALID_MINUTES * 60);
}

/** Whose it is; undefined for one that was changed, has ended, or whose account was claimed already. */
export function readClaimCode(store: Store, code: string, now: number): Person | undefined {
  const [id, end] = code.split('.');
  const person = people(store).find((one) => String(one.id) === id);
  if (!hasCode(person) || person.claimedAt !== undefined || Number(end) * 1000 <= now) return undefined;
  return sameSecret(code, seal(person, Number(end))) ? person : undefined;
}

export function hasCode(person: Person | undefined): person is Person & { registrationCode: string } {
  return person?.registrationCode !== undefined;
}

function seal({ id, registrationCode }: Person & { registrationCode: string }, end: number): string {
  const mac = createHmac('sha256', registrationCode).update(`claim ${id} ${end}`).digest('base64url');
  return `${id}.${end}.${mac}`;
}
