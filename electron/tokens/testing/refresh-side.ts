import { randomUUID } from 'node:crypto';
import type { VaultStore } from '../../ports.ts';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import type { TokenEntry } from '../../vault/body.ts';
import { WiseClients, type WiseLink } from '../../wise/clients.ts';
import type { WiseAnswer } from '../../wise/exchange.ts';
import { readGrantedToken, requestToken } from '../../wise/oauth.ts';
import { requestProfiles } from '../../wise/profiles.ts';
import { RateLimitWaits } from '../../wise/rate-limit.ts';
import { Secret } from '../../wise/secret.ts';
import { connectionEntry, memoryAudit, memoryVault } from '../../wise/testing/ports.ts';
import { ClientCredentialsTokens } from '../client-credentials.ts';
import { findToken, grantedParts } from '../entry.ts';
import { UserTokens } from '../user-tokens.ts';

export const HOUR = 3_600_000;

/** The built-in sandbox over TLS, its clock and what it saw. */
export type Server = { sandbox: Sandbox; clock: { now: number }; grants(): string[]; calls(path: string): number; newPart(): void; close(): Promise<void> };

export async function startServer(): Promise<Server> {
  const clock = { now: Date.now() };
  const sandbox = await startSandbox({ now: () => clock.now });
  let since = 0;
  const seen = () => sandbox.log().filter(({ seq }) => seq > since);
  return {
    sandbox, clock,
    /** The `grant_type` of every call of the token endpoint. */
    grants: () => seen().flatMap(({ path, decoded }) => (path === '/oauth/token' && typeof decoded === 'object' && decoded !== null && 'grant_type' in decoded ? [String(decoded.grant_type)] : [])),
    calls: (path) => seen().filter((entry) => entry.path === path).length,
    newPart: () => void (since = sandbox.log().at(-1)?.seq ?? 0),
    close: () => sandbox.close(),
  };
}

/** A connection to it, over a vault in memory unless another is given, on a clock of its own that starts with the server's. */
export function refreshSide(server: Server, given?: VaultStore) {
  const { info, caPem } = server.sandbox;
  const connection = connectionEntry({ name: 'Sandbox' });
  const [memory, audit, clients] = [memoryVault({ connections: [connection] }), memoryAudit(), new WiseClients(new RateLimitWaits())];
  const vault: VaultStore = given ?? memory;
  const clock = { now: server.clock.now };
  const now = () => clock.now;
  const target = { id: connection.id, name: 'Sandbox', environment: 'wise-sandbox' as const, apiUrl: info.apiUrl, mtlsUrl: info.mtlsUrl, ca: caPem, clientId: info.clientId, clientSecret: new Secret(info.clientSecret) };
  const link = clients.link(target);
  const userTokens = new UserTokens({ vault, audit, now });
  const profiles = (tokenId: string, over: WiseLink = link) => userTokens.authorized(over, tokenId, (token) => requestProfiles(over.client, token));
  return {
    vault, memory, audit, clients, clock, link, userTokens, profiles,
    entry: (tokenId: string): TokenEntry => findToken(vault.read(), tokenId),
    change: (tokenId: string, change: Partial<TokenEntry>) => vault.update((body) => ({ ...body, tokens: body.tokens.map((one) => (one.id === tokenId ? { ...one, ...change } : one)) })),
    /** A user token in the vault, granted by the sandbox to a user of its own. */
    async granted(): Promise<string> {
      const entry = await grant(link, now());
      await vault.update((body) => ({ ...body, tokens: [...body.tokens, entry] }));
      server.newPart();
      return entry.id;
    },
    async clearFaults(): Promise<void> {
      await clients.link(target).client.send({ method: 'DELETE', path: '/__sandbox/faults', authorization: { scheme: 'Bearer', token: new Secret('none') } });
    },
    close: () => clients.close(),
  };
}
export type RefreshSide = ReturnType<typeof refreshSide>;

async function grant(link: WiseLink, now: number): Promise<TokenEntry> {
  const [email, registrationCode] = [`u${randomUUID()}@example.com`, randomUUID() + randomUUID()];
  const { answer } = await new ClientCredentialsTokens({ audit: async () => undefined }).authorized(link, (token) => signUp(link, token, { email, registrationCode }));
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.body.reveal()}`);
  const granted = readGrantedToken(await requestToken(link, { grant_type: 'registration_code', email, registration_code: new Secret(registrationCode) }));
  return { id: randomUUID(), connectionId: link.target.id, kind: 'user', label: 'Acme', origin: 'registration', madeAt: new Date(now).toISOString(), profiles: [], history: [], ...grantedParts(granted, now) };
}

function signUp({ client }: WiseLink, token: Secret<string>, body: { email: string; registrationCode: string }): Promise<WiseAnswer> {
  const headers = { 'Content-Type': 'application/json', Accept: 'application/json' };
  return client.send({ method: 'POST', path: '/v1/user/signup/registration_code', authorization: { scheme: 'Bearer', token }, headers, body: JSON.stringify(body), secrets: [new Secret(body.registrationCode)] });
}
