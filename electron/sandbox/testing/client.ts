import { randomUUID } from 'node:crypto';
import { CompactSign, exportSPKI, generateKeyPair, type CompactJWSHeaderParameters } from 'jose';
import { Agent, request } from 'undici';
import { checkExchange } from './conformance.ts';
import type { Sandbox } from '../sandbox.ts';
import type { ClientIdentity } from './client-identity.ts';

/** An independent client, for tests only: undici over real TLS, jose for the signatures. Every exchange is held against Wise's published description. */
export interface Reply {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly text: string;
  /** The body as JSON, where it is some. */
  readonly json: AnswerJson;
}

/** The members of answers that tests read. */
export interface AnswerJson {
  readonly [name: string]: unknown;
  readonly access_token?: string;
  readonly version?: number;
  readonly keyMaterial?: { readonly algorithm: string; readonly keyMaterial: string };
  readonly errors?: readonly { readonly code: string; readonly message: string; readonly path: string }[];
}

export interface Ask {
  headers?: Record<string, string>;
  body?: string | Buffer;
}

export const JWS_PATH = '/v1/auth/jose/playground/jws';
export const UPLOAD_PATH = '/v1/auth/jose/request/public-keys';
export const WISE_KEY_PATH = '/v1/auth/jose/response/public-keys';

export class TestClient {
  readonly sandbox: Sandbox;
  readonly #origin: string;
  readonly #agent: Agent;
  #token = '';

  /** With an identity it calls the mTLS host. */
  constructor(sandbox: Sandbox, identity?: ClientIdentity) {
    this.sandbox = sandbox;
    this.#origin = identity ? sandbox.info.mtlsUrl : sandbox.info.apiUrl;
    this.#agent = new Agent({ connect: { ca: sandbox.caPem, ...identity } });
  }

  async call(method: string, path: string, { headers = {}, body }: Ask = {}): Promise<Reply> {
    const answer = await request(this.#origin + path, { method, headers, body: body ?? null, dispatcher: this.#agent });
    const reply = { status: answer.statusCode, headers: answer.headers as Record<string, string>, text: await answer.body.text() };
    await checkExchange({ method, path, headers, body: body?.toString() }, reply);
    return { ...reply, json: parse(reply.text) };
  }

  get basic(): string {
    const { clientId, clientSecret } = this.sandbox.info;
    return `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
  }

  askToken(body = 'grant_type=client_credentials', headers: Record<string, string> = {}): Promise<Reply> {
    return this.call('POST', '/oauth/token', { headers: { authorization: this.basic, 'content-type': 'application/x-www-form-urlencoded', ...headers }, body });
  }

  /** An Authorization header with a token fetched once. */
  async bearer(): Promise<{ authorization: string }> {
    this.#token ||= (await this.askToken()).json.access_token!;
    return { authorization: `Bearer ${this.#token}` };
  }

  async upload(body: unknown, headers: Record<string, string> = {}): Promise<Reply> {
    return this.call('POST', UPLOAD_PATH, { headers: { ...(await this.bearer()), 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
  }

  async wiseKey(query: string): Promise<Reply> {
    return this.call('GET', `${WISE_KEY_PATH}?${query}`, { headers: await this.bearer() });
  }

  async playground(token: string | Buffer, headers: Record<string, string> = {}): Promise<Reply> {
    const jose = { 'content-type': 'application/jose+json', accept: 'application/jose+json', 'accept-encoding': 'identity', 'x-tw-jose-method': 'jws' };
    return this.call('POST', JWS_PATH, { headers: { ...jose, ...(await this.bearer()), ...headers }, body: token });
  }

  /** Ends its connections and leaves the sandbox up. */
  async hangUp(): Promise<void> {
    await this.#agent.close();
  }

  async close(): Promise<void> {
    await this.#agent.close();
    await this.sandbox.close();
  }
}

function parse(text: string): AnswerJson {
  try {
    return JSON.parse(text) as AnswerJson;
  } catch {
    return {};
  }
}

export interface TestKey {
  readonly keyId: string;
  readonly algorithm: string;
  readonly privateKey: CryptoKey;
  readonly upload: Readonly<Record<string, unknown>>;
}

/** A new key pair and the body that uploads it; valid from 2020 to 2099. */
export async function makeKey(algorithm: string, changes: Record<string, unknown> = {}): Promise<TestKey> {
  const pair = await generateKeyPair(algorithm, { extractable: true });
  const keyMaterial = (await exportSPKI(pair.publicKey)).replaceAll(/-----.*?-----|\s/g, '');
  const isEncryption = algorithm === 'RSA-OAEP-256';
  const upload = {
    keyId: randomUUID(),
    scope: isEncryption ? 'PAYLOAD_ENCRYPTION' : 'PAYLOAD_SIGNING',
    validFrom: '2020-01-01 00:00:00',
    validTill: '2099-12-31 23:59:59',
    publicKeyMaterial: { algorithm: isEncryption ? 'RSA_OAEP_256' : algorithm, keyMaterial },
    ...changes,
  };
  return { keyId: upload.keyId, algorithm, privateKey: pair.privateKey, upload };
}

/** Signs a playground message as Wise asks for it; `changes` replace members of the header, undefined takes one out. */
export function sign(key: TestKey, payload: unknown = { message: 'hello' }, changes: Record<string, unknown> = {}): Promise<string> {
  const header = { alg: key.algorithm, typ: 'JWT', kid: key.keyId, url: JWS_PATH, ...changes };
  const bytes = Buffer.isBuffer(payload) ? payload : Buffer.from(JSON.stringify(payload));
  return new CompactSign(bytes).setProtectedHeader(JSON.parse(JSON.stringify(header)) as CompactJWSHeaderParameters).sign(key.privateKey);
}
