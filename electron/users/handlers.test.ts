import { expect, test } from 'vitest';
import { openTestApp } from '../testing/open-app.ts';

test('a user through the app: made once however often it is clicked, listed, claimed, forgotten, and nothing secret leaves', async () => {
  const { call, app, shell, answers } = await openTestApp();
  const { id: connectionId } = await call('connections.create', { environment: 'built-in', name: 'Play' });
  const wanted = { connectionId, email: 'new.user@example.com', language: 'DE' } as const;
  const [made, same] = await Promise.all([call('users.create', wanted), call('users.create', { ...wanted, email: 'New.User@example.com' })]);
  expect(made).toMatchObject({ user: { state: 'ready', connectionName: 'Play', profiles: [{ type: 'personal' }] }, run: { ok: true } });
  expect(same).toEqual(made);
  const { id } = made.user;
  expect(await call('users.fetchToken', { id })).toMatchObject({ user: { id, state: 'ready' }, run: { ok: true } });
  expect(await call('users.claimCode', { id })).toMatchObject({ id, claimCodeAt: expect.any(String) });
  const claimCode = (await shell.clipboard.read()) ?? '';
  const { users, tokens } = app.services.vault.read();
  expect(await call('users.list', {})).toMatchObject([{ id, email: 'new.user@example.com' }]);
  expect(await call('tokens.list', {})).toEqual(expect.arrayContaining([expect.objectContaining({ origin: 'registration', label: 'new.user@example.com', connectionId })]));
  await call('users.forget', { id });
  expect(await call('users.list', {})).toEqual([]);
  const { lines } = await call('audit.list', { limit: 100 });
  expect(lines.map(({ kind }) => kind).filter((kind) => kind.startsWith('user.')).toReversed()).toEqual(['user.made', 'user.token', 'user.claim-code', 'user.forgotten']);
  const secrets = [claimCode, users[0]!.registrationCode, ...tokens.flatMap(({ access, refresh }) => [access!.value, refresh!.value])];
  for (const secret of secrets) expect(answers.join('\n').includes(secret), `${secret.slice(0, 4)}… in an answer`).toBe(false);
});
