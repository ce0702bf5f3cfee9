import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeCompact } from './decode.ts';

test('takes header, payload and signature apart', () => {
  expect(decodeCompact('eyJhbGciOiJFUzUxMiJ9.aGVsbG8.AQI')).toEqual({ header: { alg: 'ES512' }, payload: 'hello', signature: Buffer.from([1, 2]) });
});

test.each([
  ['nothing', '', 'PARTS'],
  ['JSON', '{"message":"hello"}', 'PARTS'],
  ['HTML', '<html>. .</html>', 'BASE64URL'],
  ['a JWE', `${Buffer.from('{"alg":"dir","enc":"A256GCM"}').toString('base64url')}....`, 'PARTS'],
  ['padding', 'e30=.e30.e30', 'BASE64URL'],
  ['spare bits that are not zero', 'e31.e30.e30', 'BASE64URL'],
  ['a header that is no object', 'MQ.e30.e30', 'HEADER'],
  ['a header that is no UTF-8', '_w.e30.e30', 'HEADER'],
  ['a payload that is no UTF-8', 'eyJhbGciOiJFUzUxMiJ9._w.e30', 'PAYLOAD'],
  ['a signature with spare bits', 'e30.e30.AB', 'BASE64URL'],
])('%s is JOSE_ANSWER_NOT_JWS', (_, text, reason) => {
  expect(() => decodeCompact(text)).toThrow(expect.objectContaining({ code: 'JOSE_ANSWER_NOT_JWS', details: { reason } }));
});

test('no text breaks the decoder in any other way', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.tuple(fc.base64String(), fc.base64String(), fc.base64String()).map((parts) => parts.join('.'))), (text) => {
    try {
      decodeCompact(text);
    } catch (thrown) {
      expect(thrown).toMatchObject({ code: expect.stringMatching(/^JOSE_(ANSWER_NOT_JWS|HEADER_INVALID)$/) });
    }
  }));
});
