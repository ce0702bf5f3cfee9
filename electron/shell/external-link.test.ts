import { expect, test } from 'vitest';
import { httpsOnly } from './external-link.ts';

test('an https address passes in its normal form', () => {
  expect(httpsOnly('HTTPS://Example.com/a b?c=ü')).toBe('https://example.com/a%20b?c=%C3%BC');
});

test.each(['http://127.0.0.1:8080/oauth/authorize/?client_id=a', 'http://localhost/', 'http://[::1]:47113/callback'])('%j is a page of this machine', (url) => {
  expect(httpsOnly(url)).toBe(url);
});

test.each(['http://localhost.example.com/', 'http://127.0.0.2/', 'http://example.com', 'file:///etc/passwd', 'javascript:alert(1)', 'ms-settings:', '-a Calculator', '', 'https://user:word@example.com/', 'http://me@localhost/'])('%j is refused', (url) => {
  expect(() => httpsOnly(url)).toThrow(expect.objectContaining({ code: 'HOST_FORBIDDEN' }));
});
