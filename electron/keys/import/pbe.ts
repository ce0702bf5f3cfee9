import { createDecipheriv, pbkdf2Sync, scryptSync } from 'node:crypto';
import { childrenOf, descend, integerOf, octetsOf, oidOf, type Asn1, type loadForge } from './forge.ts';
import type { PassphraseForm } from './passphrase-forms.ts';
import { pkcs12Key, type Hash } from './pkcs12-kdf.ts';

type ForgeModule = Awaited<ReturnType<typeof loadForge>>;
type Cipher = { bytes: number; ivBytes: number; open: (forge: ForgeModule, key: Buffer, iv: Buffer, sealed: Buffer) => Buffer };

/** Password-based encryption with its parameters read. `open` throws a plain error when the passphrase, or what is inside, is wrong. */
export type Pbe = { open(sealed: Buffer, form: PassphraseForm): Buffer };

const HMACS: Readonly<Record<string, Hash>> = {
  '1.2.840.113549.2.7': 'sha1', '1.2.840.113549.2.8': 'sha224', '1.2.840.113549.2.9': 'sha256', '1.2.840.113549.2.10': 'sha384', '1.2.840.113549.2.11': 'sha512',
};

const PKCS12 = '1.2.840.113549.1.12.1';
const PBES2 = '1.2.840.113549.1.5.13';
const SCRYPT = '1.3.6.1.4.1.11591.4.11';
const SCRYPT_BYTES = 2 ** 28;

/** RFC 7292, appendix C. The last byte of `bytes` is the parity's in 3DES, which nobody looks at. */
const PKCS12_CIPHERS: Readonly<Record<string, Cipher>> = {
  [`${PKCS12}.3`]: nodeCipher('des-ede3-cbc', 24, 8),
  [`${PKCS12}.4`]: { ...nodeCipher('des-ede3-cbc', 24, 8), bytes: 16 },
  [`${PKCS12}.5`]: rc2Cipher(16),
  [`${PKCS12}.6`]: rc2Cipher(5),
};
/** RFC 8018, B.2. */
const PBES2_CIPHERS: Readonly<Record<string, Cipher>> = {
  '2.16.840.1.101.3.4.1.2': nodeCipher('aes-128-cbc', 16, 16),
  '2.16.840.1.101.3.4.1.22': nodeCipher('aes-192-cbc', 24, 16),
  '2.16.840.1.101.3.4.1.42': nodeCipher('aes-256-cbc', 32, 16),
  '1.2.840.113549.3.7': nodeCipher('des-ede3-cbc', 24, 8),
  '1.3.14.3.2.7': desCipher(),
};

/** Reads an AlgorithmIdentifier that `protectionOf` knows a reader for. Throws a plain error when its parameters are damaged. */
export function pbeOf(forge: ForgeModule, algorithm: Asn1): Pbe {
  const oid = oidOf(forge, descend(algorithm, 0));
  return oid === PBES2 ? pbes2Of(forge, algorithm) : pkcs12PbeOf(forge, algorithm, must(PKCS12_CIPHERS[oid]));
}

function pkcs12PbeOf(forge: ForgeModule, algorithm: Asn1, cipher: Cipher): Pbe {
  const [salt, rounds] = [octetsAt(algorithm, 1, 0), roundsAt(forge, algorithm, 1, 1)];
  return {
    open(sealed, { bmp }) {
      const key = pkcs12Key({ hash: 'sha1', id: 1, bmp, salt, rounds, bytes: cipher.bytes });
      return openAndWipe(forge, cipher, key, pkcs12Key({ hash: 'sha1', id: 2, bmp, salt, rounds, bytes: cipher.ivBytes }), sealed);
    },
  };
}

