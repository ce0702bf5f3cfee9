/** As much as one message to main takes in base64. */
export const MAX_BODY_BYTES = 150_000;

export type BodyFile = { name: string; bytes: number; base64: string };

/** A dropped file as main takes it, byte for byte, or in words why not. */
export async function fileForBody(file: Pick<File, 'name' | 'size' | 'arrayBuffer'>): Promise<{ file?: BodyFile; problem?: string }> {
  if (file.size === 0) return { problem: `${file.name} is empty.` };
  if (file.size > MAX_BODY_BYTES) return { problem: `${file.name} has more than ${MAX_BODY_BYTES.toLocaleString('en')} bytes. Take the body from a file instead.` };
  const bytes = new Uint8Array(await file.arrayBuffer());
  return { file: { name: file.name, bytes: bytes.length, base64: btoa(Array.from(bytes, (byte) => String.fromCodePoint(byte)).join('')) } };
}
