import { expect, test } from 'vitest';
import { contract } from '../../shared/ipc/contract.ts';
import { droppedFile, MAX_FILE_BYTES } from './dropped-file.ts';

test('a dropped file comes as base64, byte for byte, and fits the contract', async () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
  const { from } = await droppedFile(new File([bytes], 'acme.p12'));
  expect(from?.name).toBe('acme.p12');
  expect(Buffer.from(from?.base64 ?? '', 'base64')).toEqual(Buffer.from(bytes));
  expect(contract['keys.inspect'].input.safeParse({ from }).error).toBeUndefined();
});

test('an empty file and one too large are refused by name, without being read', async () => {
  expect(await droppedFile(new File([], 'nothing.pem'))).toEqual({ problem: 'nothing.pem is empty.' });
  const huge = { name: 'film.mp4', size: MAX_FILE_BYTES + 1, arrayBuffer: () => Promise.reject(new Error('read')) };
  expect(await droppedFile(huge)).toEqual({ problem: 'film.mp4 is too large to be a key or certificate.' });
});

test('the largest file taken is within one message to main', async () => {
  const { from } = await droppedFile(new File([new Uint8Array(MAX_FILE_BYTES)], 'a'));
  expect(from?.base64.length).toBeLessThan(250_000);
});
