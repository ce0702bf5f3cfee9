import { expect, test } from 'vitest';
import { toPortcullisError } from '../../../shared/errors.ts';
import { readCredentials } from './inspect.ts';

const TOKEN = '5f2f1a3c-6f0e-4a9b-9d52-1c0b7a4e8d10';

/** How many credentials, or the code of the refusal; anything else that is thrown fails the test. */
async function outcome(text: string | Buffer): Promise<number | string> {
  try {
    return (await readCredentials({ bytes: Buffer.from(text), fileName: undefined })).credentials.found.length;
  } catch (thrown) {
    const { code, details, message } = toPortcullisError(thrown);
    expect(JSON.stringify([details, message])).not.toContain(TOKEN);
    return code;
  }
}
const most = (piece: string) => piece.repeat(Math.floor(300_000 / Buffer.byteLength(piece)));
const UNREADABLE = 'TOKEN_IMPORT_UNREADABLE';

test('however deep it is nested', async () => {
  expect(await outcome('['.repeat(300_000))).toBe(UNREADABLE);
  expect(await outcome('{"item":['.repeat(15_000))).toBe(UNREADABLE);
  expect(await outcome(`${'{"item":['.repeat(20_000)}{"variable":[{"key":"token","value":"${TOKEN}"}]}${']}'.repeat(20_000)}`)).toBe(1);
  expect(await outcome(`{"info":{},"auth":${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)},"item":[]}`)).toBe(0);
  expect(await outcome(`{"values":[${'['.repeat(140_000)}${']'.repeat(140_000)}]}`)).toBe(0);
});

test('keys of the prototype are names like any other', async () => {
  const values = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'].map((key) => ({ key, value: TOKEN }));
  expect(await outcome(`{"__proto__":{"values":[]},"values":${JSON.stringify([...values, { key: 'token', value: '{{__proto__}}' }])}}`)).toBe(1);
  expect(await outcome(`__proto__=${TOKEN}\nconstructor=${TOKEN}\n__proto___token=${TOKEN}\n`)).toBe(1);
  expect(await outcome(`vars {\n  __proto__: ${TOKEN}\n  constructor: ${TOKEN}\n  token: {{toString}}\n}\n`)).toBe(0);
  expect(await outcome(`{"info":{"__proto__":{"name":"x"}},"item":[{"__proto__":{"request":{}},"auth":{"__proto__":[1],"bearer":{"__proto__":null}}}]}`)).toBe(0);
  expect(Object.hasOwn(Object.prototype, 'values')).toBe(false);
});

test('shapes that do not fit are passed over', async () => {
  for (const odd of ['null', '1', '"text"', '[]', '[null,1,"x",[]]', '{}', '{"0":1}']) {
    expect(await outcome(`{"values":[${odd}, {"key":${odd},"value":${odd}}]}`)).toBe(0);
    expect(await outcome(`{"info":${odd},"variable":${odd},"auth":${odd},"item":[${odd},{"name":${odd},"request":${odd}},{"request":{"header":${odd},"auth":{"bearer":${odd},"oauth2":${odd}},"url":${odd},"body":${odd}}}]}`)).toBe(0);
  }
});

const entries = (key: (index: number) => string) => Array.from({ length: 10_000 }, (_, index) => [key(index), `${index}-abcdef`.padStart(14, '0').slice(-12)] as const);

test('10,000 entries, of which 500 are shown; the same name over and over', async () => {
  const env = (list: ReturnType<typeof entries>) => list.map(([key, value]) => `${key}=${value}`).join('\n');
  expect(await outcome(env(entries((index) => `A${index}_TOKEN`)))).toBe(500);
  expect(await outcome(env(entries(() => 'TOKEN')))).toBe(1);
  expect(await outcome(env(entries((index) => (index % 2 ? `CLIENT_ID${index}` : `CLIENTSECRET${index + 1}`))))).toBe(500);
  expect(await outcome(`{"values":[${most(`{"key":"token","value":"${TOKEN}"},`)}{}]}`)).toBe(1);
  expect(await outcome(`vars {\n${Array.from({ length: 10_000 }, (_, index) => `  token_${index}: ${index}-abcdefgh`).join('\n')}\n}\n`)).toBe(UNREADABLE);
});

test('variables of variables do not grow without end, nor go round for ever', async () => {
  const values = Array.from({ length: 50 }, (_, index) => ({ key: `v${index}`, value: `{{v${index + 1}}}`.repeat(40) }));
  expect(await outcome(JSON.stringify({ values: [...values, { key: 'v50', value: 'x'.repeat(4000) }, { key: 'token', value: '{{v0}}' }] }))).toBe(0);
  expect(await outcome(JSON.stringify({ values: [{ key: 'a', value: '{{b}}' }, { key: 'b', value: '{{a}}' }, { key: 'token', value: '{{a}}' }] }))).toBe(0);
});

test.each([
  ['\n', UNREADABLE], [' ', UNREADABLE], ['A', UNREADABLE], ['=', UNREADABLE], ['a=\n', 0], ['a="\n', 0], ['a="\\"', 0], ['token=\'\\\'', 0], ['\n \t', UNREADABLE], ['{{', UNREADABLE], ['# x\n', UNREADABLE], ['vars {\n', UNREADABLE], ['Bearer ', UNREADABLE], ['\u00a0', UNREADABLE],
])('300 KB of %j are read at once', async (piece, expected) => {
  expect(await outcome(most(piece))).toBe(expected);
  expect(await outcome(`${most(piece).slice(0, 250_000)}\nWISE_API_TOKEN=${TOKEN}\n`)).toEqual(expect.anything());
});

test('long runs within a line are read at once', async () => {
  expect(await outcome(`WISE_API_TOKEN=${' '.repeat(290_000)}${TOKEN}`)).toBe(1);
  expect(await outcome(`WISE_API_TOKEN${' '.repeat(290_000)}`)).toBe(UNREADABLE);
  expect(await outcome(`token="${'\\"'.repeat(140_000)}`)).toBe(0);
  expect(await outcome(`token=https://${'a.'.repeat(140_000)}`)).toBe(0);
  expect(await outcome(`token={{${' '.repeat(290_000)}`)).toBe(0);
  expect(await outcome(`meta {\n  name: ${'x'.repeat(60_000)}\n}\n`)).toBe(0);
});
