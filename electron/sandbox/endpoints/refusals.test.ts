import { randomBytes } from 'node:crypto';
import { importSPKI } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSandbox } from '../sandbox.ts';
import { JWS_PATH, TestClient, makeKey, sign, type Reply, type TestKey } from '../testing/client.ts';
import { DIRECT_PATH, JWE_PATH, NESTED_PATH, encrypt, get, post, withHeader, wisePublicKey } from '../testing/encrypted.ts';

/** Every refusal of the JOSE endpoints names its reason: to the caller, and as the one failed check in the log. */
let client: TestClient;
let wise: CryptoKey;
let signing: TestKey;
let encryption: TestKey;
let future: TestKey;
let past: TestKey;
/** A public key that is not Wise's. */
let stranger: CryptoKey;
beforeAll(async () => {
  client = new TestClient(await startSandbox({ now: () => Date.UTC(2026, 0, 1) }));
  [signing, encryption, wise] = await Promise.all([makeKey('ES256'), makeKey('RSA-OAEP-256'), wisePublicKey(client)]);
  const also = (changes: Record<string, unknown>): TestKey => {
    const keyId = crypto.randomUUID();
    return { ...encryption, keyId, upload: { ...encryption.upload, keyId, ...changes } };
  };
  stranger = await importSPKI(pem(encryption), 'RSA-OAEP-256');
  future = also({ validFrom: '2026-01-01 00:00:01' });
  past = also({ validTill: '2026-01-01 00:00:00' });
  for (const { upload } of [signing, encryption, future, past]) expect((await client.upload(upload)).status).toBe(201);
});
afterAll(() => client.close());

const MAX = 256 * 1024;
const pem = ({ upload }: TestKey) => `-----BEGIN PUBLIC KEY-----\n${(upload['publicKeyMaterial'] as { keyMaterial: string }).keyMaterial}\n-----END PUBLIC KEY-----`;
const b64 = (value: string | Buffer) => Buffer.from(value).toString('base64url');

interface Case {
  readonly name: string;
  readonly body: () => string | Promise<string>;
  readonly check: string;
  readonly words: string;
}

const jwe = (header: Record<string, unknown>) => () => encrypt(wise, undefined, { header });
/** An honest token under another header, as text. */
const jweHeader = (header: string) => async () => withHeader(await encrypt(wise), header);
const jwePart = (index: number, part: string) => async () => (await encrypt(wise)).split('.').with(index, part).join('.');

/** What can be seen without decrypting: by every endpoint that takes a JWE. */
const JWE_CASES: Case[] = [
  { name: 'nothing', body: () => '', check: 'compact', words: 'The body must be a compact JWE: header.key.iv.ciphertext.tag, each in base64url, the header a JSON object.' },
  { name: 'a JWS', body: () => sign(signing), check: 'compact', words: 'must be a compact JWE' },
  { name: 'the JSON serialization', body: () => '{"protected":"e30","ciphertext":"x"}', check: 'compact', words: 'must be a compact JWE' },
  { name: 'six parts', body: async () => `${await encrypt(wise)}.x`, check: 'compact', words: 'must be a compact JWE' },
  { name: 'padded base64url', body: jwePart(4, `${b64(randomBytes(16))}==`), check: 'compact', words: 'must be a compact JWE' },
  { name: 'spare bits in base64url', body: jwePart(4, 'AAAAAAAAAAAAAAAAAAAAAB'), check: 'compact', words: 'must be a compact JWE' },
  { name: 'a header that is no object', body: jweHeader('["RSA-OAEP-256"]'), check: 'compact', words: 'the header a JSON object' },
  { name: 'a header that is not UTF-8', body: jwePart(0, b64(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]))), check: 'compact', words: 'the header a JSON object' },
  { name: 'a header behind a byte order mark', body: jweHeader('\uFEFF{"alg":"RSA-OAEP-256"}'), check: 'compact', words: 'the header a JSON object' },
  { name: 'one character too many', body: () => 'x'.repeat(MAX + 1), check: 'size', words: `The body must have at most ${MAX} characters; it has ${MAX + 1}.` },
  { name: 'a member twice', body: jweHeader('{"alg":"dir","enc":"A256GCM","\\u0061lg":"RSA-OAEP-256"}'), check: 'members', words: 'The header holds the member "alg" twice' },
  { name: 'crit', body: jweHeader('{"alg":"RSA-OAEP-256","enc":"A256GCM","crit":["exp"],"exp":1}'), check: 'crit', words: 'crit names extensions that are not understood here, ["exp"]' },
  { name: 'an empty crit', body: jweHeader('{"alg":"RSA-OAEP-256","enc":"A256GCM","crit":[]}'), check: 'crit', words: 'not understood here, []' },
  { name: 'zip', body: jweHeader('{"alg":"RSA-OAEP-256","enc":"A256GCM","zip":"DEF"}'), check: 'zip', words: 'zip is "DEF": compressed messages are not taken.' },
  { name: 'no alg', body: jweHeader('{"enc":"A256GCM"}'), check: 'alg', words: 'alg must be RSA-OAEP-256; it is missing.' },
  ...['none', 'dir', 'RSA1_5', 'RSA-OAEP', 'RSA-OAEP-512', 'RSA_OAEP_256', 'A256KW'].map((alg) => ({ name: `alg ${alg}`, body: jweHeader(`{"alg":"${alg}","enc":"A256GCM"}`), check: 'alg', words: `alg must be RSA-OAEP-256; it is "${alg}".` })),
  ...['A128GCM', 'A256CBC-HS512', 'A256gcm'].map((enc) => ({ name: `enc ${enc}`, body: jweHeader(`{"alg":"RSA-OAEP-256","enc":"${enc}"}`), check: 'enc', words: `enc must be A256GCM; it is "${enc}".` })),
  { name: 'no enc', body: jweHeader('{"alg":"RSA-OAEP-256"}'), check: 'enc', words: 'enc must be A256GCM; it is missing.' },
  { name: 'a long initialization vector', body: jwePart(2, b64(randomBytes(16))), check: 'iv', words: 'must have 12 bytes; it has 16.' },
  { name: 'a short tag', body: jwePart(4, b64(randomBytes(12))), check: 'tag', words: 'must have 16 bytes; it has 12.' },
  { name: 'no tag', body: jwePart(4, ''), check: 'tag', words: 'it has 0.' },
];

