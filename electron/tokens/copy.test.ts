import { afterAll, beforeAll, expect, test } from 'vitest';
import { PortcullisError } from '../../shared/errors.ts';
import type { Services } from '../services.ts';
import { copyToken } from './copy.ts';
import { HOUR, refreshSide, startServer, type Server } from './testing/refresh-side.ts';

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

/** Everything a copy needs; what was copied is in `copied`. */
async function copySide() {
  const side = refreshSide(server);
  const tokenId = await side.granted();
  const copied: [text: string, sensitive: boolean][] = [];
  const clipboard = { copy: async (text: string, sensitive: boolean) => void copied.push([text, sensitive]) };
  const { apiUrl } = side.link.target;
  await side.vault.update((body) => ({ ...body, connections: body.connections.map((one) => ({ ...one, clientId: server.sandbox.info.clientId, clientSecret: server.sandbox.info.clientSecret, wiseCa: [server.sandbox.caPem], hosts: { apiUrl, mtlsUrl: apiUrl, consentUrl: apiUrl } })) }));
  const services = { ...side, clipboard, now: () => side.clock.now, sandbox: {} } as unknown as Services;
  return { ...side, tokenId, copied, clipboard, services };
}

test('the access token, marked as sensitive, recorded before it leaves', async () => {
  const { services, tokenId, copied, entry, audit, close } = await copySide();
  await copyToken(services, { tokenId });
  expect(copied).toEqual([[entry(tokenId).access?.value, true]]);
  expect(entry(tokenId).history.at(-1)).toMatchObject({ kind: 'copied' });
  expect(audit.lines.at(-1)).toMatchObject({ kind: 'token.copied', outcome: 'ok', says: 'user token, for 30 s' });
  await close();
});

test('one that is due is refreshed first: a dead token is of no use to anybody', async () => {
  const { services, tokenId, copied, entry, clock, close } = await copySide();
  const before = entry(tokenId).access?.value;
  clock.now += 12 * HOUR;
  await copyToken(services, { tokenId });
  expect([server.grants(), copied[0]?.[0] === before, copied[0]?.[0] === entry(tokenId).access?.value]).toEqual([['refresh_token'], false, true]);
  await close();
});

test('a clipboard that is refused is recorded; an unknown token is TOKEN_NOT_FOUND', async () => {
  const { services, tokenId, audit, clipboard, close } = await copySide();
  clipboard.copy = async () => {
    throw new PortcullisError('CLIPBOARD_REFUSED');
  };
  await expect(copyToken(services, { tokenId })).rejects.toMatchObject({ code: 'CLIPBOARD_REFUSED' });
  expect(audit.kinds().slice(-2)).toEqual(['token.copied ok', 'token.copied failed']);
  for (const unknown of [crypto.randomUUID(), 'application-none']) await expect(copyToken({ ...services, tokens: { of: () => undefined } } as unknown as Services, { tokenId: unknown })).rejects.toMatchObject({ code: 'TOKEN_NOT_FOUND' });
  await close();
});

test('once the vault is locked nothing goes to the clipboard any more', async () => {
  const { services, tokenId, copied, audit, memory, close } = await copySide();
  const locking: Services['audit'] = async (line) => {
    await audit(line);
    memory.lock();
  };
  await expect(copyToken({ ...services, audit: locking }, { tokenId })).rejects.toMatchObject({ code: 'VAULT_LOCKED' });
  expect(copied).toEqual([]);
  await close();
});
