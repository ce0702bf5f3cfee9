import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { webhookVerdict } from '../../shared/model/webhooks.ts';
import { DELIVERY, EVENT, headersWith, PLAIN, signatureOf, TEST_KEYS } from './testing/signed.ts';
import { judgeDelivery } from './verdict.ts';
import { WISE_WEBHOOK_KEYS, webhookKeys } from './wise-webhook-keys.ts';

function judge(body: string | Buffer, signature: string, { environment = 'wise-sandbox' as const, more = undefined as Record<string, string> | undefined } = {}) {
  return webhookVerdict.parse(judgeDelivery({ headers: headersWith(signature, more), body: Buffer.from(body), environment }, TEST_KEYS));
}
const idsOf = (verdict: ReturnType<typeof judge>) => verdict.findings.map(({ id }) => id);

test('the published keys are RSA with 2048 bits, and two', () => {
  const keys = webhookKeys('');
  expect(keys.map(({ environment, key }) => [environment, key.asymmetricKeyType, key.asymmetricKeyDetails?.modulusLength])).toEqual([['wise-sandbox', 'rsa', 2048], ['production', 'rsa', 2048]]);
  expect(keys[0]!.key.equals(keys[1]!.key)).toBe(false);
  expect(webhookKeys(WISE_WEBHOOK_KEYS.production)).toHaveLength(3);
});

