import { expect, test } from 'vitest';
import { fileForBody, MAX_BODY_BYTES } from './body-file.ts';

const fileOf = (bytes: Uint8Array<ArrayBuffer>) => new File([bytes], 'body.json');

test('a file goes over byte for byte, whatever its bytes are', async () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
  expect(await fileForBody(fileOf(bytes))).toEqual({ file: { name: 'body.json', bytes: 256, base64: Buffer.from(bytes).toString('base64') } });
});

test('nothing, and too much, are said in words', async () => {
  expect((await fileForBody(fileOf(new Uint8Array(0)))).problem).toBe('body.json is empty.');
  expect((await fileForBody(fileOf(new Uint8Array(MAX_BODY_BYTES)))).file?.bytes).toBe(MAX_BODY_BYTES);
  expect((await fileForBody(fileOf(new Uint8Array(MAX_BODY_BYTES + 1)))).problem).toContain('more than 150,000 bytes');
});
