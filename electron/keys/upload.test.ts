import { createPublicKey } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { run as runSchema, type Run } from '../../shared/model/views.ts';
import { publicKeyOf, type PrivateJwk } from '../jose/public-key.ts';
import { startLinked, type Linked } from '../wise/testing/linked.ts';
import { connectionEntry } from '../wise/testing/ports.ts';
import { json, ROUTES } from '../wise/testing/wise-double.ts';
import { withKey } from './entry.ts';
import { retireKey } from './retire.ts';
import { keySide } from './testing.ts';
import { uploadKey } from './upload.ts';

let side: Linked;
let keys: ReturnType<typeof keySide>;
beforeEach(async () => {
  side = await startLinked();
  keys = keySide(side.vault, side.audit, side.now);
});
afterEach(() => side.close());

const states = (run: Run) => run.steps.map(({ id, state }) => `${id} ${state}`);
const upload = (keyId: string) => uploadKey(side, side.link, keyId);

test.each([['ES512', 'ES512', 'PAYLOAD_SIGNING'], ['RSA-OAEP-256', 'RSA_OAEP_256', 'PAYLOAD_ENCRYPTION']] as const)('uploads a %s key under %s and %s', async (algorithm, wiseName, scope) => {
  side.clock.now = Date.parse('2026-11-22T10:00:00.500Z');
  const { id } = await keys.make({ algorithm, validDays: 365 });
  const run = await upload(id);
  expect(runSchema.parse(run)).toMatchObject({ ok: true, says: `Wise has the public half of key ${id.slice(0, 8)}.` });
  const sent = JSON.parse(side.wise.received.at(-1)!.body) as { publicKeyMaterial: { keyMaterial: string } };
  expect(sent).toEqual({
    keyId: id, scope, validFrom: '2026-11-22 10:00:00', validTill: '2027-11-22 10:00:00', publicKeyMaterial: { algorithm: wiseName, keyMaterial: expect.any(String) },
  });
  const { privateJwk } = side.vault.read().keys[0]!;
  const uploaded = createPublicKey({ key: Buffer.from(sent.publicKeyMaterial.keyMaterial, 'base64'), format: 'der', type: 'spki' });
  expect(uploaded.equals(publicKeyOf(privateJwk as PrivateJwk))).toBe(true);
});

test('records connection, history and audit line, and shows no secret', async () => {
  const { id } = await keys.make();
  const run = await upload(id);
  const entry = side.vault.read().keys[0]!;
  expect(entry.uploads).toEqual([{ connectionId: side.link.target.id, at: expect.any(String) }]);
  expect(entry.history.at(-1)).toMatchObject({ kind: 'uploaded', says: 'To Test connection: answered 201, trace trace-of' });
  expect(side.audit.lines.at(-1)).toEqual({ kind: 'key.uploaded', outcome: 'ok', subject: `key ${id.slice(0, 8)}`, says: 'to Test connection' });
  const shown = JSON.stringify([run, side.audit.lines]);
  for (const secret of [...side.wise.tokens, side.wise.clientSecret, String(entry.privateJwk['d'])]) expect(shown).not.toContain(secret);
  expect(shown).toContain('Authorization: Bearer [secret]');
  expect(shown).toContain('Authorization: Basic [secret]');
});

test('a second upload to the same connection replaces the first in the list', async () => {
  const { id } = await keys.make();
  await upload(id);
  await upload(id);
  expect(side.vault.read().keys[0]!.uploads).toHaveLength(1);
});

test('dates that Wise changed are said', async () => {
  const { id } = await keys.make();
  side.wise.next(ROUTES.upload, ({ body }) => json({ ...(JSON.parse(body) as object), validTill: '2030-01-01 00:00:00' }, 201));
  const run = await upload(id);
  expect(run.ok).toBe(true);
  expect(run.steps.at(-1)!.says).toBe('Wise answered 201 with the same key, but not as sent: validTill. Wise’s form is what counts.');
  expect(run.steps.at(-1)!.facts).toContainEqual({ label: 'validTill differs', value: expect.stringContaining('Wise has 2030-01-01 00:00:00') });
});

test('a key id in capitals, as it was imported, is the same id in small letters', async () => {
  const { id } = await keys.make();
  const capitals = id.toUpperCase();
  await side.vault.update((body) => withKey(body, id, (entry) => ({ ...entry, id: capitals })));
  side.wise.next(ROUTES.upload, ({ body }) => json({ ...(JSON.parse(body) as object), keyId: id }, 201));
  expect((await upload(capitals)).ok).toBe(true);
});

test('an answer about another key is not believed, and nothing is recorded', async () => {
  const { id } = await keys.make();
  side.wise.next(ROUTES.upload, ({ body }) => json({ ...(JSON.parse(body) as object), keyId: '00000000-0000-4000-8000-000000000000' }, 201));
  const run = await upload(id);
  expect(states(run)).toEqual(['token ok', 'send ok', 'receive failed']);
  expect(run.steps.at(-1)!.error).toMatchObject({ code: 'WISE_ANSWER_INVALID', details: { reason: 'ANOTHER_KEY', field: 'keyId', traceId: 'trace-of-the-test' } });
  expect(side.vault.read().keys[0]!.uploads).toEqual([]);
});

