import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createMemoryShell } from '../shell/memory.ts';
import { base64Bytes } from './base64-bytes.ts';
import { takeDigits } from './digits.ts';
import { readFaceMap } from './face-map.ts';
import { thisDeviceFingerprint } from './this-device.ts';

test('base64 in bytes is what Node makes of it, at any length', () => {
  for (let length = 0; length < 70; length += 1) {
    const bytes = randomBytes(length);
    for (const form of ['base64', 'base64url'] as const) expect(base64Bytes(bytes, form).toString('latin1')).toBe(bytes.toString(form));
  }
});

test('digits become ASCII, and the array that held them holds zeros', () => {
  const digits = [0, 4, 7, 9];
  expect([takeDigits(digits).toString(), digits]).toEqual(['0479', [0, 0, 0, 0]]);
});

test('this device is always the same for a profile, another for every other, and tells nothing of the machine', async () => {
  const machine = '0123456789abcdef0123456789abcdef';
  const of = async (clientId: string, profileId: number, id: string | undefined = machine) => (await thisDeviceFingerprint({ clientId, profileId }, async () => id)).toString();
  const first = await of('client', 1);
  expect(first).toMatch(/^[\w-]{43}$/);
  expect(await of('client', 1)).toBe(first);
  const others = [await of('client', 2), await of('client2', 1), await of('client', 1, machine.toUpperCase())];
  expect(new Set([first, ...others]).size).toBe(4);
  await expect(thisDeviceFingerprint({ clientId: 'client', profileId: 1 }, async () => undefined)).rejects.toMatchObject({ code: 'SCA_DEVICE_UNKNOWN' });
});

const BINARY = Buffer.concat([Buffer.from([0, 1, 2, 0xff]), randomBytes(300)]);
const TEXT = BINARY.toString('base64');
const { dialogs } = createMemoryShell();

test.each([
  ['base64 in one line', { kind: 'text', text: TEXT }],
  ['base64 in lines', { kind: 'text', text: `\ufeff${TEXT.replaceAll(/.{64}/g, '$&\r\n')}\n` }],
  ['a file of base64', { kind: 'file', name: 'a.txt', base64: Buffer.from(TEXT).toString('base64') }],
  ['a binary file', { kind: 'file', name: 'a.bin', base64: TEXT }],
] as const)('a face map is read from %s', async (_, from) => {
  expect((await readFaceMap({ dialogs }, from)).toString()).toBe(TEXT);
});

test.each([
  ['It is empty.', Buffer.from(' \n')],
  ['It is text, but no base64.', Buffer.from('hello there')],
  ['It is text, but no base64.', Buffer.from('AAAAA')],
  ['It is a picture, a document or an archive.', Buffer.from('ffd8ffe000104a464946', 'hex')],
])('%s', async (reason, bytes) => {
  await expect(readFaceMap({ dialogs }, { kind: 'file', name: 'x', base64: bytes.toString('base64') })).rejects.toMatchObject({ code: 'SCA_FACE_MAP_UNREADABLE', details: { reason } });
});

test('a picked file is read to 2 MiB, and what was read of it holds zeros afterwards', async () => {
  const shell = createMemoryShell();
  await expect(readFaceMap(shell, { kind: 'pick' })).rejects.toMatchObject({ code: 'CANCELLED' });
  const held = new Uint8Array(Buffer.from(TEXT));
  shell.nextFile = { name: 'a.txt', read: async () => held };
  expect((await readFaceMap(shell, { kind: 'pick' })).toString()).toBe(TEXT);
  expect(held.every((byte) => byte === 0)).toBe(true);
  shell.nextFile = { name: 'a.txt', read: async (most) => new Uint8Array(most).fill(0x41) };
  await expect(readFaceMap(shell, { kind: 'pick' })).rejects.toMatchObject({ details: { reason: 'It is larger than 2 MiB.' } });
});
