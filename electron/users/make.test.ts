import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Output } from '../../shared/ipc/contract.ts';
import { wiseUser } from '../../shared/model/tokens.ts';
import { run as runSchema, type Run } from '../../shared/model/views.ts';
import { startServer, type Server } from '../tokens/testing/refresh-side.ts';
import { tokenEntry, userEntry } from '../vault/body.ts';
import { Secret } from '../wise/secret.ts';
import { listUsers } from './view.ts';
import { userSide, type UserSide } from './testing/user-side.ts';

const SIGN_UP = '/v1/user/signup/registration_code';
const OF_SANDBOX = 'sam.doe@example.com';

let server: Server;
let side: UserSide;
let count = 0;
let email = '';
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());
beforeEach(() => {
  side = userSide(server);
  email = `new.user${(count += 1)}@example.com`;
  server.newPart();
});
afterEach(async () => {
  await side.clearFaults();
  await side.close();
});

const statesOf = ({ steps }: Run) => steps.map(({ id, state }) => `${id} ${state}`);
const errorOf = ({ steps }: Run) => steps.find(({ error }) => error)?.error;
const ready = (made: Output<'users.create'>) => {
  expect(statesOf(made.run)).toEqual(['code ok', 'sign-up ok', 'token ok', 'profiles ok']);
  expect(made.user).toMatchObject({ state: 'ready', userId: expect.any(Number), profiles: [{ type: 'personal' }] });
};

test('makes a code, signs up, fetches a token and lists the profiles', async () => {
  const made = await side.create(email);
  ready(made);
  expect([wiseUser.parse(made.user), runSchema.parse(made.run)]).toEqual([made.user, made.run]);
  const entry = side.user(made.user.id);
  expect(userEntry.parse(entry)).toEqual(entry);
  expect(entry.registrationCode).toMatch(/^[\w-]{40}$/);
  expect(entry).not.toHaveProperty('triedAt');
  const token = side.entry(made.user.tokenId!);
  expect(tokenEntry.parse(token)).toEqual(token);
  expect(token).toMatchObject({ kind: 'user', origin: 'registration', label: email, userId: made.user.userId, history: [{ kind: 'made' }, { kind: 'tested' }] });
  expect(side.audit.lines.filter(({ kind }) => kind === 'user.made')).toEqual([{ kind: 'user.made', outcome: 'ok', subject: `user ${email}`, says: 'over Sandbox' }]);
  expect(listUsers(side)).toEqual([made.user]);
  const [other] = [await side.create(`other.${email}`)];
  expect(side.user(other.user.id).registrationCode).not.toBe(entry.registrationCode);
  for (const secret of [entry.registrationCode, token.access!.value, token.refresh!.value]) expect(side.shown(made, other, listUsers(side))).not.toContain(secret);
});

test('the code is in the vault before anything is sent', async () => {
  const update = side.vault.update;
  const saved: number[] = [];
  side.deps.vault.update = async (change) => {
    const body = await update(change);
    if (body.users.length > 0 && saved.length === 0) saved.push(server.sandbox.log().length);
    return body;
  };
  const before = server.sandbox.log().length;
  await side.create(email);
  expect(saved).toEqual([before]);
});

test('an address that Wise knows is told, and kept for the consent page', async () => {
  const made = await side.create(OF_SANDBOX);
  expect(statesOf(made.run)).toEqual(['code ok', 'sign-up failed', 'token skipped', 'profiles skipped']);
  expect(errorOf(made.run)).toMatchObject({ code: 'USER_EXISTS', details: { status: 409, wiseCode: 'NOT_UNIQUE' } });
  expect(made.user).toMatchObject({ state: 'exists', profiles: [] });
  expect(server.grants()).toEqual(['client_credentials']);
  expect((await side.fetchToken(made.user.id)).user.state).toBe('exists');
});

test('a sign-up whose answer was lost is found to be ours by its code', async () => {
  await side.deps.tokens.get(side.link);
  server.sandbox.setFaults({ cut: { count: 1 } });
  const lost = await side.create(email);
  expect(statesOf(lost.run)).toEqual(['code ok', 'sign-up failed', 'token skipped', 'profiles skipped']);
  expect(lost.run.says).toMatch(/may have arrived/);
  expect(lost.user.state).toBe('code-made');
  ready(await side.fetchToken(lost.user.id));
  expect(server.calls(SIGN_UP)).toBe(2);
});

