import { compactDecrypt, CompactEncrypt, importSPKI } from 'jose';
import { createPublicKey, randomBytes } from 'node:crypto';
import { Agent, request } from 'undici';
import { openBenchApp, type BenchApp } from './bench-app.ts';
import { timed, type Row } from './measure.ts';

const JOSE = 'application/jose+json';
const PIN = [7, 3, 9, 1];
const CODE = [1, 1, 1, 1, 1, 1];
const PAIRS = 21;

/** From the click on "Approve" to funded, with PIN and phone code given at once: shown anew, saved before it is sent, audited, on record; against the same seven calls by bare undici and jose. */
export async function approvalRow(): Promise<Row> {
  const bench = await openBenchApp();
  const { id: connectionId } = await bench.call('connections.create', { environment: 'built-in', name: 'Built-in sandbox' });
  await bench.call('approvals.fetch', { connectionId });
  await bench.call('sandbox.fill', { transfers: 6 * PAIRS });
  const { items } = await bench.call('approvals.fetch', { connectionId });
  const waiting = items.filter(({ key, profileId, amount }) => /^transfer:/.test(key) && profileId === 30_120_001 && amount?.currency !== 'USD').map(({ key }) => key);
  await bench.call('factors.setPin', { connectionId, profileId: 30_120_001, digits: [...PIN], replace: false });
  const bare = await bareApprover(bench);
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
    },
  };
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
async function bareApprover({ services }: BenchApp) {
  const { apiUrl, ca, ownUserToken, clientId, clientSecret } = services.sandbox.running()!;
  const dispatcher = new Agent({ connect: { ca } });
  const send = async (method: 'GET' | 'POST', path: string, headers: Record<string, string> = {}, body?: string) => {
    const answer = await request(apiUrl + path, { method, headers: { authorization: `Bearer ${ownUserToken.reveal()}`, 'accept-encoding': 'identity', ...headers }, body: body ?? null, dispatcher });
    return { status: answer.statusCode, headers: answer.headers, text: await answer.body.text() };
  };
  const wiseKey = await encryptionKey(send, `Basic ${Buffer.from(`${clientId}:${clientSecret.reveal()}`).toString('base64')}`);
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
