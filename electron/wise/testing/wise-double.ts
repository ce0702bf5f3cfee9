import { constants, createPublicKey, generateKeyPairSync, randomUUID, sign, verify, type KeyObject } from 'node:crypto';
import type { SigningAlgorithmId } from '../../../shared/model/algorithms.ts';
import { startTlsServer, type Handler, type Received, type Reply, type TestServer, type TestServerOptions } from './tls-server.ts';

/** A small Wise for tests, written on node:crypto alone so that it shares no fault with the client. Any route can be replaced or made to fail for a while. */
export type WiseDouble = TestServer & {
  clientId: string;
  clientSecret: string;
  /** Every token given out so far. */
  tokens: string[];
  routes: Record<string, Handler>;
  /** Answers the next calls of a route with these, one each, before it goes on as usual. */
  next(route: string, ...handlers: Handler[]): void;
  /** Wise's ES512 key pair; replaced to play a rotation. */
  wiseKey: { version: number; privateKey: KeyObject };
  newWiseKey(version: number): void;
};

export const ROUTES = {
  token: 'POST /oauth/token',
  upload: 'POST /v1/auth/jose/request/public-keys',
  wiseKey: 'GET /v1/auth/jose/response/public-keys',
  jws: 'POST /v1/auth/jose/playground/jws',
} as const;

const DIGESTS = { ES256: 'sha256', ES384: 'sha384', ES512: 'sha512', PS256: 'sha256', PS384: 'sha384', PS512: 'sha512' } as const;

/** A compact JWS made with node:crypto alone. */
export function signWithNode(alg: SigningAlgorithmId, key: KeyObject, header: object, payload: string): string {
  const input = `${encode(JSON.stringify(header))}.${encode(payload)}`;
  return `${input}.${sign(DIGESTS[alg], Buffer.from(input), nodeKey(alg, key)).toString('base64url')}`;
}

/** Verifies a compact JWS with node:crypto alone. */
export function verifyWithNode(alg: SigningAlgorithmId, key: KeyObject, jws: string): boolean {
  const end = jws.lastIndexOf('.');
  return verify(DIGESTS[alg], Buffer.from(jws.slice(0, end)), nodeKey(alg, key), Buffer.from(jws.slice(end + 1), 'base64url'));
}

function nodeKey(alg: SigningAlgorithmId, key: KeyObject) {
  return alg.startsWith('ES')
    ? ({ key, dsaEncoding: 'ieee-p1363' } as const)
    : { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
}

export async function startWiseDouble(options: TestServerOptions = {}): Promise<WiseDouble> {
  const queued = new Map<string, Handler[]>();
  const handler: Handler = (received, res) => {
    const route = `${received.method} ${received.path.split('?')[0]}`;
    const chosen = queued.get(route)?.shift() ?? wise.routes[route];
    return chosen ? chosen(received, res) : { status: 404 };
  };
  const server = await startTlsServer(handler, options);
  const wise: WiseDouble = Object.assign(server, {
    clientId: 'client-of-the-test', clientSecret: 'client-secret-of-the-test-5d0c', tokens: [], routes: {}, wiseKey: newKey(1),
    next: (route: string, ...handlers: Handler[]) => void queued.set(route, [...(queued.get(route) ?? []), ...handlers]),
    newWiseKey: (version: number) => {
      wise.wiseKey = newKey(version);
    },
  } satisfies Omit<WiseDouble, keyof TestServer>);
  wise.routes = routesOf(wise);
  return wise;
}

function routesOf(wise: WiseDouble): Record<string, Handler> {
  const uploaded = new Map<string, KeyObject>();
  return {
    [ROUTES.token]: (received) => giveToken(wise, received),
    [ROUTES.upload]: withToken(wise, ({ body }) => {
      const key = JSON.parse(body) as { keyId: string; publicKeyMaterial: { keyMaterial: string } };
      uploaded.set(key.keyId, createPublicKey({ key: Buffer.from(key.publicKeyMaterial.keyMaterial, 'base64'), format: 'der', type: 'spki' }));
      return json({ ...key, clientId: null, deactivationTimestamp: null }, 201);
    }),
    [ROUTES.wiseKey]: withToken(wise, () => json(wiseKeyBody(wise))),
    [ROUTES.jws]: withToken(wise, ({ body, path }) => playground(wise, uploaded, body, path)),
  };
}

/** The answer of Wise's key endpoint for the key it has now. */
export function wiseKeyBody({ wiseKey }: Pick<WiseDouble, 'wiseKey'>): { version: number; keyMaterial: { algorithm: string; keyMaterial: string }; scope: string } {
  const spki = createPublicKey(wiseKey.privateKey).export({ format: 'der', type: 'spki' }).toString('base64');
  return { version: wiseKey.version, keyMaterial: { algorithm: 'ES512', keyMaterial: spki }, scope: 'PAYLOAD_SIGNING' };
}

function giveToken(wise: WiseDouble, { headers, body }: Received): Reply {
  const expected = `Basic ${Buffer.from(`${wise.clientId}:${wise.clientSecret}`).toString('base64')}`;
  if (headers.authorization !== expected) return json({ error: 'invalid_grant', error_description: 'Invalid user credentials.' }, 401);
  if (body !== 'grant_type=client_credentials') return json({ error: 'invalid_request', error_description: 'Missing grant type' }, 400);
  const token = `token-${randomUUID()}`;
  wise.tokens.push(token);
  return json({ access_token: token, token_type: 'bearer', expires_in: 43_199, expires_at: '2099-01-01T00:00:00.000Z', scope: 'transfers' });
}

function withToken(wise: WiseDouble, handler: (received: Received) => Reply): Handler {
  return (received) => {
    const token = /^Bearer (.+)$/.exec(received.headers.authorization ?? '')?.[1];
    return token !== undefined && wise.tokens.includes(token) ? handler(received) : { status: 401, body: '' };
  };
}

function playground(wise: WiseDouble, uploaded: Map<string, KeyObject>, jws: string, path: string): Reply {
  const [header, payload] = jws.split('.').slice(0, 2).map((part) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))) as [{ alg: SigningAlgorithmId; kid: string; url: string }, { message: string }];
  const key = uploaded.get(header.kid);
  if (!key || header.url !== path || !verifyWithNode(header.alg, key, jws)) return json({ error: 'jws_error', error_description: 'Bad signature' }, 400);
  const answer = JSON.stringify({ message: `jose-playground-response-${payload.message}`, method: 'POST' });
  return jose(signWithNode('ES512', wise.wiseKey.privateKey, { version: wise.wiseKey.version, alg: 'ES512' }, answer));
}

export function json(body: unknown, status = 200): Reply {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

export function jose(body: string): Reply {
  return { headers: { 'content-type': 'application/jose+json' }, body };
}

function newKey(version: number): WiseDouble['wiseKey'] {
  return { version, privateKey: generateKeyPairSync('ec', { namedCurve: 'P-521' }).privateKey };
}

function encode(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64url');
}
