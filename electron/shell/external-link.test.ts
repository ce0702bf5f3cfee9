import { expect, test } from 'vitest';
import { httpsOnly } from './external-link.ts';

test('an https address passes in its normal form', () => {
  expect(httpsOnly('HTTPS://Example.com/a b?c=ü')).toBe('https://example.com/a%20b?c=%C3%BC');
});

test.each(['http://example.com', 'file:///etc/passwd', 'javascript:alert(1)', 'ms-settings:', '-a Calculator', '', 'https://user:word@example.com/'])('%j is refused', (url) => {
  expect(() => httpsOnly(url)).toThrow(expect.objectContaining({ code: 'HOST_FORBIDDEN' }));
});
