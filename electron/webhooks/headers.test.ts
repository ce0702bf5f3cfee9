import { expect, test } from 'vitest';
import { DELIVERY_ID, headerOf, readHeaders, SIGNATURE, TEST } from './headers.ts';
import { readSignature } from './signature.ts';
import { DELIVERY, EVENT, signatureOf } from './testing/signed.ts';

const signature = signatureOf(EVENT);
const PAIRS = [['Host', 'hooks.example.com'], ['X-Signature-SHA256', signature], ['x-delivery-id', DELIVERY], ['X-Test-Notification', 'true']] as const;
const lines = PAIRS.map(([name, value]) => `${name}: ${value}`);
const object = Object.fromEntries(PAIRS);
const list = PAIRS.map(([name, value]) => ({ name, value }));

test.each([
  ['lines', lines.join('\n')],
  ['lines with CRLF, blank ones between, and a byte order mark', `\uFEFF\r\n${lines.join('\r\n\r\n')}\r\n`],
  ['a whole request', `POST /hook HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${EVENT}`],
  ['in lower case, without a space', lines.join('\n').toLowerCase().replace(signature.toLowerCase(), signature).replaceAll(': ', ':')],
  ['curl -v', `*   Trying 127.0.0.1:443...\n* Connected to a (127.0.0.1) port 443\n> POST / HTTP/2\n${lines.map((line) => `< ${line}`).join('\n')}\n{ [5 bytes data]\n<`],
  ['curl -H', lines.map((line) => `  -H '${line}' \\`).join('\n')],
  ['folded', lines.join('\n').replace(signature, `${signature.slice(0, 70)}\n  ${signature.slice(70, 140)}\n\t${signature.slice(140)}`)],
  ['cut into lines by a terminal', lines.join('\n').replace(signature, signature.replaceAll(/.{80}/g, '$&\n'))],
  ['a JSON object', JSON.stringify(object)],
  ['a JSON object, pretty, of lists', JSON.stringify(Object.fromEntries(PAIRS.map(([name, value]) => [name, [value]])), null, 2)],
  ['members of JSON', JSON.stringify(object, null, 2).slice(2, -2)],
  ['names and values in turn', JSON.stringify(PAIRS.flat())],
  ['a list of names and values', JSON.stringify(list)],
  ['a list of pairs', JSON.stringify(PAIRS)],
  ['a HAR file', JSON.stringify({ log: { version: '1.2', entries: [{ request: { method: 'POST', headers: list, postData: { text: EVENT } } }] } })],
  ['an event of a gateway', JSON.stringify({ headers: object, multiValueHeaders: {}, body: EVENT })],
  ['rawHeaders', JSON.stringify({ rawHeaders: PAIRS.flat() })],
  ['a dictionary of Python', `{${PAIRS.map(([name, value]) => `'${name}': '${value}'`).join(', ')}}`],
  ['a map of Java', `{${PAIRS.map(([name, value]) => `${name}=[${value}]`).join(', ')}}`],
  ['variables of CGI', PAIRS.map(([name, value]) => `HTTP_${name.toUpperCase().replaceAll('-', '_')}: ${value}`).join('\n')],
])('%s', (_, text) => {
  const headers = readHeaders(text);
  expect(readSignature(headerOf(headers, SIGNATURE)).bytes?.toString('base64')).toBe(signature);
  expect([headerOf(headers, DELIVERY_ID), headerOf(headers, TEST)]).toEqual([DELIVERY, 'true']);
});

test.each([signature, `\n${signature}\n`, `"${signature}"`, signature.replaceAll(/.{64}/g, '$&\n')])('the bare signature', (text) => {
  const headers = readHeaders(text);
  expect(headers).toHaveLength(1);
  expect(readSignature(headers[0]!.value).bytes?.toString('base64')).toBe(signature);
});

test('nothing is made of nothing, and headers without a signature have none', () => {
  expect(readHeaders(' \r\n')).toEqual([]);
  expect(headerOf(readHeaders('Host: a\nX-Delivery-Id: b'), SIGNATURE)).toBeUndefined();
  expect(headerOf(readHeaders('{"headers":{"host":"a"}}'), SIGNATURE)).toBeUndefined();
});

test('names that objects inherit are names like others', () => {
  const headers = readHeaders('{"__proto__":{"x-signature-sha256":"evil"},"constructor":"a","X-Delivery-Id":"d"}');
  expect(headers).toContainEqual({ name: 'constructor', value: 'a' });
  expect(({} as Record<string, unknown>)['x-signature-sha256']).toBeUndefined();
});

const LONG = 32_768;
test.each([
  ['deep JSON', '['.repeat(LONG / 2) + ']'.repeat(LONG / 2)],
  ['open JSON', '{"a":'.repeat(LONG / 5)],
  ['names', 'a'.repeat(LONG)],
  ['quotes', `a: ${"'".repeat(LONG - 4)}b`],
  ['spaces', `a: b${' '.repeat(LONG - 6)}c`],
  ['backslashes', `-H a: ${'\\ '.repeat(LONG / 2 - 4)}c`],
  ['signature names', 'x-signature-sha256: '.repeat(1600)],
  ['braces', '{'.repeat(LONG)],
  ['lines', 'a:b\n'.repeat(LONG / 4)],
  ['continued', `a: b${'\n c'.repeat(LONG / 3 - 2)}`],
])('hostile text is read within its bounds: %s', (_, text) => {
  expect(readHeaders(text).length).toBeLessThanOrEqual(LONG / 4);
});
