import { randomBytes } from 'node:crypto';
import { totalmem } from 'node:os';
import { z } from 'zod';

/** Cost of Argon2id (RFC 9106): memory in KiB, passes, lanes. */
export type KdfCost = { readonly m: number; readonly t: number; readonly p: number };

/** The least a vault is made with or opened with. */
export const MIN_COST: KdfCost = { m: 64 * 1024, t: 3, p: 4 };
/** The most a file may ask for: 1 GiB, so that a hostile file cannot exhaust the machine. */
export const MAX_COST: KdfCost = { m: 1024 * 1024, t: 32, p: 16 };

const TARGET_MS = 500;
const SALT_BYTES = 16;
const base64urlBytes = (bytes: number) => z.string().regex(new RegExp(`^[A-Za-z0-9_-]{${Math.ceil((bytes * 4) / 3)}}$`));

/** The `kdf` member of a passphrase door's header. */
export const argon2idParams = z.strictObject({
  name: z.literal('argon2id'),
  /** Argon2 version 1.3. */
  v: z.literal(19),
  m: z.number().int().max(MAX_COST.m),
  t: z.number().int().max(MAX_COST.t),
  p: z.number().int().max(MAX_COST.p),
  salt: base64urlBytes(SALT_BYTES),
});
export type Argon2idParams = z.infer<typeof argon2idParams>;

/** The floor for doors that are read: `MIN_COST`, or less where `fixed` is, which only tests use. */
export function lowestCost(fixed: KdfCost = MIN_COST): KdfCost {
  return { m: Math.min(fixed.m, MIN_COST.m), t: Math.min(fixed.t, MIN_COST.t), p: Math.min(fixed.p, MIN_COST.p) };
}

/** New parameters with a fresh random salt. */
export function newArgon2idParams(cost: KdfCost): Argon2idParams {
  return { name: 'argon2id', v: 19, m: cost.m, t: cost.t, p: cost.p, salt: randomBytes(SALT_BYTES).toString('base64url') };
}

/** Is every cost at least the floor? */
export function atLeast(cost: KdfCost, floor: KdfCost): boolean {
  return cost.m >= floor.m && cost.t >= floor.t && cost.p >= floor.p;
}

/** 32 bytes derived off the main thread. The caller zeroes them. */
export async function argon2id(secret: Uint8Array, params: Argon2idParams): Promise<Buffer> {
  // Native code, which takes a while to load: not before it is needed.
  const { hashRaw } = await import('@node-rs/argon2');
  return hashRaw(secret, {
    // Algorithm.Argon2id and Version.V0x13, whose names exist only in the declarations.
    algorithm: 2,
    version: 1,
    memoryCost: params.m,
    timeCost: params.t,
    parallelism: params.p,
    outputLen: 32,
    salt: Buffer.from(params.salt, 'base64url'),
  });
}

/**
 * The cost that takes about half a second on this machine: memory first (up to an eighth of what is built in, 512 MiB at most), then passes.
 * Never below `MIN_COST`, never above `MAX_COST`.
 */
export async function tuneCost(measure: (cost: KdfCost) => Promise<number> = timeOf, memoryBytes = totalmem()): Promise<KdfCost> {
  const probe = await measure(MIN_COST);
  const msPerMibPass = Math.max(probe, 1) / ((MIN_COST.m / 1024) * MIN_COST.t);
  const memoryCap = clamp(Math.floor(memoryBytes / 8 / 2 ** 20), MIN_COST.m / 1024, 512);
  const mib = clamp(Math.floor(TARGET_MS / (msPerMibPass * MIN_COST.t)), MIN_COST.m / 1024, memoryCap);
  const t = clamp(Math.floor(TARGET_MS / (msPerMibPass * mib)), MIN_COST.t, MAX_COST.t);
  return { m: mib * 1024, t, p: MIN_COST.p };
}

/** Milliseconds of one derivation, the better of two: the first also pays for threads and memory. */
async function timeOf(cost: KdfCost): Promise<number> {
  const once = async () => {
    const start = performance.now();
    await argon2id(randomBytes(16), newArgon2idParams(cost));
    return performance.now() - start;
  };
  return Math.min(await once(), await once());
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), Math.max(low, high));
}