function pbes2Of(forge: ForgeModule, algorithm: Asn1): Pbe {
  const cipher = must(PBES2_CIPHERS[oidOf(forge, descend(algorithm, 1, 1, 0))]);
  const [iv, kdf] = [octetsAt(algorithm, 1, 1, 1), must(descend(algorithm, 1, 0))];
  if (iv.length !== cipher.ivBytes) throw new TypeError('initialization vector');
  const derive = oidOf(forge, descend(kdf, 0)) === SCRYPT ? scryptOf(forge, kdf) : pbkdf2Of(forge, kdf);
  return { open: (sealed, { utf8 }) => openAndWipe(forge, cipher, derive(utf8, cipher.bytes), iv, sealed) };
}

type Derive = (passphrase: Buffer, bytes: number) => Buffer;

/** RFC 8018, A.2: salt, rounds, optional length, optional PRF, which is HMAC-SHA-1 when left out. */
function pbkdf2Of(forge: ForgeModule, kdf: Asn1): Derive {
  const [salt, rounds] = [octetsAt(kdf, 1, 0), roundsAt(forge, kdf, 1, 1)];
  const prf = childrenOf(must(descend(kdf, 1))).slice(2).find(({ type }) => type === forge.asn1.Type.SEQUENCE);
  const hash = prf ? must(HMACS[oidOf(forge, descend(prf, 0))]) : 'sha1';
  return (passphrase, bytes) => pbkdf2Sync(passphrase, salt, rounds, bytes, hash);
}

function scryptOf(forge: ForgeModule, kdf: Asn1): Derive {
  const salt = octetsAt(kdf, 1, 0);
  const [N, r, p] = [roundsAt(forge, kdf, 1, 1), roundsAt(forge, kdf, 1, 2), roundsAt(forge, kdf, 1, 3)];
  return (passphrase, bytes) => scryptSync(passphrase, salt, bytes, { N, r, p, maxmem: SCRYPT_BYTES });
}

function nodeCipher(name: string, bytes: number, ivBytes: number): Cipher {
  return {
    bytes, ivBytes,
    open(_, key, iv, sealed) {
      // Two-key 3DES is 3DES whose third key is the first.
      const whole = Buffer.concat([key, key]).subarray(0, bytes);
      const decipher = createDecipheriv(name, whole, iv);
      whole.fill(0);
      return Buffer.concat([decipher.update(sealed), decipher.final()]);
    },
  };
}

/** RC2 is in no crypto library that Node or Electron brings along; DES is in some. */
function rc2Cipher(bytes: number): Cipher {
  return {
    bytes, ivBytes: 8,
    open(forge, key, iv, sealed) {
      const cipher = forge.rc2.createDecryptionCipher(key.toString('latin1'), bytes * 8);
      cipher.start(iv.toString('latin1'));
      return finished(forge, cipher, sealed);
    },
  };
}

function desCipher(): Cipher {
  return {
    bytes: 8, ivBytes: 8,
    open(forge, key, iv, sealed) {
      const cipher = forge.cipher.createDecipher('DES-CBC', key.toString('latin1'));
      cipher.start({ iv: iv.toString('latin1') });
      return finished(forge, cipher, sealed);
    },
  };
}

type ForgeCipher = { update(input: ReturnType<ForgeModule['util']['createBuffer']>): unknown; finish(): unknown; output: { getBytes(): string } };

function finished(forge: ForgeModule, cipher: ForgeCipher, sealed: Buffer): Buffer {
  cipher.update(forge.util.createBuffer(sealed.toString('latin1')));
  if (cipher.finish() === false) throw new TypeError('padding');
  return Buffer.from(cipher.output.getBytes(), 'latin1');
}

function openAndWipe(forge: ForgeModule, cipher: Cipher, key: Buffer, iv: Buffer, sealed: Buffer): Buffer {
  try {
    return cipher.open(forge, key, iv, sealed);
  } finally {
    key.fill(0);
  }
}

function octetsAt(node: Asn1, ...path: number[]): Buffer {
  return octetsOf(must(descend(node, ...path)));
}

function roundsAt(forge: ForgeModule, node: Asn1, ...path: number[]): number {
  const rounds = must(integerOf(forge, descend(node, ...path)));
  if (rounds < 1 || !Number.isSafeInteger(rounds)) throw new TypeError('rounds');
  return rounds;
}

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new TypeError('parameters');
  return value;
}
