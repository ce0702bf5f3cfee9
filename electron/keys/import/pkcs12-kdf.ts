import { createHash, createHmac, hash as oneHash, timingSafeEqual } from 'node:crypto';
import { descend, integerOf, octetsOf, oidOf, type Asn1, type loadForge } from './forge.ts';
import type { PassphraseForm } from './passphrase-forms.ts';

type ForgeModule = Awaited<ReturnType<typeof loadForge>>;
export type Hash = keyof typeof BLOCK_BYTES;

/** Of the compression function, which RFC 7292, B.2 calls v. */
const BLOCK_BYTES = { sha1: 64, sha224: 64, sha256: 64, sha384: 128, sha512: 128 } as const;

const HASHES: Readonly<Record<string, Hash>> = {
  '1.3.14.3.2.26': 'sha1', '2.16.840.1.101.3.4.2.4': 'sha224', '2.16.840.1.101.3.4.2.1': 'sha256', '2.16.840.1.101.3.4.2.2': 'sha384', '2.16.840.1.101.3.4.2.3': 'sha512',
};

type Pkcs12Kdf = { hash: Hash; id: 1 | 2 | 3; bmp: Buffer; salt: Buffer; rounds: number; bytes: number };

/** RFC 7292, B.2. `id`: 1 key, 2 vector, 3 MAC. */
export function pkcs12Key({ hash, id, bmp, salt, rounds, bytes }: Pkcs12Kdf): Buffer {
  const block = BLOCK_BYTES[hash];
  const diversifier = Buffer.alloc(block, id);
  const input = Buffer.concat([filled(salt, block), filled(bmp, block)]);
  const output = Buffer.alloc(bytes);
  for (let at = 0; at < bytes;) {
    let digest = createHash(hash).update(diversifier).update(input).digest();
    for (let round = 1; round < rounds; round += 1) digest = oneHash(hash, digest, 'buffer');
    at += digest.copy(output, at);
    addToBlocks(input, Buffer.alloc(block, digest));
  }
  input.fill(0);
  return output;
}

/** Repeated to a whole number of blocks; nothing stays nothing. */
function filled(bytes: Buffer, block: number): Buffer {
  return bytes.length === 0 ? bytes : Buffer.alloc(Math.ceil(bytes.length / block) * block, bytes);
}

/** Adds `addend` + 1 to every block, big-endian, the overflow dropped. */
function addToBlocks(input: Buffer, addend: Buffer): void {
  for (let start = 0; start < input.length; start += addend.length) {
    let carry = 1;
    for (let at = addend.length - 1; at >= 0; at -= 1) {
      carry += input[start + at]! + addend[at]!;
      input[start + at] = carry;
      carry >>= 8;
    }
  }
}

export type Mac = { rounds: number; verify(form: PassphraseForm): boolean };

/** The MAC of a PFX (RFC 7292, 4) over `content`; undefined for one that is not known here, or damaged. */
export function macOf(forge: ForgeModule, macData: Asn1, content: Buffer): Mac | undefined {
  const [hash, wanted, salt] = [HASHES[oidOf(forge, descend(macData, 0, 0, 0))], descend(macData, 0, 1), descend(macData, 1)];
  const rounds = descend(macData, 2) ? integerOf(forge, descend(macData, 2)) : 1;
  if (!hash || !wanted || !salt || !rounds) return undefined;
  return {
    rounds,
    verify({ bmp }) {
      const key = pkcs12Key({ hash, id: 3, bmp, salt: octetsOf(salt), rounds, bytes: createHash(hash).digest().length });
      const [ours, theirs] = [createHmac(hash, key).update(content).digest(), octetsOf(wanted)];
      key.fill(0);
      return ours.length === theirs.length && timingSafeEqual(ours, theirs);
    },
  };
}
