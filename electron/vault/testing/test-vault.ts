import { expect, onTestFinished } from 'vitest';
import { PortcullisError, type ErrorCode } from '../../../shared/errors.ts';
import { Preferences } from '../../storage/preferences.ts';
import { openProfile, type Profile } from '../../storage/profile.ts';
import { tempFolder } from '../../storage/testing/temp-folder.ts';
import type { KeyEntry } from '../body.ts';
import type { KdfCost } from '../kdf.ts';
import type { VaultOptions } from '../open-vault.ts';
import { Vault } from '../vault.ts';

/** Argon2id that takes milliseconds. */
export const CHEAP: KdfCost = { m: 1024, t: 1, p: 1 };
export const PASSPHRASE = 'correct horse battery staple';
export const OTHER_PASSPHRASE = 'anchor violin pepper cloud';

export type TestVault = { folder: string; profile: Profile; memory: Preferences; vault: Vault; clock: { now: number } };

/** A vault in a folder of its own, or in `folder`; absent until it is created. */
export async function testVault(folder = tempFolder(), options: Partial<VaultOptions> = {}): Promise<TestVault> {
  const profile = await openProfile(folder);
  onTestFinished(() => profile.close());
  const memory = new Preferences(profile.folder);
  const clock = { now: Date.UTC(2026, 10, 22, 12) };
  return { folder, profile, memory, clock, vault: new Vault({ profile, memory, kdf: CHEAP, now: () => clock.now, ...options }) };
}

/** The same, created and unlocked. */
export async function createdVault(options: Partial<VaultOptions> = {}): Promise<TestVault & { code: string }> {
  const test = await testVault(undefined, options);
  return { ...test, code: await test.vault.create(PASSPHRASE) };
}

export async function expectCode(work: Promise<unknown> | (() => unknown), code: ErrorCode): Promise<PortcullisError> {
  const thrown = await (async () => (typeof work === 'function' ? work() : work))().then(() => undefined, (error: unknown) => error);
  expect(thrown).toBeInstanceOf(PortcullisError);
  expect((thrown as PortcullisError).code).toBe(code);
  return thrown as PortcullisError;
}

/** Text that stands in the private key of `testKey` and must never be seen in a file. */
export const MARKER = 'MARKER-of-a-private-key';

export function testKey(label = 'a key'): KeyEntry {
  const at = '2026-11-22T12:00:00.000Z';
  return {
    id: crypto.randomUUID(), label, algorithm: 'ES512', thumbprint: 'x', privateJwk: { kty: 'EC', d: MARKER },
    validFrom: at, validTill: at, madeAt: at, origin: 'made', uses: 0, usedBy: [], uploads: [], history: [],
  };
}
