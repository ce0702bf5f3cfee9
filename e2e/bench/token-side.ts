import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { AuditLog } from '../../electron/audit/audit-log.ts';
import type { ConnectionTarget } from '../../electron/connections/target.ts';
import { Preferences } from '../../electron/storage/preferences.ts';
import { openProfile } from '../../electron/storage/profile.ts';
import { UserTokens } from '../../electron/tokens/user-tokens.ts';
import type { TokenEntry } from '../../electron/vault/body.ts';
import { Vault } from '../../electron/vault/vault.ts';
import { WiseClients } from '../../electron/wise/clients.ts';
import { RateLimitWaits } from '../../electron/wise/rate-limit.ts';
import { Secret } from '../../electron/wise/secret.ts';
import { makeCa, makeServerCertificate } from '../../electron/wise/testing/certificates.ts';
import { connectionEntry } from '../../electron/wise/testing/ports.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const HOUR_MS = 3_600_000;

/** So many live user tokens in a real vault with a real audit log, and a server for them in a process of its own. */
export async function startTokenSide(count: number) {
  const { folder, ca, url, close: closeServer } = await startTokenServer();
  const profile = await openProfile(join(folder, 'profile'));
  const log = new AuditLog({ path: profile.files.audit });
  const vault = new Vault({ profile, memory: new Preferences(profile.folder), kdf: { m: 8192, t: 1, p: 1 }, beforeSave: (body) => log.noteIn(body) });
  await vault.create('a passphrase of the bench');
  const connection = connectionEntry({ name: 'Bench', clientId: 'bench', clientSecret: 'a secret of the bench' });
  const tokens = Array.from({ length: count }, (_, i) => tokenOf(connection.id, i));
  await vault.update((body) => ({ ...body, connections: [connection], tokens }));
  log.vaultUnlocked(vault.read().audit);

  const clients = new WiseClients(new RateLimitWaits());
  const target: ConnectionTarget = { id: connection.id, name: 'Bench', environment: 'wise-sandbox', apiUrl: url, mtlsUrl: url, ca, clientId: 'bench', clientSecret: new Secret('a secret of the bench') };
  const userTokens = new UserTokens({ vault, audit: (entry) => log.append(entry) });
  return {
    url, ca, vault, profile, userTokens, tokenIds: tokens.map(({ id }) => id),
    link: () => clients.link(target),
    async close() {
      await clients.close();
      await userTokens.flush();
      await vault.lock();
      await log.close();
      await profile.close();
      await closeServer();
    },
  };
}

/** The server of `token-server.ts`. `ca`: PEM. */
export async function startTokenServer() {
  const folder = await mkdtemp(join(tmpdir(), 'bench-tokens-'));
  const ca = await makeCa();
  const server = await makeServerCertificate(ca);
  await Promise.all([writeFile(join(folder, 'server.pem'), server.cert), writeFile(join(folder, 'server.key'), server.key, { mode: 0o600 })]);
  const child = spawn(process.execPath, ['e2e/bench/token-server.ts', folder], { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  const close = async () => {
    child.kill();
    await rm(folder, { recursive: true });
  };
  return { folder, ca: ca.pem, url: `https://localhost:${/port (\d+)/.exec(String(said))![1]}`, close };
}

/** A live user token that was refreshed ten times. */
export function tokenOf(connectionId: string, i: number): TokenEntry {
  return {
    id: randomUUID(), connectionId, kind: 'user', label: `Customer number ${i}`, origin: 'consent', madeAt: at(0), profileId: 30_000_000 + i, userId: 5_000_000 + i,
    profiles: [{ id: 30_000_000 + i, type: 'business', name: `Customer number ${i} Ltd`, country: 'GB' }], access: { value: randomUUID(), issuedAt: at(0), endsAt: at(12 * HOUR_MS) },
    refresh: { value: randomUUID(), endsAt: at(20 * 365 * 24 * HOUR_MS) }, history: Array.from({ length: 10 }, () => ({ at: at(0), kind: 'refreshed', says: 'A new access token for 11 h 59 min.' })),
  };
}

/** ISO 8601. */
function at(msFromNow: number): string {
  return new Date(Date.now() + msFromNow).toISOString();
}
