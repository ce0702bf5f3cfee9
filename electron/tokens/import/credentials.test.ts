import { expect, test } from 'vitest';
import { toPortcullisError } from '../../../shared/errors.ts';
import { readCredentials } from './inspect.ts';

export const [TOKEN, SECOND, THIRD] = ['5f2f1a3c-6f0e-4a9b-9d52-1c0b7a4e8d10', '0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d', 'c0ffee00-1234-4abc-9def-0123456789ab'];
const SECRET = '7b9c1f60-0d2e-4c1c-b0a4-55aa66bb77cc';

async function found(text: string | Buffer, fileName?: string) {
  const { file, credentials } = await readCredentials({ bytes: Buffer.from(text), fileName });
  return {
    what: file.what, unresolved: credentials.unresolved,
    items: credentials.found.map((one) => [one.kind, one.name, one.kind === 'client-credentials' ? `${one.clientId}:${one.clientSecret}` : one.token, one.environment]),
    says: credentials.found.map(({ says }) => says),
  };
}
const refusal = async (text: string | Buffer) => {
  const error = toPortcullisError(await found(text).then(() => undefined, (thrown: unknown) => thrown));
  return { code: error.code, reason: error.details.reason };
};

test('a Postman environment: tokens by name, client id with secret, switched off ones, and what Postman keeps to itself', async () => {
  const values = [
    { key: 'baseUrl', value: 'https://api.sandbox.transferwise.tech', enabled: true },
    { key: 'personalToken', value: TOKEN, type: 'secret', enabled: true },
    { key: 'refresh_token', value: SECOND, enabled: false },
    { key: 'clientId', value: 'acme-sandbox', enabled: true },
    { key: 'clientSecret', value: SECRET, enabled: true },
    { key: 'token_url', value: 'https://api.sandbox.transferwise.tech/oauth/token', enabled: true },
    { key: 'accessToken', value: '', type: 'secret', enabled: true },
    { key: 'profileId', value: 16_000_000, enabled: true },
  ];
  expect(await found(JSON.stringify({ id: 'x', name: 'Acme payouts', values, _postman_variable_scope: 'environment' }))).toEqual({
    what: 'Postman environment “Acme payouts”',
    unresolved: ['accessToken'],
    items: [
      ['client-credentials', 'clientSecret', `acme-sandbox:${SECRET}`, 'wise-sandbox'],
      ['personal-token', 'personalToken', TOKEN, 'wise-sandbox'],
      ['refresh-token', 'refresh_token', SECOND, 'wise-sandbox'],
    ],
    says: [expect.stringContaining('those of the connection'), 'A personal token, by its name.', expect.stringMatching(/refresh.*It is switched off there\.$/)],
  });
});

test.each(['v2.0.0', 'v2.1.0'])('a Postman collection %s: auth and headers at every level, variables resolved, unknown ones named', async (version) => {
  const auth = (type: string, values: Record<string, string>) => ({ type, [type]: version === 'v2.0.0' ? values : Object.entries(values).map(([key, value]) => ({ key, value, type: 'string' })) });
  const collection = {
    info: { name: 'Wise', schema: `https://schema.getpostman.com/json/collection/${version}/collection.json` },
    auth: auth('bearer', { token: '{{apiToken}}' }),
    variable: [{ key: 'apiToken', value: TOKEN }, { key: 'host', value: 'https://api.wise.com' }],
    item: [
      { name: 'OAuth', auth: auth('oauth2', { clientId: 'acme', clientSecret: SECRET, accessTokenUrl: 'https://api.wise-sandbox.com/oauth/token', accessToken: '{{elsewhere}}' }), item: [
        { name: 'Refresh', request: { method: 'POST', url: { raw: '{{host}}/oauth/token' }, auth: auth('basic', { username: 'live-id', password: 'live-secret-1' }), body: { mode: 'urlencoded', urlencoded: [{ key: 'refresh_token', value: SECOND }] } } },
      ] },
      { name: 'Profiles', request: { url: '{{host}}/v2/profiles', header: [{ key: 'authorization', value: `Bearer ${THIRD}` }, { key: 'Accept', value: 'application/json' }] } },
      { name: 'Elsewhere', request: { url: 'https://example.org/x', header: `Accept: text/plain\nAuthorization: Basic ${Buffer.from('partner:partner-secret').toString('base64')}` } },
      { name: 'Plain', request: '{{host}}/v1/rates' },
    ],
  };
  const { what, items, unresolved, says } = await found(JSON.stringify(collection));
  expect([what, unresolved]).toEqual(['Postman collection “Wise”', ['elsewhere']]);
  expect(items).toEqual([
    ['client-credentials', 'OAuth › Client secret', `acme:${SECRET}`, 'wise-sandbox'],
    ['client-credentials', 'Refresh › Password', 'live-id:live-secret-1', 'production'],
    ['client-credentials', 'Elsewhere › Authorization', 'partner:partner-secret', undefined],
    ['personal-token', 'apiToken', TOKEN, 'production'],
    ['refresh-token', 'Refresh › refresh_token', SECOND, 'production'],
    ['unknown-token', 'Profiles › Authorization', THIRD, 'production'],
  ]);
  expect(says[2]).toContain('It stands beside example.org, which is not Wise’s.');
});

