import { SCOPES, type Scope } from '../../shared/model/algorithms.ts';
import { quote, type Require } from './call.ts';
import { parseWiseDate } from './dates.ts';
import type { UploadedKey } from './state.ts';

/** What needs a key of each scope, in words. */
const NEEDS: Record<Scope, string> = {
  [SCOPES.signing]: 'a signature',
  [SCOPES.encryption]: 'an encrypted answer',
};

/** The uploaded key that `kid` names; its scope and its dates are checked. */
export function namedKey(check: Require, kid: unknown, scope: Scope, uploaded: readonly UploadedKey[], now: number): UploadedKey {
  // A UUID is the same in either case (RFC 9562, section 4).
  const key = uploaded.find((candidate) => typeof kid === 'string' && candidate.keyId.toLowerCase() === kid.toLowerCase());
  check('kid', key, `kid names an uploaded key, ${key?.keyId}.`, `kid ${quote(kid)} names no key that was uploaded.`);
  check('scope', key.scope === scope, `Its scope is ${scope}.`, `Key ${key.keyId} was uploaded with scope ${key.scope}; ${NEEDS[scope]} needs ${scope}.`);
  check('valid from', age(key, now) !== 'early', `The key is valid since ${key.validFrom} UTC.`, `Key ${key.keyId} is not yet valid: it is valid from ${key.validFrom} UTC.`);
  check('valid till', age(key, now) !== 'over', `The key is valid till ${key.validTill} UTC.`, `Key ${key.keyId} has expired: it was valid till ${key.validTill} UTC.`);
  return key;
}

/** The keys of a scope that are valid now, in the order they were uploaded. */
export function activeKeys(scope: Scope, uploaded: readonly UploadedKey[], now: number): UploadedKey[] {
  return uploaded.filter((key) => key.scope === scope && age(key, now) === 'active');
}

/** A key as PEM, for libraries that read nothing else. */
export const pemOf = (key: UploadedKey): string => `-----BEGIN PUBLIC KEY-----\n${key.keyMaterial}\n-----END PUBLIC KEY-----`;

function age(key: UploadedKey, now: number): 'early' | 'active' | 'over' {
  if (now < parseWiseDate(key.validFrom)!) return 'early';
  return now < parseWiseDate(key.validTill)! ? 'active' : 'over';
}
