import { CompactEncrypt, compactDecrypt, compactVerify, importSPKI, type CompactJWEHeaderParameters, type CompactVerifyResult } from 'jose';
import type { Reply, TestClient, TestKey } from './client.ts';

/** The encrypted half of the independent client, with jose. For tests only. */
export const JWE_PATH = '/v1/auth/jose/playground/jwe';
export const DIRECT_PATH = '/v1/auth/jose/playground/jwe-direct-encryption';
export const NESTED_PATH = '/v1/auth/jose/playground/jwsjwe';

/** The value of X-TW-JOSE-Method by path. */
const METHODS: Record<string, string> = { [JWE_PATH]: 'jwe', [DIRECT_PATH]: 'jwe', [NESTED_PATH]: 'jws+jwe' };

const JOSE = { accept: 'application/jose+json', 'accept-encoding': 'identity' };

/** Posts a token to one of the encrypted playgrounds. */
export async function post(client: TestClient, path: string, token: string | Buffer, headers: Record<string, string> = {}): Promise<Reply> {
  const own = { ...JOSE, 'content-type': 'application/jose+json', 'x-tw-jose-method': METHODS[path]!, ...(await client.bearer()) };
  return client.call('POST', path, { headers: { ...own, ...headers }, body: token });
}

/** Asks for an encrypted answer without sending a body. */
export async function get(client: TestClient, headers: Record<string, string> = {}): Promise<Reply> {
  return client.call('GET', JWE_PATH, { headers: { ...JOSE, 'x-tw-jose-method': 'jwe', ...(await client.bearer()), ...headers } });
}

/** Wise's public key, fetched now. */
export async function wisePublicKey(client: TestClient, algorithm = 'RSA-OAEP-256', version = ''): Promise<CryptoKey> {
  const isEncryption = algorithm === 'RSA-OAEP-256';
  const { json } = await client.wiseKey(`algorithm=${isEncryption ? 'RSA_OAEP_256' : algorithm}&scope=${isEncryption ? 'PAYLOAD_ENCRYPTION' : 'PAYLOAD_SIGNING'}${version && `&version=${version}`}`);
  return importSPKI(`-----BEGIN PUBLIC KEY-----\n${json.keyMaterial!.keyMaterial}\n-----END PUBLIC KEY-----`, algorithm);
}

export interface Encrypting {
  /** Members of the header; undefined takes one out. */
  header?: Record<string, unknown>;
  /** 32 bytes; left out, a fresh one. */
  contentKey?: Uint8Array;
}

/** Encrypts a text, or an object as JSON, to a public key as Wise asks for it. */
export function encrypt(to: CryptoKey, payload: unknown = { message: 'hello' }, { header = {}, contentKey }: Encrypting = {}): Promise<string> {
  const protectedHeader = JSON.parse(JSON.stringify({ enc: 'A256GCM', alg: 'RSA-OAEP-256', ...header })) as CompactJWEHeaderParameters;
  const encrypting = new CompactEncrypt(Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload))).setProtectedHeader(protectedHeader);
  return (contentKey ? encrypting.setContentEncryptionKey(contentKey) : encrypting).encrypt(to);
}

/** Header and text of an encrypted answer. */
export async function decrypt(answer: Reply, key: TestKey | Uint8Array): Promise<{ header: unknown; text: string }> {
  const { protectedHeader, plaintext } = await compactDecrypt(answer.text, key instanceof Uint8Array ? key : key.privateKey);
  return { header: protectedHeader, text: Buffer.from(plaintext).toString() };
}

/** Verifies a token with Wise's newest key of that algorithm. */
export async function verifyWise(client: TestClient, token: string, algorithm: string): Promise<CompactVerifyResult> {
  return compactVerify(token, await wisePublicKey(client, algorithm), { algorithms: [algorithm] });
}

/** The header of a token with other words in it: `header` replaces the whole, text for text. */
export function withHeader(token: string, header: string): string {
  return [Buffer.from(header).toString('base64url'), ...token.split('.').slice(1)].join('.');
}
