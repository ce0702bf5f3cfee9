import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { JOSE_METHODS, run as runSchema, type JoseMethod } from '../../shared/model/views.ts';
import { listKeys } from '../keys/summary.ts';
import { failureOf, startSandboxSide, statesOf, stepOf, type SandboxSide } from './testing/sandbox-side.ts';

let side: SandboxSide;
let signingKeyId: string;
let encryptionKeyId: string;
beforeAll(async () => {
  side = await startSandboxSide();
  signingKeyId = await side.uploaded('ES512');
  encryptionKeyId = await side.uploaded('RSA-OAEP-256');
});
afterAll(() => side.close());
beforeEach(() => {
  side.audit.lines.length = 0;
  side.sandbox.setFaults({ serverError: { count: 0 } });
});

const STEPS: Record<JoseMethod, string> = {
  jws: 'token compose sign send receive wise-key verify',
  jwe: 'token compose wise-encryption-key encrypt send receive decrypt',
  'jwe-get': 'token send receive decrypt',
  'jwe-direct': 'token compose wise-encryption-key encrypt send receive decrypt',
  'jws+jwe': 'token compose sign wise-encryption-key encrypt send receive decrypt wise-key verify',
};
const ENCRYPTED = ['jwe', 'jwe-direct', 'jws+jwe'] as const;
const header = async (method: JoseMethod) => JSON.parse(stepOf(await side.play(method), 'encrypt').blocks.find(({ label }) => label === 'Protected header')!.text) as unknown;
const summaryOf = (id: string) => listKeys(side).find((key) => key.id === id)!;

test.each(JOSE_METHODS)('%s: every step, with keys chosen by itself', async (method) => {
  const run = await side.play(method);
  expect(run.says).toBe(run.ok ? run.says : JSON.stringify(failureOf(run)));
  expect(runSchema.parse(run)).toEqual(run);
  expect(statesOf(run)).toEqual(STEPS[method].split(' ').map((id) => `${id} ok`));
  const last = run.steps.at(-1)!;
  expect(JSON.parse(last.blocks.at(-1)!.text)).toEqual({ message: `jose-playground-response-${method === 'jwe-get' ? '' : 'grüezi'}`, method: method === 'jwe-get' ? 'GET' : 'POST' });
});

test('the header of an encrypted message names our key, that of a nested one its content too, that of a direct one neither', async () => {
  const algs = { alg: 'RSA-OAEP-256', enc: 'A256GCM' };
  expect(await header('jwe')).toEqual({ ...algs, kid: encryptionKeyId });
  expect(await header('jws+jwe')).toEqual({ ...algs, kid: encryptionKeyId, cty: 'JWT' });
  expect(await header('jwe-direct')).toEqual(algs);
});

test('both keys become active, are counted for the connection, and every use is audited', async () => {
  const before = summaryOf(encryptionKeyId).uses;
  await side.play('jws+jwe');
  expect([signingKeyId, encryptionKeyId].map((id) => summaryOf(id).state)).toEqual(['active', 'active']);
  expect(summaryOf(encryptionKeyId)).toMatchObject({ uses: before + 1, history: expect.arrayContaining([expect.objectContaining({ kind: 'first-used', says: 'Decrypted Wise’s answer to a playground call to Built-in sandbox' })]) });
  expect(side.usage.unsaved(encryptionKeyId)?.usedBy[0]).toMatchObject({ connectionId: side.connection.id });
  const [sign, open] = [signingKeyId, encryptionKeyId].map((id) => `key ${id.slice(0, 8)}`);
  expect(side.audit.lines.map(({ kind, subject, says }) => `${kind} ${subject}: ${says}`)).toEqual([
    `key.used ${sign}: signed POST /v1/auth/jose/playground/jwsjwe`,
    `key.used ${open}: decrypted the answer to POST /v1/auth/jose/playground/jwsjwe`,
    `playground.run Built-in sandbox: ${sign}, ${open}, POST /v1/auth/jose/playground/jwsjwe`,
  ]);
});

