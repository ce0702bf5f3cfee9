import { afterEach, expect, test } from 'vitest';
import { PortcullisError } from '../../shared/errors.ts';
import { chainHealth, type ChainHealth } from '../../shared/model/views.ts';
import { UserTokens } from '../tokens/user-tokens.ts';
import { makeCa, makeClientCertificate } from '../wise/testing/certificates.ts';
import { startLinked, type Linked } from '../wise/testing/linked.ts';
import { connectionEntry } from '../wise/testing/ports.ts';
import { MTLS, type TestServerOptions } from '../wise/testing/tls-server.ts';
import { json, ROUTES } from '../wise/testing/wise-double.ts';
import { certificateUnfit, checkConnection } from './check.ts';

let side: Linked | undefined;
afterEach(async () => side?.close());

async function linked(server: TestServerOptions, certificate?: string): Promise<Linked & { userTokens: UserTokens }> {
  side = await startLinked({}, { server, ...(certificate === undefined ? {} : { certificate }) });
  return Object.assign(side, { userTokens: new UserTokens(side) });
}

const statesOf = ({ links }: ChainHealth) => links.map(({ id, state }) => `${id} ${state}`);

test('says that the certificate was sent, and for how long it is good', async () => {
  const { link, ...deps } = await linked({ tls: MTLS }, 'October');
  const health = await checkConnection(deps, link);
  expect(chainHealth.parse(health)).toEqual(health);
  expect(statesOf(health)).toEqual(['dns ok', 'tls ok', 'mtls ok', 'client-credentials ok', 'jose ok']);
  expect(health.links[2]!.says).toBe('The client certificate was sent: “October”, less than a day left');
  expect(deps.wise.tokens).toHaveLength(1);
});

test('a server that does not ask for the certificate is most likely not the mTLS host', async () => {
  const { link, ...deps } = await linked({}, 'October');
  const health = await checkConnection(deps, link);
  expect(statesOf(health)).toEqual(['dns ok', 'tls ok', 'mtls failed', 'client-credentials skipped', 'jose skipped']);
  expect(health.links[2]!.error).toMatchObject({ code: 'MTLS_NOT_ASKED', details: { host: new URL(deps.wise.url).host } });
});

test('a refused certificate is told of the mTLS link, not of the server', async () => {
  const { link, ...deps } = await linked({ tls: MTLS });
  const refused = { ...link.target, certificate: await makeClientCertificate(await makeCa('Another CA'), 'October') };
  const health = await checkConnection(deps, deps.clients.link(refused));
  expect(statesOf(health)).toEqual(['dns ok', 'tls ok', 'mtls failed', 'client-credentials skipped', 'jose skipped']);
  expect(health.links[2]!.error).toMatchObject({ code: 'MTLS_CERT_REFUSED' });
  expect(deps.wise.received).toEqual([]);
});

test('wrong credentials are told of their own link: the certificate was taken', async () => {
  const { link, ...deps } = await linked({ tls: MTLS }, 'October');
  deps.wise.routes[ROUTES.token] = () => ({ status: 401 });
  const health = await checkConnection(deps, link);
  expect(statesOf(health)).toEqual(['dns ok', 'tls ok', 'mtls ok', 'client-credentials failed', 'jose skipped']);
  expect(health.links[2]!.says).toContain('sent: “October”');
});

test('without a certificate in use there is no such link', async () => {
  const { link, ...deps } = await linked({});
  expect(statesOf(await checkConnection(deps, link))).toEqual(['dns ok', 'tls ok', 'client-credentials ok', 'jose ok']);
});

test('a certificate that may not be sent is told, and nothing is tried', async () => {
  const deps = await linked({});
  const health = await certificateUnfit(deps, connectionEntry({ name: 'Wise' }), new PortcullisError('CERT_EXPIRED'));
  expect(statesOf(health)).toEqual(['dns skipped', 'tls skipped', 'mtls failed', 'client-credentials skipped', 'jose skipped']);
  expect(deps.audit.lines).toEqual([{ kind: 'connection.checked', outcome: 'refused', subject: 'Wise', says: 'mtls: CERT_EXPIRED' }]);
  await expect(certificateUnfit(deps, connectionEntry({ name: 'Wise' }), new PortcullisError('CONNECTION_NOT_FOUND'))).rejects.toMatchObject({ code: 'CONNECTION_NOT_FOUND' });
});

const minutesAgo = (minutes: number) => ({ date: new Date(Date.now() - minutes * 60_000).toUTCString() });

test('a refused token is the clock’s doing while that is off by more than five minutes', async () => {
  const { link, ...deps } = await linked({});
  deps.wise.routes[ROUTES.token] = () => ({ ...json({ error: 'invalid_grant' }, 401), headers: minutesAgo(6) });
  const { links } = await checkConnection(deps, link);
  expect(links[2]).toMatchObject({ id: 'client-credentials', state: 'failed', error: { code: 'CLOCK_WRONG', details: { reason: 'WISE_UNAUTHORIZED', wiseCode: 'invalid_grant' } } });
  expect(Math.abs(links[2]!.error!.details.clockOffsetSeconds! + 360)).toBeLessThan(30);
  deps.wise.routes[ROUTES.token] = () => ({ ...json({ error: 'invalid_grant' }, 401), headers: minutesAgo(4) });
  const { links: inTime } = await checkConnection(deps, link);
  expect(inTime[2]!.error).toMatchObject({ code: 'WISE_UNAUTHORIZED' });
  expect(inTime[2]!.error!.details).not.toHaveProperty('clockOffsetSeconds');
});

test('a wrong clock is told even while every link holds', async () => {
  const { link, ...deps } = await linked({});
  const token = deps.wise.routes[ROUTES.token]!;
  deps.wise.routes[ROUTES.token] = async (received, res) => {
    const reply = await token(received, res);
    return { ...reply, headers: { ...reply?.headers, ...minutesAgo(-12) } };
  };
  const key = deps.wise.routes[ROUTES.wiseKey]!;
  deps.wise.routes[ROUTES.wiseKey] = async (received, res) => {
    const reply = await key(received, res);
    return { ...reply, headers: { ...reply?.headers, ...minutesAgo(-12) } };
  };
  const { links } = await checkConnection(deps, link);
  expect(links.map(({ state }) => state)).toEqual(['ok', 'ok', 'ok', 'ok']);
  expect(links[1]!.says).toMatch(/\. This machine’s clock is 12 min behind the server’s$/);
});
