import { expect, test } from 'vitest';
import type { Input } from '../../shared/ipc/contract.ts';
import { PASSPHRASE, openTestApp, startTestApp, type TestApp } from '../testing/open-app.ts';
import { OWNER_ID } from '../vault/all-doors.ts';
import { expectCode } from '../vault/testing/test-vault.ts';

const ANNS = 'glacier mustard piano';
const BOBS = 'turnip lantern orbit';

const addAnn = (app: TestApp) => app.call('people.add', { name: 'Ann', passphrase: PASSPHRASE, newPassphrase: ANNS });
const says = async ({ call }: TestApp) => (await call('audit.list', { limit: 50 })).lines.map(({ kind, subject, says: words }) => `${kind}: ${subject}: ${words}`).toReversed();

async function underFourEyes() {
  const app = await openTestApp();
  const ann = await addAnn(app);
  const { id: connectionId } = await app.call('connections.create', { environment: 'built-in', name: 'Sandbox' });
  await app.call('people.setFourEyes', { connectionId, on: true });
  const bob = { name: 'Bob', passphrase: PASSPHRASE, newPassphrase: BOBS } satisfies Input<'people.add'>;
  return { app, ann, connectionId, bob, anns: { personId: ann.id, passphrase: ANNS } };
}

test('one person: the owner, with nobody named in the vault or on the lock screen', async () => {
  const app = await openTestApp();
  expect(await app.call('people.list', {})).toEqual({ people: [{ id: OWNER_ID, name: 'Owner', isOwner: true }], you: OWNER_ID });
  expect(await app.call('vault.status', {})).not.toHaveProperty('people');
  expect(app.app.services.vault.read().people).toEqual([]);
  await expectCode(app.app.services.session.confirmSecond({ personId: OWNER_ID, passphrase: PASSPHRASE }), 'PERSON_SECOND');
  await expectCode(app.call('people.rename', { personId: OWNER_ID, name: 'Olga' }), 'PERSON_NOT_FOUND');
});

test('a second person opens the vault, is known while they are there, and every line says who it was', async () => {
  const app = await openTestApp();
  const ann = await addAnn(app);
  await app.call('people.rename', { personId: OWNER_ID, name: 'Olga' });
  await app.call('vault.lock', {});
  const people = [{ id: OWNER_ID, name: 'Olga' }, ann];
  expect(await app.call('vault.status', {})).toEqual({ state: 'locked', people, lastPersonId: OWNER_ID });
  await expectCode(app.call('vault.unlock', { passphrase: PASSPHRASE, personId: ann.id }), 'VAULT_WRONG_PASSPHRASE');
  await app.call('vault.unlock', { passphrase: ANNS, personId: ann.id });
  expect((await app.call('people.list', {})).you).toBe(ann.id);
  expect(app.app.services.session.person()).toEqual(ann);
  expect(await app.call('vault.status', {})).toMatchObject({ people, lastPersonId: ann.id });
  await app.call('vault.changePassphrase', { current: ANNS, next: BOBS });
  await app.call('vault.lock', {});
  await app.call('vault.unlock', { passphrase: PASSPHRASE });
  const lines = await says(app);
  expect(lines).toEqual(expect.arrayContaining([
    'person.added: Ann: a door to this vault, by Owner', 'person.renamed: Olga: was Owner, by Owner', 'vault.unlock-failed: vault: VAULT_WRONG_PASSPHRASE, Ann',
    'vault.unlocked: vault: by passphrase, Ann', 'vault.passphrase-changed: vault: new vault key, Ann', 'vault.unlocked: vault: by passphrase, Olga',
  ]));
  for (const secret of [ANNS, BOBS, PASSPHRASE]) expect(JSON.stringify(lines) + app.answers.join('')).not.toContain(secret);
});

test('names tell people apart, however they are written', async () => {
  const app = await openTestApp();
  const ann = await addAnn(app);
  const another = (name: string) => app.call('people.add', { name, passphrase: PASSPHRASE, newPassphrase: BOBS });
  await expectCode(another(' ANN '), 'PERSON_NAME_TAKEN');
  await expectCode(another('owner'), 'PERSON_NAME_TAKEN');
  for (const alike of ['Ow\u200Dner', 'A\u00ADnn']) await expectCode(another(alike), 'PERSON_NAME_TAKEN');
  for (const unfit of ['\u200B', '\u200D', 'Bob\u202Ennaa', 'Bo\nb', 'B\u0000b', 'Bob\uD800', '\u3164', 'x'.repeat(61)]) await expectCode(another(unfit), 'IPC_INVALID_INPUT');
  await expectCode(app.call('people.rename', { personId: OWNER_ID, name: 'ann' }), 'PERSON_NAME_TAKEN');
  await app.call('people.rename', { personId: ann.id, name: 'ANN' });
  await expectCode(app.call('people.add', { name: 'Bob', passphrase: ANNS, newPassphrase: BOBS }), 'VAULT_WRONG_PASSPHRASE');
  expect((await app.call('people.list', {})).people.map(({ name }) => name)).toEqual(['Owner', 'ANN']);
});

