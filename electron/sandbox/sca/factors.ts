import { randomBytes, randomUUID, scrypt } from 'node:crypto';
import type { Store } from '../state.ts';
import { sameSecret } from '../tokens.ts';
import type { Enrolled } from './saved.ts';

/** Small, for it must not hold up a demo: the state that holds the hashes lies encrypted in the vault. */
const COST = { N: 4096, r: 8, p: 1 };
const HASH_BYTES = 32;
const MOST_FINGERPRINTS = 3;

/** Kinds of secrets that are kept as hashes. */
export type SecretFactor = 'pin' | 'fingerprint' | 'faceMap';

/** What a person has enrolled; undefined for one that never did. */
export const enrolledOf = ({ state }: Store, userId: number): Enrolled | undefined => state.sca.enrolled.find((one) => one.userId === userId);

/** The hash of a value of that person's, to compare or to keep. */
export async function hashFactor(store: Store, userId: number, kind: SecretFactor, value: string): Promise<string> {
  const salt = Buffer.from(ensure(store, userId).salt, 'base64');
  return new Promise((resolve, reject) => {
    scrypt(`${kind}:${value}`, salt, HASH_BYTES, COST, (error, hash) => (error ? reject(error) : resolve(hash.toString('base64'))));
  });
}

/** One PIN and one face map a person: undefined where there is one already. */
export function enrolOnce(store: Store, userId: number, kind: 'pin' | 'faceMap', hash: string): 'enrolled' | undefined {
  const before = ensure(store, userId);
  if (before[kind] !== undefined) return undefined;
  save(store, { ...before, [kind]: hash });
  return 'enrolled';
}

/** False where there was none. */
export function removeOnce(store: Store, userId: number, kind: 'pin' | 'faceMap'): boolean {
  const before = enrolledOf(store, userId);
  if (before?.[kind] === undefined) return false;
  const { [kind]: _, ...rest } = before;
  save(store, rest);
  return true;
}

export type AddedFingerprint = 'known' | 'full' | Enrolled['fingerprints'][number];

/** `now` in milliseconds since 1970. */
export function addFingerprint(store: Store, userId: number, hash: string, now: number): AddedFingerprint {
  const before = ensure(store, userId);
  if (before.fingerprints.some((one) => sameSecret(one.hash, hash))) return 'known';
  if (before.fingerprints.length >= MOST_FINGERPRINTS) return 'full';
  const added = { id: randomUUID(), hash, createdAt: new Date(now).toISOString() };
  save(store, { ...before, fingerprints: [...before.fingerprints, added] });
  return added;
}

/** False for an id that the person does not have. */
export function removeFingerprint(store: Store, userId: number, id: string): boolean {
  const before = enrolledOf(store, userId);
  if (!before?.fingerprints.some((one) => one.id === id)) return false;
  save(store, { ...before, fingerprints: before.fingerprints.filter((one) => one.id !== id) });
  return true;
}

/** `none`: the person has not enrolled one of that kind. */
export function compare(store: Store, userId: number, kind: SecretFactor, hash: string): 'right' | 'wrong' | 'none' {
  const known = hashesOf(enrolledOf(store, userId), kind);
  if (known.length === 0) return 'none';
  return known.some((one) => sameSecret(one, hash)) ? 'right' : 'wrong';
}

function hashesOf(factors: Enrolled | undefined, kind: SecretFactor): string[] {
  if (!factors) return [];
  const one = { pin: factors.pin, faceMap: factors.faceMap, fingerprint: undefined }[kind];
  return kind === 'fingerprint' ? factors.fingerprints.map(({ hash }) => hash) : one === undefined ? [] : [one];
}

/** One number a person; null takes it away. */
export function setPhone(store: Store, userId: number, phone: NonNullable<Enrolled['phone']> | null): void {
  const { phone: _, ...rest } = ensure(store, userId);
  save(store, phone ? { ...rest, phone } : rest);
}

/** The person's entry, made where there is none yet. */
function ensure(store: Store, userId: number): Enrolled {
  const known = enrolledOf(store, userId);
  if (known) return known;
  const made = { userId, salt: randomBytes(16).toString('base64'), fingerprints: [] };
  save(store, made);
  return made;
}

function save(store: Store, entry: Enrolled): void {
  const { sca } = store.state;
  store.change({ sca: { ...sca, enrolled: [...sca.enrolled.filter(({ userId }) => userId !== entry.userId), entry] } });
}