const UNKNOWN = '6b7f6f5e-0000-4000-8000-000000000000';
/** The key to answer to, which direct encryption does not need. */
const KID_CASES: Case[] = [
  { name: 'a kid that nobody uploaded', body: jwe({ kid: UNKNOWN }), check: 'kid', words: `kid "${UNKNOWN}" names no key that was uploaded.` },
  { name: 'a kid that is no text', body: jweHeader('{"alg":"RSA-OAEP-256","enc":"A256GCM","kid":7}'), check: 'kid', words: 'kid 7 names no key that was uploaded.' },
  { name: 'a kid of the other scope', body: () => jwe({ kid: signing.keyId })(), check: 'scope', words: 'was uploaded with scope PAYLOAD_SIGNING; an encrypted answer needs PAYLOAD_ENCRYPTION.' },
  { name: 'a key not yet valid', body: () => jwe({ kid: future.keyId })(), check: 'valid from', words: 'is not yet valid: it is valid from 2026-01-01 00:00:01 UTC.' },
  { name: 'an expired key', body: () => jwe({ kid: past.keyId })(), check: 'valid till', words: 'has expired: it was valid till 2026-01-01 00:00:00 UTC.' },
];

const NO_MESSAGE = 'The payload must be a JSON object with a string named message.';
const PAYLOAD_CASES: Case[] = [
  { name: 'a payload that is no JSON', body: () => encrypt(wise, 'hello'), check: 'payload', words: NO_MESSAGE },
  { name: 'an empty payload', body: () => encrypt(wise, ''), check: 'payload', words: NO_MESSAGE },
  { name: 'a message of 101 characters', body: () => encrypt(wise, { message: 'x'.repeat(101) }), check: 'message', words: 'message must have at most 100 characters; it has 101.' },
];

function expectRefusal(answer: Reply, error: string, { check, words }: Omit<Case, 'body'>): void {
  expect([answer.status, answer.json]).toEqual([400, { error, error_description: expect.stringContaining(words) }]);
  const failed = client.sandbox.log().at(-1)!.checks.filter(({ ok }) => !ok);
  expect(failed).toEqual([{ name: check, ok: false, words: answer.json['error_description'] }]);
}

describe.each([[JWE_PATH, [...JWE_CASES, ...KID_CASES, ...PAYLOAD_CASES]], [DIRECT_PATH, [...JWE_CASES, ...PAYLOAD_CASES]], [NESTED_PATH, [...JWE_CASES, ...KID_CASES]]])('%s refuses', (path, cases) => {
  test.each(cases)('$name', async ({ body, ...expected }) => {
    expectRefusal(await post(client, path, await body()), 'jwe_error', expected);
  });
});

const HEADERS: [name: string, value: string, words: string][] = [
  ['content-type', 'application/json', 'Content-Type must be application/jose+json; it is "application/json".'],
  ['accept', '*/*', 'Accept must be application/jose+json; it is "*/*".'],
  ['x-tw-jose-method', 'jws', 'X-TW-JOSE-Method must be'],
];
describe.each([JWE_PATH, DIRECT_PATH, NESTED_PATH])('%s needs its own', (path) => {
  test.each(HEADERS)('%s', async (check, value, words) => {
    expectRefusal(await post(client, path, await encrypt(wise), { [check]: value }), 'jwe_error', { name: check, check, words });
  });
});

