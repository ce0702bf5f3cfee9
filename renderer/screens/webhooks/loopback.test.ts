import { expect, test } from 'vitest';
import { isLoopback } from './loopback.ts';

test.each([['https://localhost:8443/x', true], ['https://127.0.0.1/x', true], ['https://127.1/x', true], ['https://[::1]:1/', true], ['https://localhost.example.com/', false], ['https://192.0.2.1/', false], ['nothing', false]])('%s: %s', (url, is) => {
  expect(isLoopback(url)).toBe(is);
});