test('a removed person is gone from the lock screen, and their passphrase opens nothing, after a restart too', async () => {
  const app = await openTestApp();
  const ann = await addAnn(app);
  await expectCode(app.call('people.remove', { personId: ann.id, passphrase: ANNS }), 'VAULT_WRONG_PASSPHRASE');
  await app.call('people.remove', { personId: ann.id, passphrase: PASSPHRASE });
  expect(app.app.services.vault.read().people).toEqual([]);
  await app.close();
  const later = await startTestApp(app.folder);
  expect(await later.call('vault.status', {})).toEqual({ state: 'locked' });
  await expectCode(later.call('vault.unlock', { passphrase: ANNS, personId: ann.id }), 'PERSON_NOT_FOUND');
  await later.call('vault.unlock', { passphrase: PASSPHRASE });
});

test('four eyes take two people to begin, and two to end; both are on record', async () => {
  const alone = await openTestApp();
  const { id } = await alone.call('connections.create', { environment: 'built-in', name: 'Sandbox' });
  await expectCode(alone.call('people.setFourEyes', { connectionId: id, on: true }), 'PERSON_NEEDED');
  const { app, connectionId, anns } = await underFourEyes();
  const off = { connectionId, on: false };
  await expectCode(app.call('people.setFourEyes', off), 'PERSON_SECOND');
  await expectCode(app.call('people.setFourEyes', { ...off, second: { personId: OWNER_ID, passphrase: PASSPHRASE } }), 'PERSON_SECOND');
  await expectCode(app.call('people.setFourEyes', { ...off, second: { ...anns, passphrase: PASSPHRASE } }), 'VAULT_WRONG_PASSPHRASE');
  await expectCode(app.call('people.setFourEyes', { ...off, second: { personId: crypto.randomUUID(), passphrase: ANNS } }), 'PERSON_NOT_FOUND');
  expect((await app.call('connections.list', {}))[0]).toMatchObject({ fourEyes: true });
  await app.call('people.setFourEyes', { ...off, second: anns });
  expect((await app.call('connections.list', {}))[0]).not.toHaveProperty('fourEyes');
  const lines = await says(app);
  expect(lines.filter((line) => line.startsWith('connection.four-eyes'))).toEqual(['connection.four-eyes: Sandbox: on, by Owner', 'connection.four-eyes: Sandbox: off, by Owner, with Ann']);
  expect(lines).toContain('vault.unlock-failed: vault: VAULT_WRONG_PASSPHRASE, Ann');
});

test('under four eyes nobody changes alone who the people are, and two stay', async () => {
  const { app, ann, bob, anns } = await underFourEyes();
  await expectCode(app.call('people.add', bob), 'PERSON_SECOND');
  await expectCode(app.call('people.remove', { personId: ann.id, passphrase: PASSPHRASE, second: anns }), 'PERSON_NEEDED');
  const { id: bobId } = await app.call('people.add', { ...bob, second: anns });
  await expectCode(app.call('people.remove', { personId: bobId, passphrase: PASSPHRASE }), 'PERSON_SECOND');
  await expectCode(app.call('people.remove', { personId: OWNER_ID, passphrase: PASSPHRASE, second: anns }), 'PERSON_FIXED');
  await app.call('people.remove', { personId: bobId, passphrase: PASSPHRASE, second: anns });
  expect(await says(app)).toEqual(expect.arrayContaining(['person.added: Bob: a door to this vault, by Owner, with Ann', 'person.removed: Bob: new vault key, by Owner, with Ann']));
});

test('two removals at once, of the last two beside the owner: four eyes keep two people', async () => {
  const { app, ann, bob, anns } = await underFourEyes();
  const { id: bobId } = await app.call('people.add', { ...bob, second: anns });
  const removed = await Promise.all([ann.id, bobId].map((personId) => app.result('people.remove', { personId, passphrase: PASSPHRASE, second: anns })));
  expect(removed.filter(({ ok }) => ok)).toHaveLength(1);
  expect((await app.call('people.list', {})).people).toHaveLength(2);
});

test('guessing another’s passphrase in place makes every further try wait, and one’s own does not free from it', async () => {
  const { app, connectionId, anns } = await underFourEyes();
  const guess = { connectionId, on: false, second: { ...anns, passphrase: 'not what Ann has' } };
  for (let i = 0; i < 2; i++) await expectCode(app.call('people.setFourEyes', guess), 'VAULT_WRONG_PASSPHRASE');
  await app.app.services.session.confirm(PASSPHRASE);
  await expectCode(app.call('people.setFourEyes', guess), 'VAULT_WRONG_PASSPHRASE');
  await expectCode(app.call('people.setFourEyes', { ...guess, second: anns }), 'VAULT_WAIT');
  expect(await says(app)).toContain('vault.unlock-failed: vault: VAULT_WAIT, Ann');
});
