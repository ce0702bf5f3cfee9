import type { Input } from '../../shared/ipc/contract.ts';

/** A key, certificate or PKCS#12 file is a few kilobytes; this is as much as one message to main takes in base64. */
export const MAX_FILE_BYTES = 180_000;

type FileSource = Extract<Input<'keys.inspect'>['from'], { kind: 'file' }>;

function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCodePoint(byte)).join(''));
}

/** A dropped file as main takes it, or in words why not. */
export async function droppedFile(file: Pick<File, 'name' | 'size' | 'arrayBuffer'>): Promise<{ from?: FileSource; problem?: string }> {
  if (file.size === 0) return { problem: `${file.name} is empty.` };
  if (file.size > MAX_FILE_BYTES) return { problem: `${file.name} is too large to be a key or certificate.` };
  return { from: { kind: 'file', name: file.name.slice(-255), base64: toBase64(new Uint8Array(await file.arrayBuffer())) } };
}
