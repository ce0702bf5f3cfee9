const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const ALPHABETS = { base64: Buffer.from(`${LETTERS}+/`), base64url: Buffer.from(`${LETTERS}-_`) } as const;
const PAD = 0x3d;

/** Base64 (RFC 4648; base64url without padding) as ASCII bytes: a text could not be wiped. Whoever asked for it fills it with zeros in the end. */
export function base64Bytes(bytes: Uint8Array, form: keyof typeof ALPHABETS): Buffer {
  const alphabet = ALPHABETS[form];
  const signs = Math.ceil((bytes.length * 8) / 6);
  const out = Buffer.alloc(form === 'base64' ? Math.ceil(bytes.length / 3) * 4 : signs, PAD);
  for (let at = 0; at < signs; at += 1) {
    const bit = at * 6;
    const pair = ((bytes[bit >> 3] ?? 0) << 8) | (bytes[(bit >> 3) + 1] ?? 0);
    out[at] = alphabet[(pair >> (10 - (bit & 7))) & 63] ?? 0;
  }
  return out;
}