test('a delivery as it was sent, with what it says of itself', () => {
  const verdict = judge(EVENT, signatureOf(EVENT));
  expect(verdict).toMatchObject({ ok: true, signedBy: 'wise-sandbox', findings: [], says: 'The signature verifies: the Wise sandbox sent exactly these bytes.' });
  const facts = Object.fromEntries(verdict.facts.map(({ label, value }) => [label, value]));
  expect(facts).toMatchObject({
    'Event type': 'transfers#state-change', 'Schema version': '2.0.0', 'Sent at': '2026-11-23T10:00:00Z', 'Delivery id': DELIVERY, 'Test notification': 'no', Signature: '256 bytes',
  });
  expect(facts['Key (SHA-256)']).toMatch(/^(?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/);
});

test('a signature of another environment does not count', () => {
  const verdict = judge(EVENT, signatureOf(EVENT, 'production'));
  expect(verdict).toMatchObject({ ok: false, signedBy: 'production', findings: [{ id: 'other-environment' }], says: 'The signature verifies, but with the key of production, not of the Wise sandbox.' });
});

const pretty = JSON.stringify(JSON.parse(PLAIN), null, 2);
const unescaped = EVENT.replace('\\/', '/').replace('1.50', '1.5');
test.each([
  ['a line feed after it', EVENT, `${EVENT}\n`, 'body-trailing-newline', 'put after'],
  ['CRLF after it', EVENT, `${EVENT}\r\n`, 'body-trailing-newline', 'put after'],
  ['its line feed lost', `${EVENT}\n`, EVENT, 'body-trailing-newline', 'taken away'],
  ['CRLF for LF', pretty, pretty.replaceAll('\n', '\r\n'), 'body-line-endings', 'from LF to CRLF'],
  ['LF for CRLF', pretty.replaceAll('\n', '\r\n'), pretty, 'body-line-endings', 'from CRLF to LF'],
  ['CRLF for LF, and one after it', pretty, `${pretty}\n`.replaceAll('\n', '\r\n'), 'body-line-endings', 'from LF to CRLF'],
  ['a byte order mark', EVENT, `\uFEFF${EVENT}`, 'body-reformatted', 'byte order mark'],
  ['white space around', EVENT, `  ${EVENT}\t`, 'body-reformatted', 'around'],
  ['pretty-printed, numbers and escapes kept', EVENT, EVENT.replaceAll(/(?<=[{,])"(?=[a-z_]+":)/g, '\n\t"'), 'body-reformatted', 'pretty-printed'],
  ['pretty-printed, a line end after it', PLAIN, `${pretty}\n`, 'body-reformatted', 'pretty-printed'],
  ['spaces as Python puts them', PLAIN, PLAIN.replaceAll('":', '": ').replaceAll(',"', ', "'), 'body-reformatted', 'pretty-printed'],
  ['escaped as PHP does', PLAIN, PLAIN.replace('\u00e9', String.raw`\u00e9`).replace(' / ', String.raw` \/ `), 'body-reformatted', 'written anew'],
  ['compacted', pretty, PLAIN, 'body-reformatted', 'without the spaces'],
  ['a string in JSON', EVENT, JSON.stringify(EVENT), 'body-reformatted', 'string inside'],
  ['encoded twice', EVENT, Buffer.from(Buffer.from(EVENT).toString('latin1'), 'utf8'), 'body-reformatted', 'Latin-1'],
] as const)('a changed body: %s', (_, sent, given, id, words) => {
  const verdict = judge(given, signatureOf(sent));
  expect(verdict).toMatchObject({ ok: false, signedBy: 'wise-sandbox', says: expect.stringContaining('not as the Wise sandbox sent it') as string });
  expect(verdict.findings[0]).toMatchObject({ id, says: expect.stringContaining(words) as string, next: expect.stringContaining('raw body') as string });
});

test('a changed body of another environment tells both', () => {
  expect(idsOf(judge(`${EVENT}\n`, signatureOf(EVENT, 'production')))).toEqual(['body-trailing-newline', 'other-environment']);
});

test.each([
  ['what cannot be undone', unescaped, signatureOf(EVENT), ['body-changed']],
  ['a cut body', EVENT.slice(0, -5), signatureOf(EVENT), ['body-changed', 'not-json']],
  ['another’s signature', EVENT, signatureOf('{}'), ['body-changed']],
  ['an empty body', '', signatureOf(''), ['body-empty']],
  ['no JSON, though signed', 'hello', signatureOf('hello'), ['not-json']],
  ['bytes that are no UTF-8', Buffer.from([0xff, 0xfe, 0x80]), signatureOf('x'), ['body-changed', 'not-json']],
  ['no signature', EVENT, '', ['signature-missing']],
  ['a cut signature', EVENT, signatureOf(EVENT).slice(0, 300), ['signature-cut']],
  ['a signature twice', EVENT, signatureOf(EVENT).slice(0, 340).repeat(2), ['signature-cut']],
  ['a signature with dots', EVENT, `${signatureOf(EVENT).slice(0, 300)}...`, ['signature-not-base64']],
  ['a signature with a comment', EVENT, `sha256=${signatureOf(EVENT)}`, ['signature-not-base64']],
])('not verified: %s', (_, body, signature, ids) => {
  const verdict = judge(body, signature);
  expect(idsOf(verdict)).toEqual(ids);
  expect(verdict.ok).toBe(ids[0] === 'not-json' && ids.length === 1);
});

describe('a signature that can be mended', () => {
  // One with every letter that the alphabets write differently.
  const bodies = Array.from({ length: 20 }, (_, index) => `{"n":${index}}`);
  const body = bodies.find((one) => /\+/.test(signatureOf(one)) && signatureOf(one).includes('/'))!;
  const signature = signatureOf(body);
  test.each([
    ['in lines', signature.replaceAll(/.{64}/g, '$&\r\n  '), [], 'read without the line breaks'],
    ['URL-safe', signature.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''), ['signature-not-base64'], ''],
    ['in hex', Buffer.from(signature, 'base64').toString('hex'), ['signature-not-base64'], ''],
    ['with spaces for plus', signature.replaceAll('+', ' '), [], 'plus signs'],
    ['in quotes', `"${signature}",`, [], ''],
    ['without its padding', signature.replace(/=+$/, ''), [], ''],
  ])('%s', (_, written, ids, note) => {
    const verdict = judge(body, written);
    expect(verdict.ok).toBe(true);
    expect(idsOf(verdict)).toEqual(ids);
    expect(verdict.facts.find(({ label }) => label === 'Signature')!.value).toContain(note);
  });
});

