import { describe, expect, test } from 'vitest';
import { argon2id, atLeast, type KdfCost, MAX_COST, MIN_COST, newArgon2idParams, tuneCost } from './kdf.ts';

describe('argon2id', () => {
  test('gives what the reference implementation gives', async () => {
    // phc-winner-argon2, src/test.c, Argon2id v=19: hashtest(version, 2, 16, 1, "password", "somesalt", ...) has m = 2^16 KiB, t = 2, p = 1.
    const params = { name: 'argon2id', v: 19, m: 2 ** 16, t: 2, p: 1, salt: Buffer.from('somesalt').toString('base64url') } as const;
    const hash = await argon2id(Buffer.from('password'), params);
    expect(hash.toString('hex')).toBe('09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7');
  });

  test('has a fresh salt each time', () => {
    const salts = new Set(Array.from({ length: 100 }, () => newArgon2idParams(MIN_COST).salt));
    expect(salts.size).toBe(100);
    expect(Buffer.from([...salts][0] ?? '', 'base64url')).toHaveLength(16);
  });
});

const GIB = 2 ** 30;
/** A machine that takes so long for the least cost, and in proportion for more. */
const machine = (msOfMinimum: number) => (cost: KdfCost) => Promise.resolve((msOfMinimum * cost.m * cost.t) / (MIN_COST.m * MIN_COST.t));

describe('tuneCost', () => {
  test.each([
    ['a slow machine gets the least', 900, 16 * GIB, { m: 64 * 1024, t: 3, p: 4 }],
    ['a usual one gets more memory', 62.5, 16 * GIB, { m: 512 * 1024, t: 3, p: 4 }],
    ['little memory gets more passes', 49, 0.5 * GIB, { m: 64 * 1024, t: 30, p: 4 }],
    ['nothing goes above the bounds', 0.01, 64 * GIB, { m: 512 * 1024, t: MAX_COST.t, p: 4 }],
  ])('%s', async (_, ms, memory, expected) => {
    expect(await tuneCost(machine(ms), memory)).toEqual(expected);
  });

  test('measured here, it lies within the bounds', async () => {
    const cost = await tuneCost();
    expect(atLeast(cost, MIN_COST) && atLeast(MAX_COST, cost)).toBe(true);
  });
});
