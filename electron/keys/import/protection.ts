import { childrenOf, descend, integerOf, oidOf, type Asn1, type loadForge } from './forge.ts';

type ForgeModule = Awaited<ReturnType<typeof loadForge>>;

/** How a private key is encrypted, and how that is opened here. */
export type Protection = {
  /** Such as "PBES2, AES-256-CBC". */
  name: string;
  /** Whether the rounds are counted by the crypto library or by our own script; undefined when it cannot be opened. */
  reader: 'native' | 'script' | undefined;
  /** No longer good enough to keep a key under. */
  isOld: boolean;
  /** Rounds of the key derivation; for scrypt the product of its three costs, which takes about as long. */
  rounds: number | undefined;
};

/** Above these a file would hold up the whole app: a few seconds each. */
const MOST_ROUNDS = { native: 10_000_000, script: 200_000 } as const;
/** The same for all parts of a file together, and for all forms of the passphrase. */
const MOST_TOGETHER = { native: 12_000_000, script: 1_200_000 } as const;

const PBES2 = '1.2.840.113549.1.5.13';
const PKCS12 = '1.2.840.113549.1.12.1';
const PKCS5 = '1.2.840.113549.1.5';

type Known = Omit<Protection, 'rounds'>;
/** RFC 7292, appendix C, and RFC 8018, A.3. */
const PBES1_SCHEMES: Readonly<Record<string, Known>> = {
  [`${PKCS12}.1`]: { name: 'PKCS#12, RC4-128', reader: undefined, isOld: true },
  [`${PKCS12}.2`]: { name: 'PKCS#12, RC4-40', reader: undefined, isOld: true },
  [`${PKCS12}.3`]: { name: 'PKCS#12, 3DES', reader: 'script', isOld: true },
  [`${PKCS12}.4`]: { name: 'PKCS#12, two-key 3DES', reader: 'script', isOld: true },
  [`${PKCS12}.5`]: { name: 'PKCS#12, RC2-128', reader: 'script', isOld: true },
  [`${PKCS12}.6`]: { name: 'PKCS#12, RC2-40', reader: 'script', isOld: true },
  [`${PKCS5}.1`]: { name: 'PBES1, MD2 and DES', reader: undefined, isOld: true },
  [`${PKCS5}.3`]: { name: 'PBES1, MD5 and DES', reader: undefined, isOld: true },
  [`${PKCS5}.4`]: { name: 'PBES1, MD2 and RC2', reader: undefined, isOld: true },
  [`${PKCS5}.6`]: { name: 'PBES1, MD5 and RC2', reader: undefined, isOld: true },
  [`${PKCS5}.10`]: { name: 'PBES1, SHA-1 and DES', reader: undefined, isOld: true },
  [`${PKCS5}.11`]: { name: 'PBES1, SHA-1 and RC2', reader: undefined, isOld: true },
};

/** RFC 8018, B.2. */
const PBES2_CIPHERS: Readonly<Record<string, Known>> = {
  '2.16.840.1.101.3.4.1.2': { name: 'AES-128-CBC', reader: 'native', isOld: false },
  '2.16.840.1.101.3.4.1.22': { name: 'AES-192-CBC', reader: 'native', isOld: false },
  '2.16.840.1.101.3.4.1.42': { name: 'AES-256-CBC', reader: 'native', isOld: false },
  '1.2.840.113549.3.7': { name: '3DES', reader: 'native', isOld: true },
  '1.3.14.3.2.7': { name: 'DES', reader: 'native', isOld: true },
  '1.2.840.113549.3.2': { name: 'RC2', reader: undefined, isOld: true },
};

/** Reads an AlgorithmIdentifier (RFC 5958, 3). */
export function protectionOf(forge: ForgeModule, algorithm: Asn1 | undefined): Protection {
  const oid = oidOf(forge, algorithm && descend(algorithm, 0));
  if (!algorithm || oid !== PBES2) {
    const known = PBES1_SCHEMES[oid] ?? { name: oid || 'an unknown cipher', reader: undefined, isOld: false };
    return { ...known, rounds: integerOf(forge, algorithm && descend(algorithm, 1, 1)) };
  }
  const cipher = oidOf(forge, descend(algorithm, 1, 1, 0));
  const known = PBES2_CIPHERS[cipher] ?? { name: cipher || 'an unknown cipher', reader: undefined, isOld: false };
  return { ...known, name: `PBES2, ${known.name}`, rounds: roundsOfKdf(forge, descend(algorithm, 1, 0)) };
}

/** RFC 7914, 7. */
const SCRYPT = '1.3.6.1.4.1.11591.4.11';

/** PBKDF2 has its count second, after the salt; scrypt its three costs. */
function roundsOfKdf(forge: ForgeModule, kdf: Asn1 | undefined): number | undefined {
  const params = kdf && descend(kdf, 1);
  const [, ...members] = params ? childrenOf(params) : [];
  if (oidOf(forge, kdf && descend(kdf, 0)) !== SCRYPT) return integerOf(forge, members[0]);
  return members.slice(0, 3).reduce((product, member) => product * (integerOf(forge, member) ?? Infinity), 1);
}

/** Bounds how long the opening of one file holds up the app, however many parts it has. */
export class Effort {
  readonly #left: Record<'native' | 'script', number> = { ...MOST_TOGETHER };

  /** May it be opened, with so many tries? What was allowed counts as done. */
  allows({ reader, rounds = 0 }: Pick<Protection, 'reader' | 'rounds'>, tries: number): boolean {
    if (reader === undefined) return true;
    if (rounds < 0 || rounds > MOST_ROUNDS[reader] || rounds * tries > this.#left[reader]) return false;
    this.#left[reader] -= rounds * tries;
    return true;
  }
}
