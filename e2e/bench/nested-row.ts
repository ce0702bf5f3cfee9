import { compactDecrypt, CompactEncrypt, CompactSign, compactVerify, importJWK, importSPKI, type CryptoKey } from 'jose';
import { createPublicKey } from 'node:crypto';
import { Agent, request } from 'undici';
import { openBenchApp, type BenchApp } from './bench-app.ts';
import { timed, type Row } from './measure.ts';

const PATH = '/v1/auth/jose/playground/jwsjwe';
const JOSE = 'application/jose+json';
const MESSAGE = 'a message of the bench';

/** A signed and encrypted playground call, told step by step, audited, its answer decrypted and verified; against the same made with bare undici and jose. */
export async function nestedCallRow(): Promise<Row> {
  const bench = await openBenchApp();
  const { id: connectionId } = await bench.call('connections.create', { environment: 'built-in', name: 'Built-in sandbox' });
  const signing = await bench.call('keys.create', { algorithm: 'ES512', label: '' });
  const encryption = await bench.call('keys.create', { algorithm: 'RSA-OAEP-256', label: '' });
  for (const { id: keyId } of [signing, encryption]) await bench.call('keys.upload', { keyId, connectionId });
  const bare = await bareCaller(bench, signing.id, encryption.id);
  return {
    name: 'Nested playground call, 5 times', against: 'bare undici and jose', goal: 1.2, pairs: 11,
    ours: () => fiveTimes(async () => {
      const run = await bench.call('playground.run', { connectionId, method: 'jws+jwe', message: MESSAGE });
      if (!run.ok) throw new Error(run.says);
    }),
    raw: () => fiveTimes(bare.call),
    async close() {
      await bare.close();
      await bench.close();
    },
  };
}

function fiveTimes(one: () => Promise<unknown>): Promise<number> {
  return timed(async () => {
    for (let i = 0; i < 5; i++) await one();
  });
}

/** The same calls by hand: one token and Wise's keys fetched beforehand, the connection kept open. */
async function bareCaller({ services }: BenchApp, signingKeyId: string, encryptionKeyId: string) {
  const { apiUrl, ca, clientId, clientSecret } = services.sandbox.running()!;
  const dispatcher = new Agent({ connect: { ca } });
  const entry = (id: string) => services.vault.read().keys.find((key) => key.id === id)!;
  const own = async (id: string) => (await importJWK(entry(id).privateJwk, entry(id).algorithm)) as CryptoKey;
  const [signingKey, decryptionKey] = [await own(signingKeyId), await own(encryptionKeyId)];

  const basic = `Basic ${Buffer.from(`${clientId}:${clientSecret.reveal()}`).toString('base64')}`;
  const form = { authorization: basic, 'content-type': 'application/x-www-form-urlencoded' };
  const granted = await request(`${apiUrl}/oauth/token`, { method: 'POST', headers: form, body: 'grant_type=client_credentials', dispatcher });
  const { access_token: token } = (await granted.body.json()) as { access_token: string };
  const authorization = `Bearer ${token}`;
  const wiseKey = async (algorithm: string, scope: string, alg: string) => {
    const answer = await request(`${apiUrl}/v1/auth/jose/response/public-keys?algorithm=${algorithm}&scope=${scope}`, { headers: { authorization }, dispatcher });
    const { keyMaterial } = (await answer.body.json()) as { keyMaterial: { keyMaterial: string } };
    const spki = createPublicKey({ key: Buffer.from(keyMaterial.keyMaterial, 'base64'), format: 'der', type: 'spki' });
    return importSPKI(spki.export({ format: 'pem', type: 'spki' }).toString(), alg);
  };
  const verifyWith = await wiseKey('ES512', 'PAYLOAD_SIGNING', 'ES512');
  const encryptTo = await wiseKey('RSA_OAEP_256', 'PAYLOAD_ENCRYPTION', 'RSA-OAEP-256');
  const headers = { authorization, 'content-type': JOSE, accept: JOSE, 'accept-encoding': 'identity', 'x-tw-jose-method': 'jws+jwe' };
  return {
    async call() {
      const jws = await new CompactSign(Buffer.from(JSON.stringify({ message: MESSAGE }))).setProtectedHeader({ alg: 'ES512', typ: 'JWT', kid: signingKeyId, url: PATH }).sign(signingKey);
      const body = await new CompactEncrypt(Buffer.from(jws)).setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A256GCM', kid: encryptionKeyId }).encrypt(encryptTo);
      const answer = await request(apiUrl + PATH, { method: 'POST', headers, body, dispatcher });
      const text = await answer.body.text();
      if (answer.statusCode !== 200) throw new Error(`${answer.statusCode} ${text}`);
      const { plaintext } = await compactDecrypt(text, decryptionKey);
      await compactVerify(plaintext, verifyWith);
    },
    close: () => dispatcher.close(),
  };
}