test('GET needs its own headers too, but no content type', async () => {
  expectRefusal(await get(client, { accept: 'text/html' }), 'jwe_error', { name: '', check: 'accept', words: 'it is "text/html".' });
  expectRefusal(await get(client, { 'x-tw-jose-method': 'jws+jwe' }), 'jwe_error', { name: '', check: 'x-tw-jose-method', words: 'must be jwe; it is "jws+jwe".' });
});

/** A JWS under another header, as text. */
const jwsHeader = (header: string) => async () => withHeader(await sign(signing), header);
const jwsCases = (path: string, what: string): Case[] => [
  { name: 'no JWS', body: () => '{"message":"hello"}', check: 'compact', words: `${what} must be a compact JWS: header.payload.signature, each in base64url, the header a JSON object.` },
  { name: 'alg none, unsigned', body: () => `${b64('{"alg":"none","typ":"JWT"}')}.${b64('{"message":"x"}')}.`, check: 'alg', words: 'The message is not signed at all: alg must be one of' },
  { name: 'alg nOnE', body: jwsHeader('{"alg":"nOnE"}'), check: 'alg', words: 'The message is not signed at all: alg must be one of' },
  { name: 'a shared secret where a key pair belongs', body: jwsHeader('{"alg":"HS256"}'), check: 'alg', words: 'it is "HS256".' },
  { name: 'a member twice', body: jwsHeader('{"alg":"none","alg":"ES256"}'), check: 'members', words: 'The header holds the member "alg" twice' },
  { name: 'crit', body: jwsHeader('{"alg":"ES256","crit":["b64"],"b64":false}'), check: 'crit', words: 'not understood here, ["b64"]' },
  { name: 'zip', body: jwsHeader('{"alg":"ES256","zip":"DEF"}'), check: 'zip', words: 'compressed messages are not taken' },
  { name: 'url of another call', body: () => sign(signing, undefined, { url: '/v1/transfers' }), check: 'url', words: `url must be the path of the call, "${path}"; it is "/v1/transfers".` },
  { name: 'an encryption key', body: () => sign(signing, undefined, { url: path, kid: encryption.keyId }), check: 'scope', words: 'a signature needs PAYLOAD_SIGNING.' },
  { name: 'a signature by another key', body: async () => sign({ ...(await makeKey('ES256')), keyId: signing.keyId }, undefined, { url: path }), check: 'signature', words: 'Unable to verify the request signature: it does not verify with key' },
  { name: 'no signature', body: async () => (await sign(signing, undefined, { url: path })).replace(/[^.]+$/, ''), check: 'signature', words: 'Unable to verify the request signature' },
  { name: 'a payload without message', body: () => sign(signing, { text: 'x' }, { url: path }), check: 'payload', words: NO_MESSAGE },
];

describe('a signed message is refused for', () => {
  test.each(jwsCases(JWS_PATH, 'The body'))('$name', async ({ body, ...expected }) => {
    expectRefusal(await client.playground(await body()), 'jws_error', expected);
  });

  test('its size', async () => {
    expectRefusal(await client.playground('x'.repeat(MAX + 1)), 'jws_error', { name: '', check: 'size', words: `it has ${MAX + 1}.` });
  });

  test.each(jwsCases(NESTED_PATH, 'The decrypted payload'))('$name, also inside a JWE', async ({ body, ...expected }) => {
    const token = await encrypt(wise, await body(), { header: { kid: encryption.keyId } });
    expectRefusal(await post(client, NESTED_PATH, token), 'jws_error', expected);
  });
});

describe('what cannot be decrypted gets the bare 500, and the log says why', () => {
  const CASES: [name: string, body: () => Promise<string>][] = [
    ['encrypted to another key', () => encrypt(stranger)],
    ['no encrypted key', jwePart(1, '')],
    ['an encrypted key too long', jwePart(1, b64(randomBytes(512)))],
    ['no ciphertext', jwePart(3, '')],
    ['a header changed after encryption', jweHeader('{"alg":"RSA-OAEP-256","enc":"A256GCM"}')],
  ];
  test.each(CASES.flatMap(([name, body]) => [JWE_PATH, DIRECT_PATH, NESTED_PATH].map((path) => [name, path, body] as const)))('%s: %s', async (_name, path, body) => {
    const answer = await post(client, path, await body());
    expect([answer.status, answer.json]).toEqual([500, { message: 'An unexpected error occurred', request_id: answer.headers['x-trace-id'] }]);
    expect(client.sandbox.log().at(-1)!.checks.at(-1)).toEqual({ name: 'decryption', ok: false, words: 'The body cannot be decrypted with version 1 of Wise\'s key: it was encrypted to another key, or changed on the way.' });
  });
});
