import { expect, test } from 'vitest';
import { requestText, responseText } from './exchange.ts';

const exchange = {
  method: 'POST', host: 'localhost:41123', path: '/oauth/token', status: 200, ms: 1, waitedMs: 0, correlationId: 'c',
  requestHeaders: { Authorization: 'Basic [secret]' }, responseHeaders: { 'content-type': 'application/json' },
};

test('shows a request as it went out and an answer’s head', () => {
  expect(requestText(exchange, 'grant_type=client_credentials')).toBe('POST /oauth/token HTTP/1.1\nHost: localhost:41123\nAuthorization: Basic [secret]\n\ngrant_type=client_credentials');
  expect(requestText(exchange)).not.toContain('\n\n');
  expect(responseText(exchange)).toBe('HTTP/1.1 200\ncontent-type: application/json');
});
