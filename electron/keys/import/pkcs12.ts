import { unreadable, type Finding, type OpenOptions } from './finding.ts';
import { childrenOf, descend, loadForge, octetsOf, oidOf, parseDer, toDer, type Asn1 } from './forge.ts';
import { cipherFinding, openPkcs8, openSealed, type Opening } from './open-pkcs8.ts';
import { passphraseForms } from './passphrase-forms.ts';
import { macOf } from './pkcs12-kdf.ts';
import { readCertificate } from './pkcs7.ts';
import { readPkcs8 } from './private-finding.ts';
import { Effort, protectionOf } from './protection.ts';

type ForgeModule = Awaited<ReturnType<typeof loadForge>>;
/** `opening` is undefined while no passphrase was given. */
type Reading = { forge: ForgeModule; opening: Opening | undefined; effort: Effort; certificates: boolean };

const OIDS = {
  data: '1.2.840.113549.1.7.1', encryptedData: '1.2.840.113549.1.7.6',
  keyBag: '1.2.840.113549.1.12.10.1.1', shroudedKeyBag: '1.2.840.113549.1.12.10.1.2', certBag: '1.2.840.113549.1.12.10.1.3', safeContentsBag: '1.2.840.113549.1.12.10.1.6',
} as const;
const CONVERT = 'openssl pkcs12 -provider legacy -provider default -in old.p12 -nocerts -out new.pem';
const CONVERT_ALL = 'openssl pkcs12 -provider legacy -provider default -in old.p12 -out new.pem';

const MOST_UNASKED_ROUNDS = 20_000;

/**
 * Reads a PFX (RFC 7292, 4): its private keys, and its certificates where they are asked for. Only ASN.1 and RC2 are forge's;
 * its own reader of whole files knows fewer ciphers and no bound on the rounds of key derivation.
 */
export async function readPkcs12(_der: Buffer, pfx: Asn1, { passphrase, certificates = false, effort = new Effort() }: OpenOptions): Promise<Finding[]> {
  const forge = await loadForge();
  try {
    const content = contentOctets(forge, pfx);
    const opening = openingOf(forge, pfx, content, { passphrase, effort });
    return readParts({ forge, opening, effort, certificates }, childrenOf(parseDer(forge, content)));
  } catch (cause) {
    return [unreadable('PKCS#12 file', 'It is damaged, or signed instead of protected by a passphrase.', cause)];
  }
}

/** The AuthenticatedSafe, as its octets are: the MAC is over them. Throws a plain error when it cannot be read. */
function contentOctets(forge: ForgeModule, pfx: Asn1): Buffer {
  const [safe, octets] = [descend(pfx, 1), descend(pfx, 1, 1, 0)];
  if (oidOf(forge, safe && descend(safe, 0)) !== OIDS.data || !octets) throw new TypeError('no data');
  return octetsOf(octets);
}

/** The form of the passphrase that the MAC proves, or all of them. Where none was given, an empty one is tried, as many files have it. */
function openingOf(forge: ForgeModule, pfx: Asn1, content: Buffer, { passphrase, effort }: { passphrase: string | undefined; effort: Effort }): Opening | undefined {
  const forms = passphraseForms(passphrase ?? '');
  const macData = descend(pfx, 2);
  const mac = macData && macOf(forge, macData, content);
  // Not worth a wait for those who have a passphrase and will be asked for it.
  if (passphrase === undefined && (mac?.rounds ?? Infinity) > MOST_UNASKED_ROUNDS) return undefined;
  const proven = mac && effort.allows({ reader: 'script', rounds: mac.rounds }, forms.length) ? forms.find((form) => mac.verify(form)) : undefined;
  if (proven) return { forms: [proven], isProven: true };
  return passphrase === undefined ? undefined : { forms, isProven: false };
}

function readParts(reading: Reading, parts: Asn1[]): Finding[] {
  const { forge, certificates } = reading;
  const isOf = (type: string) => (part: Asn1) => oidOf(forge, descend(part, 0)) === type;
  const visible = parts.filter(isOf(OIDS.data)).flatMap((part) => bagsOf(forge, contentOf(forge, part))).flatMap((bag) => readBag(reading, bag));
  const wrapped = visible.some(({ is }) => is !== 'certificate') && !certificates ? [] : parts.filter(isOf(OIDS.encryptedData));
  const found = [...visible, ...wrapped.flatMap((part) => openWrapped(reading, part))];
  if (certificates) return found.length > 0 ? found : [unreadable('PKCS#12 file', 'It holds neither certificates nor keys.')];
  const keys = found.filter(({ is }) => is !== 'certificate');
  return keys.length > 0 ? keys : [noKey()];
}

