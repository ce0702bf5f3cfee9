import fc from 'fast-check';
import { readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { PortcullisError } from '../../shared/errors.ts';
import { createdVault, expectCode, OTHER_PASSPHRASE, PASSPHRASE, testKey, type TestVault } from './testing/test-vault.ts';
import type { Vault } from './vault.ts';
import { parseVaultFile } from './vault-file.ts';

async function lockedVault(): Promise<TestVault & { code: string; file: string; bytes: Buffer }> {
  const made = await createdVault();
  await made.vault.update((body) => ({ ...body, keys: [testKey(), testKey()] }));
  await made.vault.lock();
  const file = join(made.folder, 'vault.json');
  return { ...made, file, bytes: readFileSync(file) };
}

const flipped = (bytes: Buffer, bit: number) => {
  const copy = Buffer.from(bytes);
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
};

function codeOf(bytes: Buffer): string {
  try {
    parseVaultFile(bytes);
    return 'read';
  } catch (error) {
    return error instanceof PortcullisError ? error.code : String(error);
  }
}

describe('a damaged file', () => {
  test('with any single bit flipped is refused before a passphrase is judged', async () => {
    const { bytes } = await lockedVault();
    const codes = new Set(Array.from({ length: bytes.length * 8 }, (_, bit) => codeOf(flipped(bytes, bit))));
    // A flip in the version number may make it a newer version.
    expect([...codes].sort()).toEqual(['VAULT_DAMAGED', 'VAULT_NEWER']);
  });

  test('cut off anywhere is refused', async () => {
    const { bytes } = await lockedVault();
    const codes = new Set(Array.from({ length: bytes.length }, (_, length) => codeOf(bytes.subarray(0, length))));
    expect([...codes]).toEqual(['VAULT_DAMAGED']);
  });

  test('is never opened and never changed, neither by passphrase nor by code', async () => {
    const { vault, code, file, bytes } = await lockedVault();
    const damage = fc.oneof(
      fc.nat(bytes.length * 8 - 1).map((bit) => flipped(bytes, bit)),
      fc.nat(bytes.length - 1).map((length) => bytes.subarray(0, length)),
      fc.uint8Array({ minLength: 1, maxLength: 64 }).map((more) => Buffer.concat([bytes, Buffer.from('x'), more])),
      fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 512 })).map(([at, length]) => Buffer.from(bytes).fill(0, at, Math.min(at + length, bytes.length))),
    );
    await fc.assert(
      fc.asyncProperty(damage, async (damaged) => {
        writeFileSync(file, damaged);
        for (const open of [() => vault.unlock(PASSPHRASE), () => vault.recover(code, OTHER_PASSPHRASE)]) {
          const error = await open().then(() => undefined, (thrown: unknown) => thrown);
          expect((error as PortcullisError).code).toMatch(/^VAULT_(DAMAGED|NEWER)$/);
        }
        expect(readFileSync(file).equals(damaged)).toBe(true);
      }),
      { numRuns: 150 },
    );
    writeFileSync(file, bytes);
    await vault.unlock(PASSPHRASE);
  });
});

type FileJson = { generation: number; doors: string[]; body: string };

/** A vault whose file was changed by somebody who knows the format but no secret. */
async function tampered(change: (file: FileJson, other: FileJson) => object): Promise<Vault> {
  const [one, two] = [await lockedVault(), await lockedVault()];
  const [mine, other] = [JSON.parse(one.bytes.toString()) as FileJson, JSON.parse(two.bytes.toString()) as FileJson];
  const changed = { ...mine, ...change(mine, other) };
  const checksum = crc32(`portcullis-vault\n1\n${changed.generation}\n${changed.doors.join('\n')}\n${changed.body}`).toString(16).padStart(8, '0');
  writeFileSync(one.file, JSON.stringify({ ...changed, checksum }));
  return one.vault;
}

describe('a file changed on purpose, with a right checksum', () => {
  test('another generation', async () => {
    await expectCode((await tampered(({ generation }) => ({ generation: generation + 1 }))).unlock(PASSPHRASE), 'VAULT_DAMAGED');
  });
  test('the body of another vault', async () => {
    await expectCode((await tampered((_, other) => ({ body: other.body }))).unlock(PASSPHRASE), 'VAULT_DAMAGED');
  });
  test('the recovery door of another vault', async () => {
    await expectCode((await tampered(({ doors }, other) => ({ doors: [doors[0], other.doors[1]] }))).unlock(PASSPHRASE), 'VAULT_DAMAGED');
  });
  test('doors in the wrong order, or none', async () => {
    await expectCode((await tampered(({ doors }) => ({ doors: doors.toReversed() }))).unlock(PASSPHRASE), 'VAULT_DAMAGED');
    await expectCode((await tampered(() => ({ doors: [] }))).unlock(PASSPHRASE), 'VAULT_DAMAGED');
  });
});

test('a newer version is told from damage', async () => {
  const { vault, file } = await lockedVault();
  writeFileSync(file, JSON.stringify({ format: 'portcullis-vault', version: 3, somethingNew: true }));
  expect((await expectCode(vault.unlock(PASSPHRASE), 'VAULT_NEWER')).details).toEqual({ reason: 'version 3' });
});

test('a symbolic link in place of the vault is refused', async () => {
  const { vault, folder, file, bytes } = await lockedVault();
  writeFileSync(join(folder, 'elsewhere'), bytes);
  rmSync(file);
  symlinkSync(join(folder, 'elsewhere'), file);
  expect((await expectCode(vault.unlock(PASSPHRASE), 'STORAGE_FAILED')).details).toEqual({ reason: 'NOT_A_REGULAR_FILE', file });
});
