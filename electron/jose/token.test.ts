import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LARGEST_TOKEN, readToken } from './token.ts';
import { looseJwe, looseJws } from './testing/tokens.ts';

const refusal = (code: string, details: object = {}) => expect.objectContaining({ code, details });
const nested = (depth: number) => looseJws(`{"alg":"ES512","x":${'['.repeat(depth)}${']'.repeat(depth)}}`);
const GOOD = { alg: 'ES512', kid: 'k' };

test('reads a JWS and a JWE', () => {
  expect(readToken('eyJhbGciOiJFUzUxMiJ9.aGVsbG8.AQI')).toEqual({ kind: 'jws', compact: 'eyJhbGciOiJFUzUxMiJ9.aGVsbG8.AQI', header: { alg: 'ES512' }, payload: Buffer.from('hello'), signature: Buffer.from([1, 2]) });
  const jwe = looseJwe({ alg: 'dir', enc: 'A256GCM' });
  expect(readToken(jwe)).toEqual({ kind: 'jwe', compact: jwe, header: { alg: 'dir', enc: 'A256GCM' } });
});

test.each([
  ['nothing', '', 'PARTS'],
  ['JSON', '{"payload":"x"}', 'PARTS'],
  ['four parts', 'e30.e30.e30.e30', 'PARTS'],
  ['six parts', 'e30.e30.e30.e30.e30.e30', 'PARTS'],
  ['space around it', ` ${looseJws(GOOD)}`, 'BASE64URL'],
  ['a line break at its end', `${looseJws(GOOD)}\n`, 'BASE64URL'],
  ['padding', 'e30=.e30.e30', 'BASE64URL'],
  ['base64 instead of base64url', `${looseJws(GOOD).split('.')[0]}.++++.e30`, 'BASE64URL'],
  ['spare bits in the signature', 'e30.e30.AB', 'BASE64URL'],
  ['spare bits in the tag', 'e30....AB', 'BASE64URL'],
  ['a lone character', 'e30.e30.A', 'BASE64URL'],
  ['a header that is a list', looseJws([GOOD]), 'HEADER'],
  ['a header that is null', looseJws(null), 'HEADER'],
  ['a header with something after it', looseJws('{"alg":"ES512"} {}'), 'HEADER'],
  ['a header with a comment', looseJws('{"alg":"ES512"/**/}'), 'HEADER'],
  ['a header with a byte order mark', looseJws('\uFEFF{"alg":"ES512"}'), 'HEADER'],
  ['a header that is no UTF-8', '_w.e30.e30', 'HEADER'],
  ['a header that is empty', '.e30.e30', 'HEADER'],
])('JOSE_NOT_COMPACT: %s', (_, text, reason) => {
  expect(() => readToken(text)).toThrow(refusal('JOSE_NOT_COMPACT', { reason }));
});

test.each(['none', 'None', 'NONE', 'nOnE'])('alg %s is refused as JOSE_ALG_NONE, signed or encrypted', (alg) => {
  expect(() => readToken(looseJws({ alg }))).toThrow(refusal('JOSE_ALG_NONE'));
  expect(() => readToken(looseJwe({ alg, enc: 'A256GCM' }))).toThrow(refusal('JOSE_ALG_NONE'));
});

test.each([[['exp']], [[]], ['exp'], [null], [['b64']], [['alg']]])('crit %j is refused', (crit) => {
  expect(() => readToken(looseJws({ ...GOOD, crit, b64: false, exp: 1 }))).toThrow(refusal('JOSE_CRIT_UNKNOWN'));
});

test.each(['DEF', 'def', '', null, 1])('zip %j is refused before anything is unpacked', (zip) => {
  expect(() => readToken(looseJwe({ alg: 'RSA-OAEP-256', enc: 'A256GCM', zip }))).toThrow(refusal('JOSE_COMPRESSED'));
});

test.each([
  ['alg', { kid: 'k' }], ['alg', { alg: '' }], ['alg', { alg: 7 }], ['alg', { alg: ['ES512'] }], ['alg', { alg: null }], ['alg', JSON.parse('{"__proto__":{"alg":"ES512"}}')],
  ['kid', { ...GOOD, kid: 7 }], ['typ', { ...GOOD, typ: null }], ['cty', { ...GOOD, cty: {} }], ['url', { ...GOOD, url: ['/v1'] }],
  ['enc', { ...GOOD, enc: 'A256GCM' }],
] as const)('JOSE_HEADER_INVALID names %s', (field, header) => {
  expect(() => readToken(looseJws(header))).toThrow(refusal('JOSE_HEADER_INVALID', { field }));
});

test('a JWE has to name enc', () => {
  expect(() => readToken(looseJwe({ alg: 'dir' }))).toThrow(refusal('JOSE_HEADER_INVALID', { field: 'enc' }));
  expect(() => readToken(looseJwe({ alg: 'dir', enc: 5 }))).toThrow(refusal('JOSE_HEADER_INVALID', { field: 'enc' }));
});

test('the same member twice is refused, whichever reader would win', () => {
  for (const header of ['{"alg":"ES512","alg":"none"}', '{"alg":"none","alg":"ES512"}', String.raw`{"alg":"ES512","\u0061lg":"HS256"}`, '{"alg":"ES512","jwk":{"kty":"EC","kty":"oct"}}']) {
    expect(() => readToken(looseJws(header))).toThrow(refusal('JOSE_DUPLICATE_MEMBER'));
  }
});

test('any header in which any member is doubled is refused', () => {
  fc.assert(fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()), fc.nat(), fc.jsonValue(), (extra, pick, value) => {
    const header = { ...extra, alg: 'ES512' };
    const name = Object.keys(header)[pick % Object.keys(header).length]!;
    const doubled = `${JSON.stringify(header).slice(0, -1)},${JSON.stringify(name)}:${JSON.stringify(value)}}`;
    expect(() => readToken(looseJws(doubled))).toThrow(refusal('JOSE_DUPLICATE_MEMBER'));
  }));
});

test('256 KiB are taken, one byte more is not', () => {
  const [header, , signature] = looseJws(GOOD).split('.');
  const room = LARGEST_TOKEN - `${header}..${signature}`.length;
  expect(readToken(`${header}.${'A'.repeat(room - (room % 4))}.${signature}`).kind).toBe('jws');
  expect(() => readToken(`${header}.${'A'.repeat(room + 1)}.${signature}`)).toThrow(refusal('JOSE_TOO_LARGE'));
});

test('a header of nothing but brackets is refused, and is no reason to fall over', () => {
  expect(readToken(nested(15)).kind).toBe('jws');
  for (const depth of [16, 90_000]) expect(() => readToken(nested(depth))).toThrow(refusal('JOSE_HEADER_INVALID', { reason: 'DEPTH' }));
  expect(() => readToken(looseJws(`{"alg":"ES512","x":${'['.repeat(90_000)}`))).toThrow(refusal('JOSE_NOT_COMPACT', { reason: 'HEADER' }));
});

test('any text at all is read or refused with a code', () => {
  const parts = fc.array(fc.oneof(fc.base64String(), fc.json().map((json) => Buffer.from(json).toString('base64url'))), { minLength: 2, maxLength: 6 });
  fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), parts.map((all) => all.join('.'))), (text) => {
    try {
      expect(['jws', 'jwe']).toContain(readToken(text).kind);
    } catch (thrown) {
      expect(thrown).toMatchObject({ name: 'PortcullisError', code: expect.stringMatching(/^JOSE_/) });
    }
  }), { numRuns: 500 });
});
