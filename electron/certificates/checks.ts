import { createPublicKey, type KeyObject, type X509Certificate } from 'node:crypto';
import { DAY_MS, daysLeft } from '../../shared/days.ts';
import { PortcullisError, type ErrorCode } from '../../shared/errors.ts';
import { CERTIFICATE_KINDS, type CertificateCheck } from '../../shared/model/certificates.ts';
import { checkChain } from './chain.ts';
import { dayOf, isoOf } from './entry.ts';
import { maySign } from './extensions.ts';
import { isTakenKind, kindOfKey } from './kind.ts';
import { commonName } from './names.ts';
import type { Siblings } from './siblings.ts';

/** Wise's limit of certificates that are neither removed nor past their end. */
export const MOST_ACTIVE = 10;

export type CheckedCertificate = {
  certificate: X509Certificate;
  /** Intermediates, in any order. */
  chain: readonly X509Certificate[];
  /** Wise's as the connection knows them: `authoritiesOf`. */
  authorities: readonly X509Certificate[];
  /** Or its public half. Absent where none was found. */
  privateKey?: KeyObject | undefined;
  /** Of the connection; absent while it is not known. */
  clientId?: string | undefined;
  /** Its name in Developer Hub; absent while it has none. */
  name?: string | undefined;
  /** The connection's other certificates. */
  others: Siblings;
  /** Milliseconds since the epoch. */
  now: number;
  /** Days before its end from which it needs somebody. */
  leadDays: number;
};

type Verdict = Pick<CertificateCheck, 'state' | 'says'>;
type Check = (checked: CheckedCertificate) => Verdict;

const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';
const ANY_USAGE = '2.5.29.37.0';

/** In the order in which they are shown. */
const CHECKS: readonly (readonly [CertificateCheck['id'], Check])[] = [
  ['key-match', checkKeyMatch],
  ['chain', checkChain],
  ['dates', checkDates],
  ['key-kind', checkKeyKind],
  ['key-usage', checkKeyUsage],
  ['client-auth', checkClientAuth],
  ['client-id', checkClientId],
  ['unique-name', checkUniqueName],
  ['active-count', checkActiveCount],
];

/** Looks at a client certificate as Wise's server would, before it is sent anywhere. Sends nothing. */
export function checkCertificate(checked: CheckedCertificate): CertificateCheck[] {
  return CHECKS.map(([id, check]) => ({ id, ...check(checked) }));
}

/** What a failed check is refused with. The chain is not among them: Wise's server may know an intermediate that we do not, and the live call tells. */
const REFUSALS: readonly (readonly [CertificateCheck['id'], ErrorCode])[] = [
  ['key-match', 'CERT_WRONG_KEY'], ['dates', 'CERT_EXPIRED'], ['key-kind', 'CERT_UNFIT'], ['key-usage', 'CERT_UNFIT'], ['client-auth', 'CERT_UNFIT'], ['client-id', 'CERT_UNFIT'], ['unique-name', 'CERT_NAME_TAKEN'],
];

/** Why a certificate cannot be taken into use, its sentence as `reason`; undefined when nothing speaks against it. */
export function blocking(checks: readonly CertificateCheck[], { certificate, now }: Pick<CheckedCertificate, 'certificate' | 'now'>): PortcullisError | undefined {
  for (const [id, code] of REFUSALS) {
    const failed = checks.find((check) => check.id === id && check.state === 'failed');
    if (failed) return new PortcullisError(code === 'CERT_EXPIRED' && hasNotBegun(certificate, now) ? 'CERT_NOT_YET_VALID' : code, { reason: failed.says });
  }
  return undefined;
}

/** The public half of a private key is the one in the certificate (SubjectPublicKeyInfo). */
export function belongsTo(certificate: X509Certificate, key: KeyObject): boolean {
  return publicKeyIn(certificate).equals(key.type === 'public' ? key : createPublicKey(key));
}

/** Node reads it anew each time. */
const publicKeys = new WeakMap<X509Certificate, KeyObject>();

function publicKeyIn(certificate: X509Certificate): KeyObject {
  const key = publicKeys.get(certificate) ?? certificate.publicKey;
  publicKeys.set(certificate, key);
  return key;
}

