import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startServer, type Server } from '../tokens/testing/refresh-side.ts';
import { forgetUser } from './forget.ts';
import { userSide, type UserSide } from './testing/user-side.ts';

const CLAIM = '/v1/user/claim-account';

let server: Server;
let side: UserSide;
let count = 0;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());
beforeEach(() => {
  side = userSide(server);
});
afterEach(() => side.close());

async function made() {
  const { user } = await side.create(`claim${(count += 1)}@example.com`);
  server.newPart();
  return user;
}

/** What the person does with the code on Wise's site. */
async function takeOver(code: string): Promise<number> {
  const { status } = await fetch(`${server.sandbox.info.pagesUrl}/__sandbox/claim`, { method: 'POST', body: new URLSearchParams({ code }) });
  return status;
}

test('the code is on the clipboard, works on Wise’s page, and is nowhere else', async () => {
  const { id, email } = await made();
  const claimed = await side.claim(id);
  const code = (await side.copied()) ?? '';
  expect(claimed).toMatchObject({ id, state: 'ready', claimCodeAt: side.user(id).claimCodeAt });
  expect(side.audit.lines.at(-1)).toEqual({ kind: 'user.claim-code', outcome: 'ok', subject: `user ${email}`, says: 'made, and copied to the clipboard' });
  expect(code.length).toBeGreaterThan(20);
  for (const place of [side.shown(claimed), JSON.stringify(side.vault.read())]) expect(place).not.toContain(code);
  expect(side.shown(claimed)).not.toContain(side.user(id).registrationCode);
  await side.clipboard.clear();
  expect(await side.copied()).toBe('');
  expect(await takeOver(code)).toBe(200);
});

test('once the account was claimed the code is refused, and the token is not blamed for it', async () => {
  const { id, tokenId } = await made();
  await side.claim(id);
  await takeOver((await side.copied()) ?? '');
  const refusal: unknown = await side.claim(id).catch((thrown: unknown) => thrown);
  expect(refusal).toMatchObject({ code: 'USER_CODE_REFUSED', details: { status: 401, field: 'registrationCode' } });
  expect(side.audit.lines.at(-1)).toMatchObject({ kind: 'user.claim-code', says: expect.stringMatching(/^USER_CODE_REFUSED, trace /) });
  expect(server.grants()).toEqual([]);
  expect(side.entry(tokenId!)).not.toHaveProperty('refusal');
  // The same is told of the grant.
  expect((await side.fetchToken(id)).run.steps.find(({ error }) => error)?.error).toMatchObject({ code: 'USER_CODE_REFUSED' });
});

test('without a token there is no claim code', async () => {
  const { user } = await side.create('sam.doe@example.com');
  server.newPart();
  await expect(side.claim(user.id)).rejects.toMatchObject({ code: 'TOKEN_MISSING' });
  await expect(side.claim(crypto.randomUUID())).rejects.toMatchObject({ code: 'USER_NOT_FOUND' });
  expect(server.calls(CLAIM)).toBe(0);
});

test('a forgotten user is gone with the code, and its token stays', async () => {
  const { id, tokenId, email } = await made();
  const { registrationCode } = side.user(id);
  await forgetUser(side.deps, id);
  expect(JSON.stringify(side.vault.read())).not.toContain(registrationCode);
  expect(side.entry(tokenId!)).toMatchObject({ label: email });
  expect(side.audit.lines.at(-1)).toMatchObject({ kind: 'user.forgotten', outcome: 'ok', subject: `user ${email}` });
  await expect(forgetUser(side.deps, id)).rejects.toMatchObject({ code: 'USER_NOT_FOUND' });
});
