import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compactDecrypt } from 'jose';
import { expect, test } from 'vitest';
import { OWNER_ID } from './all-doors.ts';
import type { VaultBody } from './body.ts';
import { openPassphraseDoor } from './doors.ts';
import { createdVault, OTHER_PASSPHRASE, PASSPHRASE, testKey } from './testing/test-vault.ts';

// docs/vault-format.md promises that the vault opens without Portcullis: its own programs are run here.
const document = readFileSync(join(import.meta.dirname, '../../docs/vault-format.md'), 'utf8');
const program = (language: string) => new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 's').exec(document)?.[1] ?? '';

async function savedVault() {
  const { vault, folder, code } = await createdVault();
  // More than a slice of the encryption, with text that is no ASCII.
  const keys = Array.from({ length: 200 }, (_, i) => testKey(`Schlüssel ${i} ${'é'.repeat(i)}`));
  const body = await vault.update((now) => ({ ...now, keys, sandbox: { anything: ['at', 'all'] } }));
  return { body, code, file: join(folder, 'vault.json'), folder };
}

/** Lists that came with approvals and people are left out while they are empty. */
function asWritten({ approvals, approvalRecords, factors, scaKeys, people, ...body }: VaultBody): Partial<VaultBody> {
  const later = Object.entries({ approvals, approvalRecords, factors, scaKeys, people });
  return { ...body, ...Object.fromEntries(later.filter(([, list]) => list.length > 0)) };
}

function run(command: string, args: string[], input: string): unknown {
  const { stdout, stderr, status } = spawnSync(command, args, { input, encoding: 'utf8', maxBuffer: 2 ** 26 });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return JSON.parse(stdout);
}

test('opens by passphrase with the document’s program: node:crypto and nothing else', async () => {
  const { body, file, folder } = await savedVault();
  writeFileSync(join(folder, 'open-vault.mjs'), program('js'));
  const opened = run(process.execPath, ['--disable-warning=ExperimentalWarning', join(folder, 'open-vault.mjs'), file], `${PASSPHRASE}\n`);
  expect(opened).toMatchObject(asWritten(body));
});

test('a vault of several people opens by a member’s name and by the owner’s passphrase with the same program', async () => {
  const { vault, folder } = await createdVault();
  const ann = { id: crypto.randomUUID(), name: 'Ann Åström' };
  await vault.addPerson(PASSPHRASE, ann, OTHER_PASSPHRASE, (body) => ({ ...body, people: [{ id: OWNER_ID, name: 'Owner' }, ann] }));
  writeFileSync(join(folder, 'open-vault.mjs'), program('js'));
  const open = (input: string, ...name: string[]) => run(process.execPath, ['--disable-warning=ExperimentalWarning', join(folder, 'open-vault.mjs'), join(folder, 'vault.json'), ...name], input);
  expect(open(OTHER_PASSPHRASE, ann.name)).toMatchObject(asWritten(vault.read()));
  const opened = open(`${PASSPHRASE}\n`);
  expect(opened).toMatchObject({ people: [{ name: 'Owner' }, ann], doors: { recovery: {}, people: { owner: {}, members: [{ person: ann }] } } });
});

const python = ['/usr/bin/python3', 'python3'].find((command) => spawnSync(command, ['-c', 'import jwcrypto, cryptography']).status === 0);
if (!python) console.info('Not run: opening the vault with jwcrypto, because no python3 with jwcrypto is here.');

test.skipIf(!python)('opens by recovery code with the document’s program: Python’s jwcrypto', async () => {
  const { body, file, folder, code } = await savedVault();
  writeFileSync(join(folder, 'open-vault.py'), program('python'));
  expect(run(python ?? '', [join(folder, 'open-vault.py'), file], code.toLowerCase())).toMatchObject(asWritten(body));
});

test('the body opens with jose, and its header says what the document says', async () => {
  const { body, file } = await savedVault();
  const { doors, body: jwe, generation } = JSON.parse(readFileSync(file, 'utf8')) as { doors: [string, string]; body: string; generation: number };
  const { plaintext, protectedHeader } = await compactDecrypt(jwe, (await openPassphraseDoor(doors[0], PASSPHRASE)) ?? new Uint8Array());
  expect(JSON.parse(Buffer.from(plaintext).toString())).toMatchObject(asWritten(body));
  const header = { alg: 'dir', enc: 'A256GCM', typ: 'portcullis-vault+jwe', format: 'portcullis-vault', version: 1, generation };
  expect(protectedHeader).toEqual({ ...header, doors: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/) });
});