function checkKeyMatch({ certificate, privateKey }: CheckedCertificate): Verdict {
  if (!privateKey) return { state: 'unknown', says: 'Its private key was not found.' };
  return belongsTo(certificate, privateKey)
    ? { state: 'ok', says: 'It has the same public key as the private key here.' }
    : { state: 'failed', says: 'Its public key is not that of the private key here.' };
}

function checkDates({ certificate, now, leadDays }: CheckedCertificate): Verdict {
  const [begins, ends] = [dayOf(certificate.validFrom), dayOf(certificate.validTo)];
  if (hasNotBegun(certificate, now)) return { state: 'failed', says: `Not valid before ${isoOf(certificate.validFrom)}. If that is past, this machine’s clock is behind.` };
  const leftMs = Date.parse(certificate.validTo) - now;
  if (leftMs <= 0) return { state: 'failed', says: `It ended on ${ends}.` };
  const left = daysLeft(now, Date.parse(certificate.validTo));
  if (leftMs <= leadDays * DAY_MS) return { state: 'warning', says: `It ends on ${ends}, in ${left}.` };
  return { state: 'ok', says: `Valid from ${begins} to ${ends}, ${left} left.` };
}

function checkKeyKind({ certificate }: CheckedCertificate): Verdict {
  const kind = kindOfKey(publicKeyIn(certificate));
  return isTakenKind(kind) ? { state: 'ok', says: `${kind}, which Wise takes.` } : { state: 'failed', says: `Its key is ${kind}. Wise takes ${CERTIFICATE_KINDS.join(', ')}.` };
}

function checkKeyUsage({ certificate }: CheckedCertificate): Verdict {
  const may = maySign(certificate);
  if (may === undefined) return { state: 'ok', says: 'It does not restrict its key.' };
  return may ? { state: 'ok', says: 'Its key may sign (digitalSignature).' } : { state: 'failed', says: 'Its key may not sign: the key usage lacks digitalSignature, which a TLS client needs.' };
}

function checkClientAuth({ certificate }: CheckedCertificate): Verdict {
  const usages: readonly string[] | undefined = certificate.keyUsage;
  if (usages === undefined || usages.length === 0) return { state: 'warning', says: 'It does not say what it is for. Most servers take that; some want clientAuth.' };
  return usages.includes(CLIENT_AUTH) || usages.includes(ANY_USAGE)
    ? { state: 'ok', says: 'It is made for clients (clientAuth).' }
    : { state: 'failed', says: 'It is not made for clients: the extended key usage lacks clientAuth.' };
}

function checkClientId({ certificate, clientId }: CheckedCertificate): Verdict {
  if (clientId === undefined || clientId === '') return { state: 'unknown', says: 'The connection’s client id is not known yet.' };
  const name = commonName(certificate.subject);
  if (name === clientId) return { state: 'ok', says: 'Its CN is the connection’s client id.' };
  return { state: 'failed', says: name === undefined ? 'It has no CN, where Wise puts the client id.' : `Its CN is “${name}”, not the connection’s client id: it was issued for another client.` };
}

function checkUniqueName({ name, others, now }: CheckedCertificate): Verdict {
  if (name === undefined) return { state: 'unknown', says: 'It has no name here yet.' };
  return others.holdName(name, now)
    ? { state: 'failed', says: `Another certificate of this connection is called “${name}”.` }
    : { state: 'ok', says: 'No other certificate of this connection has its name.' };
}

function checkActiveCount({ others, now }: CheckedCertificate): Verdict {
  const active = others.countActive(now) + 1;
  if (active > MOST_ACTIVE) return { state: 'warning', says: `With it ${active} are active here, and Wise allows ${MOST_ACTIVE}: retire those that were removed in Developer Hub.` };
  return { state: 'ok', says: active === MOST_ACTIVE ? `It is the last of the ${MOST_ACTIVE} that Wise allows at a time.` : `${active} of the ${MOST_ACTIVE} that Wise allows ${active === 1 ? 'is' : 'are'} active.` };
}

function hasNotBegun({ validFrom }: X509Certificate, now: number): boolean {
  return Date.parse(validFrom) > now;
}
