import { importJWK } from 'jose';
import type { AlgorithmId } from '../../shared/model/algorithms.ts';
import type { PrivateJwk } from './public-key.ts';

/** What of a vault's key entry is needed to sign with it. */
export type StoredKey = { id: string; algorithm: AlgorithmId; privateJwk: { kty: 'EC' | 'RSA'; [field: string]: unknown } };

/** Private keys ready for use, imported once each as keys that cannot be exported again, until the vault locks. */
export class PrivateKeys {
  readonly #imported = new Map<string, Promise<CryptoKey>>();

  async get(stored: StoredKey): Promise<CryptoKey> {
    const kept = this.#imported.get(stored.id);
    if (kept) return kept;
    const importing = importPrivate(stored);
    this.#imported.set(stored.id, importing);
    return importing;
  }

  /** Forgets every key, as on lock. */
  clear(): void {
    this.#imported.clear();
  }
}

async function importPrivate({ algorithm, privateJwk }: StoredKey): Promise<CryptoKey> {
  const key = await importJWK(privateJwk as PrivateJwk, algorithm, { extractable: false });
  if (key instanceof Uint8Array) throw new TypeError('not an asymmetric key');
  return key;
}
