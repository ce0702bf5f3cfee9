import { compactDecrypt, CompactEncrypt, importSPKI } from 'jose';
import { createPublicKey, randomBytes, randomUUID } from 'node:crypto';
import { Agent, request } from 'undici';
import { startSandbox, type Sandbox } from '../../electron/sandbox/sandbox.ts';
import type { TokenEntry } from '../../electron/vault/body.ts';
import { openBenchApp, type BenchApp } from './bench-app.ts';
import { timed, type Row } from './measure.ts';

const JOSE = 'application/jose+json';
const PIN = [7, 3, 9, 1];
const CODE = [1, 1, 1, 1, 1, 1];
const PAIRS = 21;

/** From the click on "Approve" to funded, with PIN and phone code given at once: shown anew, saved before it is sent, audited, on record; against the same seven calls by bare undici and jose. */
export async function approvalRow(): Promise<Row> {
  const [bench, sandbox] = await Promise.all([openBenchApp(), startSandbox()]);
  sandbox.fill(6 * PAIRS);
  const connectionId = await connect(bench, sandbox);
  const { items } = await bench.call('approvals.fetch', { connectionId });
  const waiting = items.filter(({ key, profileId, amount }) => key.startsWith('transfer:') && profileId === sandbox.info.profileId && amount?.currency !== 'USD').map(({ key }) => key);
  await bench.call('factors.setPin', { connectionId, profileId: sandbox.info.profileId, digits: [...PIN], replace: false });
  const bare = await bareApprover(sandbox);
  const next = (): string => {
    const key = waiting.pop();
    if (key === undefined) throw new Error('Nothing waits any more.');
    return key;
  };
  return {
    name: 'Click to funded', against: 'the same seven calls by bare undici and jose', goal: 1.3, pairs: PAIRS,
    ours: () => timed(() => approve(bench, connectionId, next())),
    raw: () => timed(() => bare.approve(next())),
    async close() {
      await bare.close();
      await bench.close();
      await sandbox.close();
    },
  };
}

/** A connection to a sandbox that stands alone, as Wise does: the built-in one keeps its state in the same vault, and its saves would hold ours up. */
async function connect({ call, services }: BenchApp, { info, caPem }: Sandbox): Promise<string> {
  const { apiUrl, mtlsUrl, authorizeUrl: consentUrl, clientId, clientSecret, profileId, userId, userToken } = info;
  const { id: connectionId } = await call('connections.create', { environment: 'custom', name: 'Sandbox', clientId, clientSecret, hosts: { apiUrl, mtlsUrl, consentUrl } });
  await call('wiseCa.import', { connectionId, from: { kind: 'text', text: caPem } });
  const id = randomUUID();
  const at = new Date().toISOString();
  const token: TokenEntry = { id, connectionId, kind: 'user', label: '', origin: 'pasted', madeAt: at, access: { value: userToken, issuedAt: at, endsAt: new Date(Date.now() + 3_600_000).toISOString() }, userId, profileId, profiles: [], history: [] };
  await services.vault.update((body) => ({ ...body, tokens: [token], connections: body.connections.map((one) => ({ ...one, userTokenId: id, profileId })) }));
  return connectionId;
}

async function approve({ call }: BenchApp, connectionId: string, key: string): Promise<void> {
  const { approval } = await call('approvals.begin', { connectionId, key });
  const approvalId = approval!.id;
  await call('approvals.prove', { approvalId, proof: { way: 'PIN', digits: [...PIN] } });
  await call('approvals.trigger', { approvalId, way: 'SMS' });
  await call('approvals.prove', { approvalId, proof: { way: 'SMS', digits: [...CODE] } });
  const { record } = await call('approvals.send', { approvalId });
  if (record?.outcome !== 'done') throw new Error(record?.says ?? 'Not sent.');
}

/** By hand: Wise's key fetched beforehand, the connection kept open. */
async function bareApprover({ info, caPem }: Sandbox) {
  const { apiUrl, userToken, clientId, clientSecret } = info;
  const dispatcher = new Agent({ connect: { ca: caPem } });
  const send = async (method: 'GET' | 'POST', path: string, headers: Record<string, string> = {}, body?: string) => {
    const answer = await request(apiUrl + path, { method, headers: { authorization: `Bearer ${userToken}`, 'accept-encoding': 'identity', ...headers }, body: body ?? null, dispatcher });
    return { status: answer.statusCode, headers: answer.headers, text: await answer.body.text() };
  };
  const wiseKey = await encryptionKey(send, `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`);
  const json = { 'content-type': 'application/json' };
  return {
    async approve(key: string) {
      const id = key.slice('transfer:'.length);
      await send('GET', `/v1/transfers/${id}`);
      const path = `/v3/profiles/30120001/transfers/${id}/payments`;
      const asked = await send('POST', path, json, '{"type":"BALANCE"}');
      const token = { 'one-time-token': String(asked.headers['x-2fa-approval']) };
      await send('GET', '/v1/one-time-token/status', token);
      const contentKey = randomBytes(32);
      const jwe = await new CompactEncrypt(Buffer.from(JSON.stringify({ pin: PIN.join('') }))).setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A256GCM' }).setContentEncryptionKey(contentKey).encrypt(wiseKey);
      const verified = await send('POST', '/v2/profiles/30120001/pin/verify', { ...token, 'content-type': JOSE, accept: JOSE, 'x-tw-jose-method': 'jwe', 'content-encoding': 'identity' }, jwe);
      await compactDecrypt(verified.text, contentKey);
      await send('POST', '/v1/one-time-token/sms/trigger', token);
      await send('POST', '/v1/one-time-token/sms/verify', { ...token, ...json }, JSON.stringify({ otpCode: CODE.join('') }));
      const paid = await send('POST', path, { ...json, 'x-2fa-approval': token['one-time-token'] }, '{"type":"BALANCE"}');
      if (!paid.text.includes('COMPLETED')) throw new Error(`${paid.status} ${paid.text}`);
    },
    close: () => dispatcher.close(),
  };
}

type Send = (method: 'GET' | 'POST', path: string, headers?: Record<string, string>, body?: string) => Promise<{ text: string }>;

async function encryptionKey(send: Send, authorization: string) {
  const granted = await send('POST', '/oauth/token', { authorization, 'content-type': 'application/x-www-form-urlencoded' }, 'grant_type=client_credentials');
  const { access_token: token } = JSON.parse(granted.text) as { access_token: string };
  const answer = await send('GET', '/v1/auth/jose/response/public-keys?algorithm=RSA_OAEP_256&scope=PAYLOAD_ENCRYPTION', { authorization: `Bearer ${token}` });
  const { keyMaterial } = JSON.parse(answer.text) as { keyMaterial: { keyMaterial: string } };
  const spki = createPublicKey({ key: Buffer.from(keyMaterial.keyMaterial, 'base64'), format: 'der', type: 'spki' });
  return importSPKI(spki.export({ format: 'pem', type: 'spki' }).toString(), 'RSA-OAEP-256');
}
