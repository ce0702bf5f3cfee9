import { expect, test } from 'vitest';
import { z } from 'zod';
import type { ErrorCode } from '../../shared/errors.ts';
import { assertOk, errorFromAnswer, readJsonAnswer, readWiseWords, type WiseWords } from './errors.ts';
import type { WiseAnswer } from './exchange.ts';
import { Secret } from './secret.ts';

function answer(status: number, body: string): WiseAnswer {
  const exchange = {
    method: 'GET', host: 'api.wise.com', path: '/v1/x', status, requestHeaders: {}, responseHeaders: {}, ms: 1, waitedMs: 0,
    correlationId: '00000000-0000-4000-8000-000000000000', traceId: 'abc',
  };
  return { status, body: new Secret(body), exchange };
}

const SHAPES: [name: string, body: string, words: WiseWords][] = [
  ['OAuth and JOSE', '{"error":"invalid_grant","error_description":"Invalid user credentials."}', { wiseCode: 'invalid_grant', wiseMessage: 'Invalid user credentials.' }],
  ['OAuth without a description', '{"error":"invalid_request"}', { wiseCode: 'invalid_request' }],
  [
    'a list of errors',
    '{"errors":[{"code":"NOT_VALID","message":"must be later","path":"validTill","arguments":["x"]},{"code":"B","message":"and more"}]}',
    { wiseCode: 'NOT_VALID', wiseMessage: 'must be later and more', field: 'validTill' },
  ],
  [
    'the page of the framework',
    '{"timestamp":"2026-01-01T00:00:00Z","status":403,"error":"Forbidden","message":"Access denied","path":"/v1/x"}',
    { wiseCode: 'Forbidden', wiseMessage: 'Access denied' },
  ],
  ['a message with a request id', '{"message":"An unexpected error occurred","request_id":"r-1"}', { wiseMessage: 'An unexpected error occurred', traceId: 'r-1' }],
  ['OAuth whose description is null', '{"error":"invalid_grant","error_description":null}', { wiseCode: 'invalid_grant' }],
  ['a list of errors with nulls in it', '{"errors":[{"code":"NOT_VALID","message":null,"path":null,"arguments":null}]}', { wiseCode: 'NOT_VALID' }],
  ['the page of the framework whose message is null', '{"timestamp":1767225600000,"status":401,"error":"Unauthorized","message":null,"path":"/v1/x"}', { wiseCode: 'Unauthorized' }],
  ['a message whose request id is null', '{"message":"An unexpected error occurred","request_id":null}', { wiseMessage: 'An unexpected error occurred' }],
  ['an empty body', '', {}],
  ['HTML', '<html><body>502 Bad Gateway</body></html>', { reason: 'ANSWER_NOT_JSON' }],
  ['JSON of no known shape', '[1,2]', { reason: 'ERROR_SHAPE_UNKNOWN' }],
  ['JSON null', 'null', { reason: 'ERROR_SHAPE_UNKNOWN' }],
];

test.each(SHAPES)('reads %s', (_, body, words) => {
  expect(readWiseWords(body)).toEqual(words);
});

const STATUSES: [status: number, code: ErrorCode][] = [
  [400, 'WISE_REFUSED'], [401, 'WISE_UNAUTHORIZED'], [403, 'WISE_FORBIDDEN'], [404, 'WISE_REFUSED'], [409, 'WISE_REFUSED'], [422, 'WISE_REFUSED'],
  [429, 'WISE_RATE_LIMITED'], [500, 'WISE_FAILED'], [503, 'WISE_FAILED'],
];

test.each(STATUSES)('status %i is %s, with status, trace id and correlation id', (status, code) => {
  expect(errorFromAnswer(answer(status, ''))).toMatchObject({
    code, details: { status, traceId: 'abc', correlationId: '00000000-0000-4000-8000-000000000000', host: 'api.wise.com', path: '/v1/x' },
  });
});

const nginx = (words: string) => `<html>\r\n<head><title>400 ${words}</title></head>\r\n<body>\r\n<center><h1>400 Bad Request</h1></center>\r\n<center>${words}</center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`;

test.each<[words: string, code: ErrorCode]>([
  ['No required SSL certificate was sent', 'MTLS_CERT_MISSING'], ['The SSL certificate error', 'MTLS_CERT_REFUSED'], ['Request Header Or Cookie Too Large', 'WISE_REFUSED'],
])('nginx’s page “%s” is %s', (words, code) => {
  expect(errorFromAnswer(answer(400, nginx(words)))).toMatchObject({ code, details: { status: 400, host: 'api.wise.com' } });
});

test('a given code replaces the one of the status', () => {
  expect(errorFromAnswer(answer(400, '{"error":"jws_error"}'), 'JOSE_REFUSED')).toMatchObject({ code: 'JOSE_REFUSED', details: { wiseCode: 'jws_error' } });
});

test('the header’s trace id comes before the body’s request id', () => {
  expect(errorFromAnswer(answer(500, '{"message":"x","request_id":"r-1"}')).details.traceId).toBe('abc');
});

test('Wise’s words become one short printable line', () => {
  const { wiseMessage } = readWiseWords(JSON.stringify({ message: `a\n\u202Eb\u0000${'c'.repeat(2000)}` }));
  expect(wiseMessage).toMatch(/^a b c{496}$/);
});

test('2xx passes, anything else is thrown', () => {
  expect(() => assertOk(answer(201, ''))).not.toThrow();
  expect(() => assertOk(answer(304, ''))).toThrow(expect.objectContaining({ code: 'WISE_ANSWER_INVALID' }));
});

test('a 2xx that does not fit names the field, and never the body', () => {
  const schema = z.object({ version: z.number() });
  expect(readJsonAnswer(answer(200, '{"version":1}'), schema)).toEqual({ version: 1 });
  expect(() => readJsonAnswer(answer(200, '{"version":"private"}'), schema)).toThrow(
    expect.objectContaining({ code: 'WISE_ANSWER_INVALID', details: expect.objectContaining({ reason: 'ANSWER_SHAPE', field: 'version' }) }),
  );
  expect(() => readJsonAnswer(answer(200, '<p>hello</p>'), schema)).toThrow(
    expect.objectContaining({ code: 'WISE_ANSWER_INVALID', details: expect.objectContaining({ reason: 'ANSWER_NOT_JSON' }) }),
  );
});
