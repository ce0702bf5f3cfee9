/** A compact JWS of any header and payload, its signature nonsense. */
export function looseJws(header: unknown, payload = '{}'): string {
  return [typeof header === 'string' ? header : JSON.stringify(header), payload, 'signature'].map(encode).join('.');
}

/** A compact JWE of any header, its other parts nonsense. */
export function looseJwe(header: unknown): string {
  return [typeof header === 'string' ? header : JSON.stringify(header), 'key', 'iv', 'ciphertext', 'tag'].map(encode).join('.');
}

/** The token with its header replaced. */
export function withHeader(compact: string, header: unknown): string {
  return [encode(JSON.stringify(header)), ...compact.split('.').slice(1)].join('.');
}

/** Every change of one bit in the bytes of one part, as tokens again. */
export function* bitChanges(compact: string, part: number): Generator<string> {
  const parts = compact.split('.');
  const bytes = Buffer.from(parts[part]!, 'base64url');
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const changed = Buffer.from(bytes);
    changed[bit >> 3]! ^= 1 << (bit & 7);
    yield parts.with(part, changed.toString('base64url')).join('.');
  }
}

function encode(text: string): string {
  return Buffer.from(text).toString('base64url');
}
