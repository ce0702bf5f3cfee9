import { createPublicKey } from 'node:crypto';
import { exportPKCS8, generateKeyPair, importPKCS8, type GenerateKeyPairResult } from 'jose';
import { ALGORITHMS } from '../../shared/model/algorithms.ts';
import type { Store, WiseAlgorithm } from './state.ts';

/** One of Wise's own keys. `spki` is DER in base64. */
export interface WiseKey {
  readonly version: number;
  readonly spki: string;
  readonly privateKey: CryptoKey;
}

/** Bits of Wise's RSA keys: the least that JWA (RFC 7518) allows, for they are made while somebody waits. */
const RSA_BITS = 2048;

/**
 * Wise's keys: one per algorithm and version, made when first asked for (RSA takes a moment) and kept in the state.
 * Versions count from 1; a rotation publishes the next for every algorithm.
 */
export class WiseKeys {
  readonly #store: Store;
  readonly #opened = new Map<string, Promise<WiseKey>>();
  readonly #unpublished = new Map<WiseAlgorithm, Promise<GenerateKeyPairResult>>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** The key of that version, by default the newest; undefined when no such version was ever published. */
  async key(algorithm: WiseAlgorithm, version = this.#store.state.wiseKeyVersion): Promise<WiseKey | undefined> {
    if (version < 1 || version > this.#store.state.wiseKeyVersion) return undefined;
    return remember(this.#opened, `${algorithm} ${version}`, () => this.#open(algorithm, version));
  }

  /** A key pair that is published nowhere, for the faults `wrongKey` and `wrongEncryptionKey`. */
  unpublished(algorithm: WiseAlgorithm): Promise<GenerateKeyPairResult> {
    return remember(this.#unpublished, algorithm, () => generate(algorithm));
  }

  /** Publishes a new version of every key and answers its number. */
  rotate(): number {
    const wiseKeyVersion = this.#store.state.wiseKeyVersion + 1;
    this.#store.change({ wiseKeyVersion });
    return wiseKeyVersion;
  }

  async #open(algorithm: WiseAlgorithm, version: number): Promise<WiseKey> {
    const stored = this.#store.state.wiseKeys.find((key) => key.algorithm === algorithm && key.version === version);
    const pem = stored?.privateKey ?? (await exportPKCS8((await generate(algorithm)).privateKey));
    if (!stored) this.#store.change({ wiseKeys: [...this.#store.state.wiseKeys, { algorithm, version, privateKey: pem }] });
    const spki = createPublicKey(pem).export({ type: 'spki', format: 'der' }).toString('base64');
    return { version, spki, privateKey: await importPKCS8(pem, joseName(algorithm)) };
  }
}

/** The JOSE header value of an algorithm: `RSA-OAEP-256` for `RSA_OAEP_256`. */
function joseName(algorithm: WiseAlgorithm): string {
  return ALGORITHMS.find((a) => a.wiseName === algorithm)!.id;
}

const generate = (algorithm: WiseAlgorithm) => generateKeyPair(joseName(algorithm), { modulusLength: RSA_BITS, extractable: true });

/** One making per key, however many ask at once; a failed one may be tried again. */
function remember<K, V>(cache: Map<K, Promise<V>>, key: K, make: () => Promise<V>): Promise<V> {
  const known = cache.get(key);
  if (known) return known;
  const making = make();
  cache.set(key, making);
  making.catch(() => cache.delete(key));
  return making;
}