test('other letters that mean the same bytes are refused', () => {
  const signature = signatureOf(EVENT);
  // The last letter carries two bits of the signature and four that decoders drop.
  const last = signature.at(-3)!;
  const other = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'[Buffer.from(`${last}A==`, 'base64')[0]! / 4 + 1]!;
  const changed = `${signature.slice(0, -3)}${other}==`;
  expect(Buffer.from(changed, 'base64').equals(Buffer.from(signature, 'base64'))).toBe(true);
  expect(judge(EVENT, changed)).toMatchObject({ ok: false, findings: [{ id: 'signature-not-base64' }] });
});

test('test notifications and missing delivery ids', () => {
  const signature = signatureOf(EVENT);
  expect(judge(EVENT, signature, { more: { 'x-test-notification': 'TRUE', 'x-delivery-id': DELIVERY } })).toMatchObject({ ok: true, findings: [{ id: 'test-notification' }] });
  expect(judge(EVENT, signature, { more: { 'x-test-notification': 'false' } })).toMatchObject({ ok: true, findings: [{ id: 'delivery-id-missing' }] });
  expect(idsOf(judge(EVENT, signature, { more: {} }))).toEqual([]);
});

test('a key that is not known is told from a changed body', () => {
  const verdict = judgeDelivery({ headers: headersWith(signatureOf(EVENT)), body: Buffer.from(EVENT), environment: 'built-in' }, []);
  expect(verdict.findings[0]).toMatchObject({ id: 'body-changed', says: expect.stringContaining('not known yet') as string });
});

function flip(bytes: Buffer, bit: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[bit >> 3]! ^= 1 << (bit & 7);
  return changed;
}

test('one bit changed, in the body or the signature, and it fails', () => {
  const [body, signature] = [Buffer.from(EVENT), Buffer.from(signatureOf(EVENT), 'base64')];
  expect(judge(body, signature.toString('base64')).ok).toBe(true);
  fc.assert(fc.property(fc.nat(body.length * 8 - 1), (bit) => !judge(flip(body, bit), signature.toString('base64')).ok), { numRuns: 200 });
  fc.assert(fc.property(fc.nat(signature.length * 8 - 1), (bit) => !judge(body, flip(signature, bit).toString('base64')).ok), { numRuns: 200 });
  const written = Buffer.from(signatureOf(EVENT));
  fc.assert(fc.property(fc.nat(written.length * 8 - 1), (bit) => !judge(body, flip(written, bit).toString('latin1')).ok), { numRuns: 200 });
});

test.each([
  ['deep', '['.repeat(60_000) + ']'.repeat(60_000)],
  ['open strings', '"\\"'.repeat(60_000)],
  ['quotes', '"'.repeat(200_000)],
  ['spaces', `${' '.repeat(200_000)}x`],
  ['beyond the bound', `"${'\u00e9'.repeat(300_000)}"`],
  ['one long string', JSON.stringify('\\'.repeat(100_000))],
  ['__proto__', '{"__proto__":{"event_type":"x"},"event_type":{"toString":1},"schema_version":"a\\u0000\\u202eb"}'],
])('hostile bodies are only told from what was signed: %s', (_, body) => {
  const verdict = judge(body, signatureOf('{}'));
  expect(idsOf(verdict)).toContain('body-changed');
  expect(verdict.facts.map(({ label }) => label)).not.toContain('Event type');
  expect(JSON.stringify(verdict).length).toBeLessThan(5000);
});

const nested = (depth: number) => `${'['.repeat(depth)}"]]\\"[["${']'.repeat(depth)}`;

test('JSON is read to a depth that no event has', () => {
  expect(idsOf(judge(nested(100), signatureOf(nested(100))))).toEqual([]);
  expect(idsOf(judge(nested(101), signatureOf(nested(101))))).toEqual(['not-json']);
});