test.each(ENCRYPTED)('%s: a body that Wise cannot decrypt is told as that, after one more fetch of Wise’s key', async (method) => {
  side.sandbox.setFaults({ undecryptable: { count: 1 } });
  const run = await side.play(method);
  expect(failureOf(run)).toMatchObject({ id: 'receive', error: { code: 'JOSE_WISE_COULD_NOT_DECRYPT', details: { status: 500, wiseMessage: 'An unexpected error occurred' } } });
  expect(stepOf(run, 'receive').facts).toContainEqual({ label: 'Fetched once more', value: 'Wise still has the same key, version 1' });
  expect(side.audit.kinds().filter((kind) => kind === 'wise-key.fetched ok')).toHaveLength(1);
  expect(side.audit.lines.at(-1)).toMatchObject({ kind: 'playground.run', outcome: 'failed', says: expect.stringContaining('JOSE_WISE_COULD_NOT_DECRYPT') });
});

test('a 500 on a GET says nothing about encryption', async () => {
  side.sandbox.setFaults({ serverError: { count: 1 } });
  expect(failureOf(await side.play('jwe-get'))).toMatchObject({ id: 'receive', error: { code: 'WISE_FAILED' } });
});

test.each(['jwe', 'jwe-get', 'jws+jwe'] as const)('%s: an answer under another key of this name does not decrypt, which is audited', async (method) => {
  side.sandbox.setFaults({ wrongEncryptionKey: { count: 1 } });
  expect(failureOf(await side.play(method))).toMatchObject({ id: 'decrypt', error: { code: 'JOSE_DECRYPT_FAILED', details: { status: 200, traceId: expect.any(String) } } });
  expect(side.audit.kinds()).toContain('key.used failed');
});

test('jwe-direct: an answer under another content key does not decrypt', async () => {
  side.sandbox.setFaults({ wrongEncryptionKey: { count: 1 } });
  expect(failureOf(await side.play('jwe-direct'))).toMatchObject({ id: 'decrypt', error: { code: 'JOSE_DECRYPT_FAILED' } });
});

test('jws+jwe: a wrong signature inside is told in the verify step', async () => {
  side.sandbox.setFaults({ wrongKey: { count: 1 } });
  const run = await side.play('jws+jwe');
  expect(failureOf(run)).toMatchObject({ id: 'verify', error: { code: 'JOSE_ANSWER_FORGED' } });
  expect(stepOf(run, 'decrypt').state).toBe('ok');
});

test.each(['jwe', 'jwe-get', 'jwe-direct', 'jws+jwe'] as const)('%s: an HTML page is not an encrypted message', async (method) => {
  side.sandbox.setFaults({ notJose: { count: 1 } });
  expect(failureOf(await side.play(method))).toMatchObject({ id: 'receive', error: { code: 'JOSE_ANSWER_NOT_JWE' } });
});

test('after Wise changed its keys twice the first try fails, and the second is encrypted to the new key', async () => {
  // Wise still opens what is encrypted to the version before the newest.
  side.sandbox.setFaults({ rotateWiseKey: {} });
  side.sandbox.setFaults({ rotateWiseKey: {} });
  for (const method of ENCRYPTED) {
    await side.vault.update((body) => ({ ...body, connections: body.connections.map((entry) => ({ ...entry, wiseKeys: entry.wiseKeys.filter(({ algorithm, version }) => algorithm !== 'RSA-OAEP-256' || version === 1) })) }));
    const run = await side.play(method);
    expect(statesOf(run)).toEqual(STEPS[method].split(' ').map((id) => `${id} ok`));
    const receive = stepOf(run, 'receive');
    expect(receive.says).toMatch(/^Wise could not decrypt the first try: its key had changed\. The message was encrypted to version 3 and sent once more\. A compact JWE of \d+ bytes\./);
    expect(receive.facts).toContainEqual({ label: 'Fetched once more', value: 'Wise has a new key, version 3' });
  }
  const kept = side.vault.read().connections[0]!.wiseKeys.findLast(({ algorithm }) => algorithm === 'RSA-OAEP-256');
  expect(kept).toMatchObject({ version: 3, isUnseen: true });
  expect(side.audit.kinds()).toContain('wise-key.changed ok');
});
