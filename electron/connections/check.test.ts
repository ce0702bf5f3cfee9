import { afterEach, beforeEach, expect, test } from 'vitest';
import { chainHealth } from '../../shared/model/views.ts';
import { makeCa } from '../wise/testing/certificates.ts';
import { startLinked, type Linked } from '../wise/testing/linked.ts';
import { ROUTES } from '../wise/testing/wise-double.ts';
import { UserTokens } from '../tokens/user-tokens.ts';
import type { WiseLink } from '../wise/clients.ts';
import { checkConnection } from './check.ts';

let side: Linked;
beforeEach(async () => {
  side = await startLinked();
});
afterEach(() => side.close());

const check = (link: WiseLink = side.link) => checkConnection({ ...side, userTokens: new UserTokens(side) }, link);

test('tells of every link what it found, each fetched afresh', async () => {
  await side.tokens.get(side.link);
  const health = await check();
  expect(chainHealth.parse(health)).toEqual(health);
  expect(health.links).toEqual([
    { id: 'dns', state: 'ok', says: expect.stringMatching(/^localhost has \d address(es)?$/) },
    { id: 'tls', state: 'ok', says: expect.stringMatching(/^version 1\.3, the server’s certificate ends on \d{4}-\d\d-\d\d$/) },
    { id: 'client-credentials', state: 'ok', says: 'Wise gave a token for 11 h 59 min' },
    { id: 'jose', state: 'ok', says: 'Wise’s signing key, version 1' },
  ]);
  expect(side.wise.tokens).toHaveLength(2);
  expect(side.audit.lines.at(-1)).toEqual({ kind: 'connection.checked', outcome: 'ok', subject: 'Test connection', says: 'every link holds' });
});

test('says when Wise has a new key', async () => {
  await check();
  side.wise.newWiseKey(2);
  expect((await check()).links[3]!.says).toBe('Wise’s signing key, version 2, new since the last time');
});

test('stops at TLS when the server is not trusted', async () => {
  const another = { ...side.link.target, ca: (await makeCa()).pem };
  const { links } = await check(side.clients.link(another));
  expect(links.map(({ id, state }) => `${id} ${state}`)).toEqual(['dns ok', 'tls failed', 'client-credentials skipped', 'jose skipped']);
  expect(links[1]!.error).toMatchObject({ code: 'WISE_TLS_UNTRUSTED' });
  expect(side.wise.received).toEqual([]);
  expect(side.audit.lines.at(-1)).toMatchObject({ outcome: 'failed', says: 'tls: WISE_TLS_UNTRUSTED' });
});

test('stops at the credentials when Wise refuses them', async () => {
  side.wise.routes[ROUTES.token] = () => ({ status: 401 });
  const { links } = await check();
  expect(links.map(({ id, state }) => `${id} ${state}`)).toEqual(['dns ok', 'tls ok', 'client-credentials failed', 'jose skipped']);
  expect(links[2]!.error).toMatchObject({ code: 'WISE_UNAUTHORIZED', details: { status: 401 } });
  expect(side.audit.lines.at(-1)).toMatchObject({ outcome: 'refused' });
});

test('says when JOSE is not for this client', async () => {
  side.wise.routes[ROUTES.wiseKey] = () => ({ status: 403 });
  const { links } = await check();
  expect(links[3]).toMatchObject({ id: 'jose', state: 'failed', error: { code: 'WISE_FORBIDDEN' } });
});