test('a .env file: quotes, export, comments that name, two environments, other services left out', async () => {
  const text = `# Wise sandbox\nexport WISE_TOKEN="${TOKEN}"\n\n# --- Wise production ---\nTRANSFERWISE_API_TOKEN='${SECOND}' # personal\nAPI_URL=https://api.transferwise.com\n\nWISE_SANDBOX_CLIENT_ID=a\nWISE_SANDBOX_CLIENT_ID=acme-sbx\nWISE_SANDBOX_CLIENT_SECRET=${SECRET}\nWISE_LIVE_CLIENT_ID=acme-live\nWISE_LIVE_CLIENT_SECRET=live-${SECRET}\n`
    + `GITHUB_TOKEN=ghp_abcdefghijklmnop\nSTRIPE_API_TOKEN=abcdefghijklmnopqrst\nTOKEN_EXPIRES_AT=2026-01-01T00:00:00Z\nWISE_API_TOKEN=your-token-goes-here\nJWT_TOKEN=<paste>\nDEPLOY_TOKEN=\${OTHER}\n`;
  const { what, items } = await found(text, '.env.local');
  expect(what).toBe('.env file “.env.local”');
  expect(items).toEqual([
    ['client-credentials', 'WISE_SANDBOX_CLIENT_SECRET', `acme-sbx:${SECRET}`, 'wise-sandbox'],
    ['client-credentials', 'WISE_LIVE_CLIENT_SECRET', `acme-live:live-${SECRET}`, 'production'],
    ['unknown-token', 'WISE_TOKEN', TOKEN, 'wise-sandbox'],
    ['personal-token', 'TRANSFERWISE_API_TOKEN', SECOND, 'production'],
  ]);
});

test('Bruno: a request, an environment, a collection, and bruno.json', async () => {
  const request = `meta {\n  name: Get profiles\n  type: http\n  seq: 1\n}\n\nget {\n  url: https://api.wise-sandbox.com/v2/profiles\n  auth: bearer\n}\n\nheaders {\n  ~Authorization: Bearer ${SECOND}\n}\n\nauth:bearer {\n  token: ${TOKEN}\n}\n\nscript:pre-request {\n  if (x) {\n    y();\n  }\n}\n\ntests {\n  token: ${THIRD}\n}\n`;
  expect(await found(request, 'profiles.bru')).toMatchObject({
    what: 'Bruno request “Get profiles”',
    items: [['unknown-token', 'Get profiles › Bearer token', TOKEN, 'wise-sandbox'], ['unknown-token', 'Get profiles › Authorization', SECOND, 'wise-sandbox']],
  });
  const environment = `vars {\n  host: https://api.wise.com\n  wiseAccessToken: ${TOKEN}\n  ~old_refresh_token: ${SECOND}\n}\nvars:secret [\n  personalToken,\n  ~other\n]\n`;
  expect(await found(environment, 'Live.bru')).toMatchObject({
    what: 'Bruno environment “Live”', unresolved: ['personalToken'],
    items: [['refresh-token', 'old_refresh_token', SECOND, 'production'], ['access-token', 'wiseAccessToken', TOKEN, 'production']].toReversed(),
  });
  const collection = `auth {\n  mode: oauth2\n}\n\nauth:oauth2 {\n  grant_type: client_credentials\n  access_token_url: {{process.env.HOST}}/oauth/token\n  client_id: acme\n  client_secret: {{process.env.CLIENT_SECRET}}\n}\n`;
  expect(await found(collection, 'collection.bru')).toMatchObject({ what: 'Bruno collection “collection”', items: [], unresolved: ['process.env.CLIENT_SECRET'] });
  expect(await found('{"version":"1","name":"Wise","type":"collection"}', 'bruno.json')).toMatchObject({ what: 'Bruno collection “Wise”', items: [] });
});

