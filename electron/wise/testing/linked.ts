import { ClientCredentialsTokens } from '../../tokens/client-credentials.ts';
import type { Limits } from '../client.ts';
import { WiseClients, type WiseLink } from '../clients.ts';
import { RateLimitWaits } from '../rate-limit.ts';
import { Secret } from '../secret.ts';
import { makeClientCertificate } from './certificates.ts';
import { connectionEntry, memoryAudit, memoryVault } from './ports.ts';
import type { TestServerOptions } from './tls-server.ts';
import { startWiseDouble, type WiseDouble } from './wise-double.ts';

/** A Wise double and everything on our side that is linked to it. `now` can be moved. */
export type Linked = {
  wise: WiseDouble;
  vault: ReturnType<typeof memoryVault>;
  audit: ReturnType<typeof memoryAudit>;
  waits: RateLimitWaits;
  clients: WiseClients;
  tokens: ClientCredentialsTokens;
  link: WiseLink;
  clock: { now: number };
  now: () => number;
  close(): Promise<void>;
};

/** `server`: as its TLS is set up. `certificate`: the name of the client certificate that the connection uses. */
export async function startLinked(limits: Partial<Limits> = {}, { server, certificate }: { server?: TestServerOptions; certificate?: string } = {}): Promise<Linked> {
  const wise = await startWiseDouble(server);
  const entry = connectionEntry({ clientId: wise.clientId, clientSecret: wise.clientSecret });
  const clock = { now: Date.now() };
  const now = () => clock.now;
  const vault = memoryVault({ connections: [entry], selectedConnectionId: entry.id });
  const audit = memoryAudit();
  const waits = new RateLimitWaits();
  const clients = new WiseClients(waits, limits);
  const link = clients.link({
    id: entry.id, name: entry.name, environment: entry.environment, apiUrl: wise.url, mtlsUrl: wise.url, ca: wise.ca.pem, clientId: wise.clientId, clientSecret: new Secret(wise.clientSecret),
    ...(certificate === undefined ? {} : { certificate: await makeClientCertificate(wise.ca, certificate) }),
  });
  const close = async () => {
    await clients.close();
    await wise.close();
  };
  return { wise, vault, audit, waits, clients, tokens: new ClientCredentialsTokens({ audit, now }), link, clock, now, close };
}
