import { PortcullisError } from '../../shared/errors.ts';
import type { ConsentEntry, VaultBody } from '../vault/body.ts';
import { isSameState } from './answer.ts';

/** An older consent is given up: nobody is on that page any more. */
const GIVEN_UP_AFTER_MS = 24 * 3_600_000;

/** Throws `CONSENT_NOT_FOUND`. */
export function findConsent({ consents }: Pick<VaultBody, 'consents'>, id: string): ConsentEntry {
  const entry = consents.find((one) => one.id === id);
  if (!entry) throw new PortcullisError('CONSENT_NOT_FOUND');
  return entry;
}

/** By its state, in constant time for each. */
export function consentOfState({ consents }: Pick<VaultBody, 'consents'>, state: string): ConsentEntry | undefined {
  return consents.find((one) => isSameState(one.state, state));
}

/** The body without the consents that are too old. The same body when there are none. */
export function withoutOld(body: VaultBody, now: number): VaultBody {
  const open = body.consents.filter(({ startedAt }) => now - Date.parse(startedAt) < GIVEN_UP_AFTER_MS);
  return open.length === body.consents.length ? body : { ...body, consents: open };
}
