import type { X509Certificate } from 'node:crypto';
import type { CertificateCheck } from '../../shared/model/certificates.ts';
import { dayOf } from './entry.ts';
import { commonName, named, oneLine, organisation } from './names.ts';

type Verdict = Pick<CertificateCheck, 'state' | 'says'>;
export type ChainParts = { certificate: X509Certificate; chain: readonly X509Certificate[]; authorities: readonly X509Certificate[]; now: number };

/** What was found out of each pair: a list of many certificates asks again every time it is shown. */
const signatures = new WeakMap<X509Certificate, WeakMap<X509Certificate, boolean>>();

/** Whether `issuer` signed `certificate`: names, identifiers and signature. */
export function isSignedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  const known = signatures.get(certificate) ?? new WeakMap<X509Certificate, boolean>();
  signatures.set(certificate, known);
  const isSigned = known.get(issuer) ?? (certificate.checkIssued(issuer) && hasSignatureOf(certificate, issuer));
  known.set(issuer, isSigned);
  return isSigned;
}

export function isSelfSigned(certificate: X509Certificate): boolean {
  return isSignedBy(certificate, certificate);
}

/** More intermediates than any authority has. */
const LONGEST = 6;

/**
 * The certificates that lead from `certificate` upwards, each the issuer of the one before it, in the order in which they are sent; the newer one where there are two.
 * Without the root, which the other side has; what does not belong is left out.
 */
export function sortChain(certificate: X509Certificate, candidates: readonly X509Certificate[]): X509Certificate[] {
  const left = candidates.filter((one) => !isSame(one, certificate) && !isSelfSigned(one)).toSorted((a, b) => Date.parse(b.validTo) - Date.parse(a.validTo));
  const sorted: X509Certificate[] = [];
  while (sorted.length < LONGEST) {
    const below = sorted.at(-1) ?? certificate;
    const next = left.find((one) => !sorted.some((taken) => isSame(taken, one)) && isSignedBy(below, one));
    if (!next) break;
    sorted.push(next);
  }
  return sorted;
}

/** How many of `candidates` stand above the certificate, up to the root; 0 for a root. */
export function heightOf(certificate: X509Certificate, candidates: readonly X509Certificate[]): number {
  return isSelfSigned(certificate) ? 0 : 1 + sortChain(certificate, candidates).length;
}

export function isSame(one: X509Certificate, other: X509Certificate): boolean {
  return one.raw.equals(other.raw);
}

/** Whether the certificate leads over its intermediates to one of the connection's authorities (RFC 5280, 6, without name constraints), and if not, why. */
export function checkChain(parts: ChainParts): Verdict {
  if (parts.authorities.length === 0) return { state: 'unknown', says: 'No authority of Wise’s is known for this connection: import “Get Wise certificate” from Developer Hub to check it.' };
  const isFlawless = (link: X509Certificate) => flawOf(link, parts.now) === undefined;
  const path = pathToAuthority(parts, isFlawless);
  if (path) {
    const over = path.slice(1, -1).map((link) => `“${named(link)}”`).join(' and ');
    return { state: 'ok', says: `Leads${over === '' ? '' : ` over ${over}`} to “${named(path.at(-1)!)}”, which this connection knows as Wise’s.` };
  }
  const flawed = pathToAuthority(parts, () => true)?.slice(1).map((link) => flawOf(link, parts.now)).find((flaw) => flaw !== undefined);
  return flawed === undefined ? deadEnd([parts.certificate, ...sortChain(parts.certificate, parts.chain)], parts) : { state: 'failed', says: flawed };
}

/** A way upwards over links that are `allowed`, from the certificate to an authority. Each certificate is visited once: files may hold many that sign each other. */
function pathToAuthority({ certificate, chain, authorities }: ChainParts, allowed: (link: X509Certificate) => boolean): X509Certificate[] | undefined {
  const candidates = [...authorities, ...chain].filter(allowed);
  const seen: X509Certificate[] = [];
  const climb = (path: X509Certificate[]): X509Certificate[] | undefined => {
    const last = path.at(-1)!;
    if (authorities.some((authority) => isSame(authority, last))) return path;
    for (const next of candidates) {
      if (seen.some((one) => isSame(one, next)) || !isSignedBy(last, next)) continue;
      seen.push(next);
      const found = climb([...path, next]);
      if (found) return found;
    }
    return undefined;
  };
  return climb([certificate]);
}

/** Why a way upwards does not end at an authority that is known. */
function deadEnd(path: X509Certificate[], { authorities, chain }: Pick<ChainParts, 'authorities' | 'chain'>): Verdict {
  const below = path.at(-1)!;
  const last = chain.find((one) => isSelfSigned(one) && isSignedBy(below, one)) ?? below;
  const issuer = commonName(last.issuer) ?? last.issuer;
  const namesake = authorities.some((authority) => last.checkIssued(authority) || authority.subject === last.issuer);
  if (namesake) return { state: 'failed', says: `It is from another authority: “${issuer}” has the name of one of Wise’s that this connection knows, but the signature is not its own.` };
  if (isSelfSigned(last)) return { state: 'failed', says: last === path[0] ? 'It is from another authority than Wise’s: it signed itself.' : `It is from another authority: the chain ends at “${named(last)}”, which this connection does not know as Wise’s.` };
  const isForeign = !authorities.some((authority) => organisation(authority.subject) === organisation(last.issuer));
  return { state: 'failed', says: isForeign ? `It is from another authority: “${oneLine(last.issuer)}” issued it, which is none of those this connection knows as Wise’s.` : `An intermediate is missing: that of “${issuer}”. Add it to what is installed or to the connection’s Wise CA.` };
}

function flawOf(link: X509Certificate, now: number): string | undefined {
  if (!link.ca) return `“${named(link)}” signed it, but is no authority.`;
  if (Date.parse(link.validTo) <= now) return `“${named(link)}” in its chain ended on ${dayOf(link.validTo)}.`;
  return Date.parse(link.validFrom) > now ? `“${named(link)}” in its chain is not valid before ${dayOf(link.validFrom)}.` : undefined;
}

function hasSignatureOf(certificate: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return certificate.verify(issuer.publicKey);
  } catch {
    return false;
  }
}