/** The value inside of a ContentInfo of the type `data`. */
function contentOf(forge: ForgeModule, info: Asn1): Asn1 {
  const octets = descend(info, 1, 0);
  if (!octets) throw new TypeError('no content');
  return parseDer(forge, octetsOf(octets));
}

/** The bags, those in bags as well. */
function bagsOf(forge: ForgeModule, safe: Asn1): Asn1[] {
  return childrenOf(safe).flatMap((bag) => {
    const inner = descend(bag, 1, 0);
    return oidOf(forge, descend(bag, 0)) === OIDS.safeContentsBag && inner ? bagsOf(forge, inner) : [bag];
  });
}

function readBag({ forge, opening, effort }: Reading, bag: Asn1): Finding[] {
  const [oid, value] = [oidOf(forge, descend(bag, 0)), descend(bag, 1, 0)];
  if (!value) return [];
  if (oid === OIDS.keyBag) return [plainKey(toDer(forge, value))];
  if (oid === OIDS.certBag) return certificateIn(value);
  if (oid !== OIDS.shroudedKeyBag) return [];
  const protection = protectionOf(forge, descend(value, 0));
  return [withConversion(openPkcs8(forge, value, { what: `PKCS#12 file (${protection.name})`, protection, effort }, opening), CONVERT)];
}

/** What helps with a PEM file does not help with this one. */
function withConversion<T extends Finding>(finding: T, command: string): T | Finding {
  if (finding.is !== 'unreadable' || finding.error.code !== 'IMPORT_CIPHER') return finding;
  return cipherFinding(finding.what, `Its cipher is not supported. Convert it with: ${command}`, finding.error);
}

function plainKey(der: Buffer): Finding {
  const what = 'PKCS#12 file, its key not encrypted';
  try {
    return { what, is: 'key', key: readPkcs8(der) };
  } catch (cause) {
    return unreadable(what, 'The key in it is damaged, or of a kind that is not known here.', cause);
  }
}

/** Of a CertBag (RFC 7292, 4.2.3); kinds other than X.509 are passed over. */
function certificateIn(bag: Asn1): Finding[] {
  const octets = descend(bag, 1, 0);
  return octets ? [readCertificate(octetsOf(octets), 'PKCS#12 file')] : [];
}

/** Opens an EncryptedData (RFC 5652, 8), which is encrypted as a private key is. Most writers wrap certificates in it, some keys too. */
function openWrapped(reading: Reading, part: Asn1): Finding[] {
  const { forge, opening, effort, certificates } = reading;
  const [algorithm, octets] = [descend(part, 1, 0, 1, 1), descend(part, 1, 0, 1, 2)];
  const protection = protectionOf(forge, algorithm);
  const what = `PKCS#12 file (${protection.name})`;
  if (!algorithm || !octets) return [unreadable(what, 'It is damaged.')];
  const opened = openSealed(forge, { what, protection, effort, algorithm, bytes: octetsOf(octets) }, opening, (content) => isSafeContents(forge, content));
  if (opened.is !== 'open') return [withConversion(opened, certificates ? CONVERT_ALL : CONVERT)];
  opened.der.fill(0);
  // What could be opened with these forms can be opened with the rest as well.
  const bags = bagsOf(forge, opened.content).flatMap((bag) => readBag(reading, bag));
  return bags.map((finding) => ({ ...finding, what }));
}

function isSafeContents(forge: ForgeModule, content: Asn1): boolean {
  const bags = childrenOf(content);
  return content.type === forge.asn1.Type.SEQUENCE && bags.every((bag) => oidOf(forge, descend(bag, 0)) !== '');
}

function noKey(): Finding {
  return { what: 'PKCS#12 file', is: 'other', kind: 'Certificates', isPrivate: false, says: 'It holds certificates, no private key.' };
}
