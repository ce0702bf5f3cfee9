import { createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { unreadable, type Finding } from './finding.ts';

const jwk = z.looseObject({ kty: z.string(), d: z.string().exactOptional(), crv: z.string().exactOptional(), alg: z.string().exactOptional() });
type Jwk = z.infer<typeof jwk>;

/** Reads a JWK, a JWK set (RFC 7517, 5) or an array of JWKs, but for one of more than `most`; undefined for other JSON. */
export function readJwks(json: unknown, most: number): Finding[] | undefined {
  const set = z.looseObject({ keys: z.array(jwk).min(1) }).safeParse(json);
  if (set.success) return readEach(set.data.keys, 'JWK set', most);
  const array = z.array(jwk).min(1).safeParse(json);
  if (array.success) return readEach(array.data, 'Array of JWKs', most);
  const one = jwk.safeParse(json);
  return one.success ? [readJwk(one.data, 'JWK')] : undefined;
}

function readEach(keys: Jwk[], what: string, most: number): Finding[] {
  if (keys.length > most) return [unreadable(what, `It holds ${keys.length} keys; at most ${most} are read at once.`)];
  return keys.map((one) => readJwk(one, what));
}

function readJwk(one: Jwk, what: string): Finding {
  if (one.kty === 'oct') return { what, is: 'other', kind: 'Symmetric', isPrivate: true, says: 'It is a shared secret, not a key pair. Wise takes EC and RSA keys.' };
  try {
    return { what, is: 'key', key: keyOf(one), ...(one.alg === undefined ? {} : { namedAlgorithm: one.alg }) };
  } catch (cause) {
    if (one.kty !== 'EC' && one.kty !== 'RSA') {
      const kind = one.crv ?? one.kty;
      return { what, is: 'other', kind: kind.slice(0, 40), isPrivate: one.d !== undefined, says: 'Wise takes EC and RSA keys; it does not take this kind.' };
    }
    return unreadable(what, one.kty === 'RSA' ? 'A number of the RSA key is missing or wrong; a private one needs n, e, d, p, q, dp, dq and qi.' : 'A number of the EC key is missing or wrong, or its curve is not known here.', cause);
  }
}

function keyOf(one: Jwk): KeyObject {
  const key: JsonWebKey = one;
  return one.d === undefined ? createPublicKey({ key, format: 'jwk' }) : createPrivateKey({ key, format: 'jwk' });
}
