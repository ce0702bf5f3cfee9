import * as x509 from '@peculiar/x509';
import { DAY_MS } from '../../shared/days.ts';
import { leafUsage, signLeaf } from './certificates.ts';
import { readCsr } from './csr.ts';
import { HubRefusal } from './hub-refusal.ts';
import { describeIssued, stateOf, type HubCertificate } from './issued.ts';
import type { IssuedCertificate, Store } from './state.ts';

/** Wise's limits. */
export const MOST_ACTIVE = 10;
const VALID_DAYS = 365;
/** Beyond this those longest of no use are forgotten, so that a loop cannot fill the state. */
const MOST_KEPT = 200;
const LONGEST_NAME = 100;
/** Backdated a little, for clocks that are behind. */
const BACKDATED_MS = 5 * 60_000;

/** Issues a client certificate for a CSR: one year, CN replaced by the client id, the other subject fields kept. Throws `HubRefusal`. */
export async function issueCertificate(store: Store, request: { name: unknown; csr: unknown }): Promise<HubCertificate> {
  const name = readName(request.name);
  const csr = await readCsr(request.csr);
  const notBefore = new Date(Date.now() - BACKDATED_MS);
  const certificate = await signLeaf(store.state.issuing, {
    subject: withCommonName(csr.subject, store.state.clientId),
    notBefore,
    notAfter: new Date(notBefore.getTime() + VALID_DAYS * DAY_MS),
    publicKey: csr.publicKey,
    extensions: leafUsage(x509.ExtendedKeyUsage.clientAuth, csr.isRsa),
  });
  return keep(store, { name, certificate: `${certificate.toString('pem').trim()}\n` });
}

/** Newest last. */
export const listCertificates = ({ state }: Store): HubCertificate[] => state.certificates.map(describeIssued);

/** Revokes the certificate of that name: the mTLS listener refuses it from now on. Does nothing to one that was revoked before. Throws `HubRefusal`. */
export function revokeCertificate(store: Store, name: unknown): HubCertificate {
  const { certificates } = store.state;
  const entry = certificates.find((one) => one.name === name);
  if (!entry) throw new HubRefusal(404, 'NOT_FOUND', 'name', typeof name === 'string' && name ? `There is no certificate named ${JSON.stringify(name)}.` : 'name must be the name of a certificate.');
  if (entry.revokedAt !== undefined) return describeIssued(entry);
  const revoked = { ...entry, revokedAt: new Date().toISOString() };
  store.change({ certificates: certificates.map((one) => (one === entry ? revoked : one)) });
  return describeIssued(revoked);
}

/** Looks at the limits and takes the certificate in, in one step: of two requests at once the second sees the first. */
function keep(store: Store, entry: IssuedCertificate): HubCertificate {
  const { certificates } = store.state;
  if (certificates.some(({ name }) => name === entry.name)) throw new HubRefusal(409, 'DUPLICATE', 'name', `There is a certificate named ${JSON.stringify(entry.name)} already. Names must be unique.`);
  const active = certificates.filter((one) => stateOf(one) === 'active');
  if (active.length >= MOST_ACTIVE) throw new HubRefusal(409, 'LIMIT_REACHED', 'name', `There are ${MOST_ACTIVE} active certificates, which is the most. Revoke one first.`, [String(MOST_ACTIVE)]);
  const unused = certificates.filter((one) => !active.includes(one));
  const forgotten = new Set(unused.slice(0, Math.max(0, certificates.length - MOST_KEPT)));
  store.change({ certificates: [...certificates.filter((one) => !forgotten.has(one)), entry] });
  return describeIssued(entry);
}

function readName(given: unknown): string {
  const name = typeof given === 'string' ? given.trim() : '';
  const fits = name !== '' && name.length <= LONGEST_NAME && !/\p{Cc}/u.test(name);
  if (!fits) throw new HubRefusal(400, 'NOT_VALID', 'name', `name must be a text of 1 to ${LONGEST_NAME} characters in one line.`);
  return name;
}

/** Attributes that are not UTF-8 in a certificate (RFC 5280, 4.1.2.4 and appendix A). */
const STRING_TYPES: Readonly<Record<string, 'printableString' | 'ia5String'>> = { C: 'printableString', E: 'ia5String', DC: 'ia5String' };

/** The subject with its first CN replaced, further ones left out; a CN is added where there was none. */
function withCommonName(subject: x509.Name, commonName: string): x509.Name {
  let isPlaced = false;
  const place = (): string[] => {
    const values = isPlaced ? [] : [commonName];
    isPlaced = true;
    return values;
  };
  const rdns = subject.toJSON().map((rdn) => {
    const attributes = Object.entries(rdn).map(([type, values]) => [type, encode(type, type === 'CN' ? place() : values)] as const);
    return Object.fromEntries(attributes.filter(([, values]) => values.length > 0));
  });
  const added = isPlaced ? [] : [{ CN: encode('CN', place()) }];
  return new x509.Name([...rdns.filter((rdn) => Object.keys(rdn).length > 0), ...added]);
}

/** Typed values are taken as they are; a bare text would lose its quotes and backslashes. */
const encode = (type: string, values: readonly string[]): Record<string, string>[] => values.map((value) => ({ [STRING_TYPES[type] ?? 'utf8String']: value }));
