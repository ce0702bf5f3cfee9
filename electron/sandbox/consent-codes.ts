import { randomBytes } from 'node:crypto';
import type { ConsentCode, Store } from './state.ts';

const VALID_MINUTES = 30;
/** They are kept with the vault: beyond this the oldest ends. */
const MOST_CODES = 100;

/** An authorization code that works once, within 30 minutes of `now`, which is in milliseconds since 1970. */
export function makeConsentCode(store: Store, consent: Pick<ConsentCode, 'redirectUri' | 'userId' | 'profileId'>, now: number): string {
  const code = randomBytes(20).toString('hex');
  const made: ConsentCode = { ...consent, code, endsAt: new Date(now + VALID_MINUTES * 60_000).toISOString() };
  const open = store.state.consentCodes.filter((one) => isOpen(one, now));
  store.change({ consentCodes: [...open, made].slice(-MOST_CODES) });
  return code;
}

/** A code that has been neither used nor outlived. */
export function findConsentCode({ state }: Store, code: string, now: number): ConsentCode | undefined {
  return state.consentCodes.find((one) => one.code === code && isOpen(one, now));
}

const isOpen = ({ endsAt }: ConsentCode, now: number): boolean => now < Date.parse(endsAt);
