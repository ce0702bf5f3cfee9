import type { X509Certificate } from 'node:crypto';

/** One DER value: its tag, and its content. */
type Value = { tag: number; content: Buffer };

const CONSTRUCTED_3 = 0xa3;
const SEQUENCE = 0x30;
/** id-ce-keyUsage, 2.5.29.15 (RFC 5280, 4.2.1.3). */
const KEY_USAGE = Buffer.from([0x55, 0x1d, 0x0f]);
const DIGITAL_SIGNATURE = 0x80;

/** Whether the key may sign, as TLS wants of a client; undefined where the certificate does not restrict its key. Node tells extended key usages only. */
export function maySign({ raw }: X509Certificate): boolean | undefined {
  const bits = extensionsOf(raw).find(([id]) => id?.content.equals(KEY_USAGE))?.at(-1)?.content;
  // OCTET STRING over BIT STRING: the number of unused bits, then the bits.
  return bits && ((valuesIn(bits)[0]?.content[1] ?? 0) & DIGITAL_SIGNATURE) !== 0;
}

/** Each extension as its members: identifier, perhaps `critical`, value. */
function extensionsOf(raw: Buffer): Value[][] {
  const tbs = valuesIn(valuesIn(raw)[0]?.content)[0];
  const extensions = valuesIn(tbs?.content).find(({ tag }) => tag === CONSTRUCTED_3);
  return valuesIn(valuesIn(extensions?.content)[0]?.content).map(({ content }) => valuesIn(content));
}

/** Values one after the other. OpenSSL has read the certificate before, so they hold; but it takes lengths that are longer than they need be (BER). */
function valuesIn(der: Buffer = Buffer.alloc(0)): Value[] {
  const values: Value[] = [];
  for (let at = 0; at + 2 <= der.length;) {
    const first = der[at + 1] ?? 0;
    const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
    const length = lengthBytes === 0 ? first : der.subarray(at + 2, at + 2 + lengthBytes).reduce((sum, byte) => sum * 256 + byte, 0);
    const start = at + 2 + lengthBytes;
    values.push({ tag: der[at] ?? SEQUENCE, content: der.subarray(start, start + length) });
    at = start + length;
  }
  return values;
}
