import { expect, test } from 'vitest';
import { comesBackBy, loopbackAddresses } from './redirect-uri.ts';

test.each([
  ['http://127.0.0.1:47113/callback', 'loopback'],
  ['http://localhost:3000/cb', 'loopback'],
  ['http://[::1]:3000/', 'loopback'],
  ['https://localhost/cb', 'paste'],
  ['https://127.0.0.1:8080/', 'paste'],
  ['http://localhost.example.com/cb', 'paste'],
  ['http://127.0.0.1.example.com/', 'paste'],
  ['portcullis:oauth/callback', 'link'],
  ['portcullis://oauth/callback?tenant=7', 'link'],
  ['portcullis:///oauth/callback/', 'link'],
  ['portcullis://somewhere', 'paste'],
  ['portcullis:oauth/callback/elsewhere', 'paste'],
  ['https://app.example.com/wise/callback?tenant=7', 'paste'],
  ['https://app.example.com/?to=portcullis:oauth/callback', 'paste'],
  ['not an address', 'paste'],
])('%s comes back by %s', (uri, by) => {
  expect(comesBackBy(uri)).toBe(by);
});

test('the name of this machine is listened for on both of its addresses', () => {
  expect(loopbackAddresses('http://localhost:3000/cb')).toEqual(['127.0.0.1', '::1']);
  expect(loopbackAddresses('http://[::1]/')).toEqual(['::1']);
  expect(loopbackAddresses('http://10.0.0.1/')).toBeUndefined();
  expect(loopbackAddresses('http://constructor/')).toBeUndefined();
});
