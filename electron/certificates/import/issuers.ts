import type { X509Certificate } from 'node:crypto';
import { isSignedBy } from '../chain.ts';

/** More intermediates than any authority has; also ends the search in certificates that sign each other in a circle. */
const LONGEST_CHAIN = 6;

/** Who signed whom among some certificates. Each signature is looked at once: a file may hold many that claim each other. */
export class Issuers {
  readonly #newestFirst: readonly X509Certificate[];
  readonly #verdicts = new Map<X509Certificate, Map<X509Certificate, boolean>>();

  constructor(certificates: readonly X509Certificate[]) {
    this.#newestFirst = certificates.toSorted((a, b) => Date.parse(b.validTo) - Date.parse(a.validTo));
  }

  signed(issuer: X509Certificate, certificate: X509Certificate): boolean {
    const verdicts = this.#verdicts.get(issuer) ?? new Map<X509Certificate, boolean>();
    this.#verdicts.set(issuer, verdicts);
    const verdict = verdicts.get(certificate) ?? isSignedBy(certificate, issuer);
    verdicts.set(certificate, verdict);
    return verdict;
  }

  isSelfSigned(certificate: X509Certificate): boolean {
    return this.signed(certificate, certificate);
  }

  signedAnother(issuer: X509Certificate): boolean {
    return this.#newestFirst.some((one) => one !== issuer && this.signed(issuer, one));
  }

  /** Upwards from `certificate`, each the issuer of the one before it, the newer one where there are two; without the root, which the other side has. */
  chainOf(certificate: X509Certificate): X509Certificate[] {
    const chain = [certificate];
    while (chain.length <= LONGEST_CHAIN) {
      const last = chain.at(-1)!;
      const next = this.#newestFirst.find((one) => !chain.includes(one) && this.signed(one, last) && !this.isSelfSigned(one));
      if (!next) break;
      chain.push(next);
    }
    return chain.slice(1);
  }
}