test('an upload whose answer was lost can be repeated: the key id that is taken is ours', async () => {
  const { id } = await keys.make();
  side.wise.next(ROUTES.upload, (_, res) => void res.destroy(), () => json({ errors: [{ code: 'DUPLICATE', message: 'uploaded before', path: 'keyId' }] }, 409));
  expect(states(await upload(id))).toEqual(['token ok', 'send failed', 'receive skipped']);
  const run = await upload(id);
  expect(run).toMatchObject({ ok: true, steps: [{}, {}, { title: 'Wise already has this key' }] });
  expect(side.vault.read().keys[0]).toMatchObject({ uploads: [{ connectionId: side.link.target.id }], history: [{}, { says: 'To Test connection: answered 409, trace trace-of' }] });
});

test('of an imported key a taken id proves less, and the step says so', async () => {
  const { id } = await keys.make();
  await side.vault.update((body) => ({ ...body, keys: [{ ...body.keys[0]!, origin: 'imported' }] }));
  side.wise.next(ROUTES.upload, () => json({ errors: [{ code: 'DUPLICATE', message: 'uploaded before', path: 'keyId' }] }, 409));
  expect((await upload(id)).steps.at(-1)).toMatchObject({ state: 'ok', says: 'A key with this id is there, most likely this one, which was imported. A playground call proves whether it is.' });
});

test('a 409 about anything else is a refusal', async () => {
  const { id } = await keys.make();
  side.wise.next(ROUTES.upload, () => json({ errors: [{ code: 'LIMIT', message: 'too many keys', path: 'scope' }] }, 409));
  expect((await upload(id)).steps.at(-1)!.error).toMatchObject({ code: 'WISE_REFUSED', details: { status: 409 } });
});

test('a refusal is told with Wise’s words, and audited', async () => {
  const { id } = await keys.make();
  side.wise.next(ROUTES.upload, () => json({ errors: [{ code: 'NOT_VALID', message: 'The key id is taken', path: 'keyId' }] }, 422));
  const run = await upload(id);
  expect(run).toMatchObject({ ok: false, says: 'Wise refused the call.' });
  expect(run.steps[2]).toMatchObject({ state: 'failed', error: { code: 'WISE_REFUSED', details: { status: 422, wiseCode: 'NOT_VALID', wiseMessage: 'The key id is taken', field: 'keyId' } } });
  expect(side.audit.lines.at(-1)).toMatchObject({ kind: 'key.uploaded', outcome: 'refused', says: 'to Test connection: WISE_REFUSED, trace trace-of-the-test' });
});

test('a broken token ends the run at its first step', async () => {
  const { id } = await keys.make();
  side.wise.next(ROUTES.token, () => ({ status: 500, body: '<html>' }));
  const run = await upload(id);
  expect(runSchema.parse(run)).toEqual(run);
  expect(states(run)).toEqual(['token failed', 'send skipped', 'receive skipped']);
});

test('a retired, expired or unknown key is refused before anything is sent', async () => {
  const retired = await keys.make();
  await retireKey(keys, retired.id);
  await expect(upload(retired.id)).rejects.toMatchObject({ code: 'KEY_RETIRED' });
  const { id } = await keys.make({ validDays: 1 });
  side.clock.now += 86_400_000;
  await expect(upload(id)).rejects.toMatchObject({ code: 'KEY_EXPIRED' });
  await expect(upload('none')).rejects.toMatchObject({ code: 'KEY_NOT_FOUND' });
  expect(side.wise.received).toEqual([]);
});

test.each([
  ['production', 'wise-sandbox', true], ['custom', 'production', true], ['built-in', 'production', true], ['wise-sandbox', 'custom', false], ['production', 'production', false],
] as const)('a key that Wise has in %s, given to %s: refused is %s', async (before, after, isRefused) => {
  const { id } = await keys.make();
  const other = connectionEntry({ name: 'Other', environment: before });
  await side.vault.update((body) => withKey({ ...body, connections: [...body.connections, other] }, id, (entry) => ({ ...entry, uploads: [{ connectionId: other.id, at: entry.madeAt }] })));
  const link = { ...side.link, target: { ...side.link.target, environment: after } };
  const refusal = { code: 'CREDENTIAL_SHARED', details: { field: 'keyId', reason: 'Wise has it over Other' } };
  if (isRefused) await expect(uploadKey(side, link, id)).rejects.toMatchObject(refusal);
  else expect(await uploadKey(side, link, id)).toMatchObject({ ok: true });
  expect(side.wise.received).toHaveLength(isRefused ? 0 : 2);
});

test('where Wise has a key is remembered when its connection is removed', async () => {
  const { id } = await keys.make();
  const gone = { connectionId: crypto.randomUUID(), at: '2026-11-22T12:00:00.000Z', environment: 'production' as const };
  await side.vault.update((body) => withKey(body, id, (entry) => ({ ...entry, uploads: [gone] })));
  await expect(upload(id)).rejects.toMatchObject({ code: 'CREDENTIAL_SHARED', details: { reason: 'Wise has it over a connection that was removed' } });
});
