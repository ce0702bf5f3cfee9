import { afterAll, beforeAll, expect, test } from 'vitest';
import { aloneAtVault, connectionEntry } from '../../wise/testing/ports.ts';
import { ClientCredentialsTokens } from '../client-credentials.ts';
import { refreshSide, startServer, type Server } from '../testing/refresh-side.ts';
import { importToken, type ImportDeps } from './import-token.ts';
import { inspectTokens } from './inspect.ts';
import { KeptTokenImports } from './kept-token-imports.ts';

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

/** A person whose refresh token lies in a `.env`, and in no vault yet. */
async function importSide() {
  const side = refreshSide(server);
  const tokenImports = new KeptTokenImports();
  const grantedId = await side.granted();
  const { refresh, access } = side.entry(grantedId);
  await side.vault.update((body) => ({ ...body, tokens: [] }));
  const connectionId = side.link.target.id;
  const deps: ImportDeps = {
    vault: side.vault, audit: side.audit, sandbox: { running: () => undefined } as unknown as ImportDeps['sandbox'], clients: side.clients, userTokens: side.userTokens, tokenImports,
    tokens: new ClientCredentialsTokens({ audit: side.audit }), now: () => side.clock.now, link: async () => side.link, session: { ...aloneAtVault(), confirm: () => Promise.reject(new Error('not asked')) },
  };
  const take = async (text: string, input: Partial<{ index: number; connectionId: string; label: string }> = {}) => {
    const { importId } = await inspectTokens({ ...deps, dialogs: { openFile: async () => undefined } }, { from: { kind: 'text', text } });
    return importToken(deps, { importId, index: 0, connectionId, label: 'Acme', ...input });
  };
  return { ...side, deps, take, connectionId, refresh: refresh?.value ?? '', access: access?.value ?? '' };
}

test('a refresh token is refreshed at once; what is kept is the new pair', async () => {
  const { take, refresh, access, vault, audit, close, profiles } = await importSide();
  const { token, plainCopies } = await take(`WISE_REFRESH_TOKEN=${refresh}\n`);
  expect(token).toMatchObject({ kind: 'user', origin: 'imported', label: 'Acme', state: 'live', canRefresh: true, isInUse: true, lastRefreshAt: expect.any(String), refreshEndsAt: expect.any(String) });
  expect(plainCopies).toHaveLength(1);
  const [kept] = vault.read().tokens;
  expect([kept?.refresh?.value === refresh, kept?.access?.value === access]).toEqual([false, false]);
  expect((await profiles(token?.id ?? '')).answer.status).toBe(200);
  expect(audit.kinds()).toEqual(expect.arrayContaining(['token.refreshed ok', 'token.imported ok']));
  await close();
});

test('a refresh token that Wise refuses is not kept, and the error says so', async () => {
  const { take, vault, audit, close } = await importSide();
  await expect(take('refresh_token=00000000-1234-4abc-9def-0123456789ab\n')).rejects.toMatchObject({ code: 'TOKEN_REFUSED', details: { reason: 'Nothing was kept.' } });
  expect(vault.read().tokens).toEqual([]);
  expect(vault.read().connections[0]).not.toHaveProperty('userTokenId');
  expect(audit.lines.at(-1)).toMatchObject({ kind: 'token.imported', outcome: expect.stringMatching(/refused|failed/), says: 'TOKEN_REFUSED; nothing was kept' });
  await close();
});

test('a token whose new pair could not be saved is kept, for it would be lost', async () => {
  const { take, refresh, deps, vault, close } = await importSide();
  const { PortcullisError } = await import('../../../shared/errors.ts');
  deps.userTokens = { refresh: async () => Promise.reject(new PortcullisError('STORAGE_FULL')) };
  await expect(take(`refresh_token=${refresh}\n`)).rejects.toMatchObject({ code: 'STORAGE_FULL' });
  expect(vault.read().tokens).toHaveLength(1);
  await close();
});

test('an access token becomes a user token, any other a personal one; the same again is refused', async () => {
  const { take, access, connectionId, vault, close } = await importSide();
  expect((await take(`accessToken=${access}\n`)).token).toMatchObject({ kind: 'user', canRefresh: false, state: 'live' });
  expect((await take('Bearer 5f2f1a3c-6f0e-4a9b-9d52-1c0b7a4e8d10', { label: '' })).token).toMatchObject({ kind: 'personal', isInUse: false, label: expect.stringMatching(/^Personal token/) });
  await expect(take(`token=${access}\n`)).rejects.toMatchObject({ code: 'TOKEN_EXISTS' });
  const production = connectionEntry({ name: 'Live', environment: 'production' });
  await vault.update((body) => ({ ...body, connections: [...body.connections, production] }));
  await expect(take(`token=${access}\n`, { connectionId: production.id })).rejects.toMatchObject({ code: 'CREDENTIAL_SHARED' });
  await expect(take(`refresh_token=${access}\n`, { connectionId: production.id })).rejects.toMatchObject({ code: 'CREDENTIAL_SHARED' });
  await expect(take(`token=${access}\n`, { index: 7 })).rejects.toMatchObject({ code: 'IMPORT_GONE' });
  await expect(take(`token=${access}\n`, { connectionId: crypto.randomUUID() })).rejects.toMatchObject({ code: 'CONNECTION_NOT_FOUND' });
  expect(vault.read().tokens.filter((one) => one.connectionId === connectionId)).toHaveLength(2);
  await close();
});

const text = (id: string, secret: string) => `CLIENT_ID=${id}\nCLIENT_SECRET=${secret}\n`;

test('client id and secret go through the rules of connections', async () => {
  const { take, connectionId, vault, audit, close } = await importSide();
  const production = connectionEntry({ name: 'Live', environment: 'production', clientId: 'live', clientSecret: 'production-secret-1' });
  await vault.update((body) => ({ ...body, connections: [...body.connections, production] }));
  await expect(take(text('acme', 'production-secret-1'))).rejects.toMatchObject({ code: 'CREDENTIAL_SHARED' });
  expect(await take(text('acme', 'acme-secret-1'))).toEqual({ plainCopies: [expect.any(String)] });
  expect(vault.read().connections.find(({ id }) => id === connectionId)).toMatchObject({ clientId: 'acme', clientSecret: 'acme-secret-1' });
  expect(audit.kinds().slice(-2)).toEqual(['connection.changed ok', 'token.imported ok']);
  await close();
});

test('a new pair that is saved stays, though the log cannot tell of it', async () => {
  const { take, refresh, deps, vault, clients, link, close } = await importSide();
  const { PortcullisError } = await import('../../../shared/errors.ts');
  const { UserTokens } = await import('../user-tokens.ts');
  const audit = async () => Promise.reject(new PortcullisError('AUDIT_UNWRITABLE'));
  Object.assign(deps, { audit, userTokens: new UserTokens({ vault, audit }) });
  await expect(take(`refresh_token=${refresh}\n`)).rejects.toMatchObject({ code: 'AUDIT_UNWRITABLE' });
  const [kept] = vault.read().tokens;
  expect(kept?.access).toBeDefined();
  expect(kept?.refresh?.value).not.toBe(refresh);
  expect(clients.has(link.target.id)).toBe(true);
  await close();
});
