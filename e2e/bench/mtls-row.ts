import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Agent, request } from 'undici';
import type { ConnectionTarget } from '../../electron/connections/target.ts';
import type { WiseCall } from '../../electron/wise/client.ts';
import { WiseClients } from '../../electron/wise/clients.ts';
import { RateLimitWaits } from '../../electron/wise/rate-limit.ts';
import { Secret } from '../../electron/wise/secret.ts';
import { makeCa, makeClientCertificate, makeServerCertificate } from '../../electron/wise/testing/certificates.ts';
import { timed, type Row } from './measure.ts';

const CALLS = 200;
const PATH = '/v1/authenticated/playground';
const TOKEN = 'a token of the bench';
const ROOT = resolve(import.meta.dirname, '../..');

/** 200 calls one after the other through the client (limits, correlation id, TLS facts, clock, scrubbed answer), against bare undici with the same certificate, each over one connection that is kept open. */
export async function mtlsRow(): Promise<Row> {
  const side = await startSide();
  const dispatcher = new Agent({ allowH2: false, connect: { ca: side.ca, cert: side.cert, key: side.key } });
  const headers = { authorization: `Bearer ${TOKEN}`, accept: 'application/json', 'accept-encoding': 'identity' };
  return {
    name: `mTLS, ${CALLS} calls`, against: 'bare undici', goal: 1.15, pairs: 41,
    ours: side.ours,
    raw: () => times(async () => {
      const { statusCode, body } = await request(side.url + PATH, { headers, dispatcher });
      await body.text();
      if (statusCode !== 200) throw new Error(String(statusCode));
    }),
    async close() {
      await dispatcher.close();
      await side.close();
    },
  };
}

/** The same, against curl making them in one process over one connection; its start and handshake are in its time. */
export async function mtlsCurlRow(): Promise<Row> {
  const side = await startSide();
  const config = join(side.folder, 'curl.conf');
  const options = ['silent', 'fail', `cacert = "${join(side.folder, 'ca.pem')}"`, `cert = "${join(side.folder, 'client.pem')}"`, `key = "${join(side.folder, 'client.key')}"`];
  const urls = Array.from({ length: CALLS }, () => [`url = "${side.url}${PATH}"`, 'output = "/dev/null"']).flat();
  await writeFile(config, [...options, `header = "authorization: Bearer ${TOKEN}"`, ...urls].join('\n'));
  const curl = promisify(execFile);
  return { name: `mTLS, ${CALLS} calls`, against: 'curl, one process, one connection', goal: 1.15, pairs: 11, ours: side.ours, raw: () => timed(() => curl('curl', ['--config', config])), close: side.close };
}

async function startSide() {
  const folder = await mkdtemp(join(tmpdir(), 'bench-mtls-'));
  const ca = await makeCa();
  const [server, certificate] = [await makeServerCertificate(ca), await makeClientCertificate(ca, 'bench')];
  const files = { 'ca.pem': ca.pem, 'server.pem': server.cert, 'server.key': server.key, 'client.pem': certificate.cert, 'client.key': certificate.key };
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text, { mode: 0o600 })));
  const child = spawn(process.execPath, ['e2e/bench/mtls-server.ts', folder], { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  const url = `https://localhost:${/port (\d+)/.exec(String(said))![1]}`;
  const clients = new WiseClients(new RateLimitWaits());
  const target: ConnectionTarget = { id: 'bench', name: 'Bench', environment: 'wise-sandbox', apiUrl: url, mtlsUrl: url, ca: ca.pem, certificate, clientId: 'bench', clientSecret: new Secret('') };
  const call: WiseCall = { method: 'GET', path: PATH, authorization: { scheme: 'Bearer', token: new Secret(TOKEN) }, headers: { Accept: 'application/json' } };
  return {
    url, folder, ca: ca.pem, cert: certificate.cert, key: certificate.key,
    ours: () => times(async () => {
      const { status, exchange } = await clients.link(target).client.send(call);
      if (status !== 200 || exchange.tls?.clientCertificate !== 'sent') throw new Error(`${status} ${exchange.tls?.clientCertificate}`);
    }),
    async close() {
      await clients.close();
      child.kill();
      await rm(folder, { recursive: true });
    },
  };
}

function times(one: () => Promise<unknown>): Promise<number> {
  return timed(async () => {
    for (let calls = 0; calls < CALLS; calls += 1) await one();
  });
}