test.each([[TOKEN], [`  Bearer ${TOKEN}\n`], [`Authorization: Bearer ${TOKEN}`], ['abcdefghijklmnopqrstuvwxyz012345=='.replace('==', '') + '==']])('one token alone: %j', async (text) => {
  const { what, items } = await found(text);
  expect([what, items.length, items[0]?.[0]]).toEqual(['Plain text', 1, 'unknown-token']);
});

test.each(['utf8', 'bom', 'utf16le', 'utf16be', 'utf16 without a mark'])('CRLF in %s', async (encoding) => {
  const text = `# sandbox\r\nWISE_API_TOKEN=${TOKEN}\r\n`;
  const wide = Buffer.from(`\uFEFF${text}`, 'utf16le');
  const bytes = { utf8: Buffer.from(text), bom: Buffer.from(`\uFEFF${text}`), utf16le: wide, utf16be: Buffer.from(wide).swap16(), 'utf16 without a mark': wide.subarray(2) }[encoding];
  expect((await found(bytes ?? '')).items).toEqual([['personal-token', 'WISE_API_TOKEN', TOKEN, 'wise-sandbox']]);
});

test('a value that stands at several places is one, by what tells most of it', async () => {
  const values = [{ key: 'token', value: TOKEN }, { key: 'wise_live_refresh_token', value: TOKEN }, { key: 'accessToken', value: `Bearer ${TOKEN}` }];
  expect((await found(JSON.stringify({ name: '', values }))).items).toEqual([['refresh-token', 'wise_live_refresh_token', TOKEN, 'production']]);
});

test('hosts that only look like Wise’s tell no environment', async () => {
  for (const url of ['https://api.wise.com.evil.example', 'https://notwise.com', 'https://wise.com@evil.example/', 'http://localhost:3000']) {
    expect((await found(`API_URL=${url}\nWISE_API_TOKEN=${TOKEN}\n`)).items[0]?.[3]).toBeUndefined();
  }
  for (const [url, environment] of [['api.wise.com/v1', 'production'], ['https://API-MTLS.transferwise.com', 'production'], ['https://api-mtls.wise-sandbox.com:443', 'wise-sandbox']]) {
    expect((await found(`API_URL=${url}\nWISE_API_TOKEN=${TOKEN}\n`)).items[0]?.[3]).toBe(environment);
  }
});

test('what cannot be read is refused in words, without a piece of it', async () => {
  const cases: [string | Buffer, RegExp][] = [
    ['', /empty/], [' \r\n ', /empty/], [Buffer.alloc(300_001, 'a'), /larger than 300 KB/], [Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe, 0x00, 0x80]), /not a text file/],
    [`{"values":[{"key":"token","value":"${TOKEN}"}]} and more`, /stands after its end/], [`{"token":"${TOKEN}"`, /begins like JSON/], [`{"token":"${TOKEN}"}`, /neither a Postman/], ['[1,2]', /neither a Postman/],
    [`${TOKEN} ${SECOND}`, /no token alone/], ['Dear all, here it is.', /no token alone/], [`vars {\n  token: ${TOKEN}\n`, /Bruno’s own parser/],
    [JSON.stringify({ requests: [], name: 'old' }), /version 1/], [JSON.stringify({ info: { schema: 'https://schema.getpostman.com/json/collection/v1.0.0/' }, item: [] }), /version 1/],
  ];
  for (const [text, reason] of cases) {
    const { code, reason: told } = await refusal(text);
    expect([code, told]).toEqual(['TOKEN_IMPORT_UNREADABLE', expect.stringMatching(reason)]);
    expect(told).not.toContain(TOKEN.slice(0, 8));
  }
});