test('a sign-up that came too late is not ours, and the doubt ends there', async () => {
  const mine = await side.create(email);
  const { id } = mine.user;
  // As if another had signed this address up while our own call went nowhere.
  await side.vault.update((body) => ({
    ...body, tokens: [], users: body.users.map(({ userId: _user, tokenId: _token, ...one }) => ({ ...one, registrationCode: 'x'.repeat(40), triedAt: one.madeAt })),
  }));
  const made = await side.fetchToken(id);
  expect(statesOf(made.run)).toEqual(['code ok', 'sign-up ok', 'token failed', 'profiles skipped']);
  expect(errorOf(made.run)).toMatchObject({ code: 'USER_EXISTS', details: { status: 401, wiseCode: 'invalid_grant' } });
  expect(made.user.state).toBe('exists');
  expect(side.user(id)).not.toHaveProperty('triedAt');
});

test('a refused sign-up does not wipe out the doubt about an earlier one', async () => {
  await side.deps.tokens.get(side.link);
  server.sandbox.setFaults({ cut: { count: 1 } });
  const { user } = await side.create(email);
  const { triedAt } = side.user(user.id);
  await side.vault.update((body) => ({ ...body, users: body.users.map((one) => ({ ...one, language: 'XX' })) }));
  side.clock.now += 1000;
  expect(errorOf((await side.fetchToken(user.id)).run)).toMatchObject({ code: 'WISE_REFUSED', details: { status: 400, field: 'language' } });
  expect(side.user(user.id).triedAt).toBe(triedAt);
});

test('a token whose answer was lost is fetched again with the same code, and no second user is made', async () => {
  await side.deps.tokens.get(side.link);
  server.sandbox.setFaults({ loseTokenAnswer: { count: 1 } });
  const lost = await side.create(email);
  expect(statesOf(lost.run)).toEqual(['code ok', 'sign-up ok', 'token failed', 'profiles skipped']);
  expect(lost.user).toMatchObject({ state: 'signed-up', userId: expect.any(Number) });
  // Asked for from the start instead: what was begun goes on.
  const again = await side.create(email.toUpperCase());
  ready(again);
  expect(again.user.id).toBe(lost.user.id);
  expect([side.vault.read().users.length, server.calls(SIGN_UP)]).toEqual([1, 1]);
});

test('a crash after each save goes on', async () => {
  const { user } = await side.create(email);
  const [whole] = side.vault.read().users;
  const { userId: _user, tokenId: _token, ...begun } = whole!;
  for (const users of [[{ ...begun, triedAt: begun.madeAt }], [{ ...begun, userId: user.userId! }], [whole!]]) {
    await side.vault.update((body) => ({ ...body, users, tokens: users[0] === whole ? body.tokens : [] }));
    ready(await side.fetchToken(user.id));
  }
});

test('another token for a user that has one renews it in place', async () => {
  const { user } = await side.create(email);
  const before = side.entry(user.tokenId!);
  await side.change(before.id, { refusal: { at: before.madeAt } });
  ready(await side.fetchToken(user.id));
  const after = side.entry(before.id);
  expect(after.access!.value).not.toBe(before.access!.value);
  expect(after).not.toHaveProperty('refusal');
  expect(after.history.map(({ kind }) => kind)).toContain('renewed');
  expect(side.vault.read().tokens).toHaveLength(1);
});

test('a code that Wise does not take any more', async () => {
  const { user } = await side.create(email);
  await side.vault.update((body) => ({ ...body, users: body.users.map((one) => ({ ...one, registrationCode: 'x'.repeat(40) })) }));
  const made = await side.fetchToken(user.id);
  expect(errorOf(made.run)).toMatchObject({ code: 'USER_CODE_REFUSED', details: { status: 401 } });
  expect(made.user).toMatchObject({ state: 'ready', tokenId: user.tokenId });
  expect(side.audit.lines.findLast(({ kind }) => kind === 'user.token')?.says).toMatch(/^over Sandbox: USER_CODE_REFUSED, trace /);
});

test('a wrong client secret is not taken for a wrong code', async () => {
  const { user } = await side.create(email);
  const { target } = side.link;
  side.link.target = { ...target, clientSecret: new Secret('not-the-secret-of-the-sandbox') };
  const { run } = await side.fetchToken(user.id);
  side.link.target = target;
  expect(errorOf(run)).toMatchObject({ code: 'WISE_UNAUTHORIZED' });
});
