import { PortcullisError } from '../../../shared/errors.ts';
import type { Finding, OpenOptions } from './finding.ts';
import { childrenOf, descend, loadForge, oidOf, parseDer, toDer, type Asn1 } from './forge.ts';
import { cipherFinding, openPkcs8, readPkcs8 } from './open-pkcs8.ts';
import { isTooCostly, protectionOf } from './protection.ts';

type ForgeModule = Awaited<ReturnType<typeof loadForge>>;

const OIDS = { data: '1.2.840.113549.1.7.1', encryptedData: '1.2.840.113549.1.7.6', keyBag: '1.2.840.113549.1.12.10.1.1', shroudedKeyBag: '1.2.840.113549.1.12.10.1.2' } as const;
const CONVERT = 'openssl pkcs12 -provider legacy -provider default -in old.p12 -nocerts -out new.pem';

/**
 * Reads the private keys of a PFX (RFC 7292, 4); its certificates are left out. Keys that lie open to be seen, each encrypted on its own,
 * go to Node's reader, which knows more ciphers than forge; only what is wrapped once more is opened by forge.
 */
export async function readPkcs12(_der: Buffer, pfx: Asn1, options: OpenOptions): Promise<Finding[]> {
  const forge = await loadForge();
  try {
    return readParts(forge, contentInfos(forge, pfx), options);
  } catch (cause) {
    return [{ what: 'PKCS#12 file', is: 'unreadable', error: new PortcullisError('IMPORT_UNREADABLE', { reason: 'It is damaged, or signed instead of protected by a passphrase.' }, { cause }) }];
  }
}

function readParts(forge: ForgeModule, parts: Asn1[], options: OpenOptions): Finding[] {
  const bags = parts.filter((part) => oidOf(forge, descend(part, 0)) === OIDS.data).flatMap((part) => childrenOf(contentOf(forge, part)));
  const keys = bags.flatMap((bag) => readBag(forge, bag, options));
  if (keys.length > 0) return keys;
  const wrapped = parts.filter((part) => oidOf(forge, descend(part, 0)) === OIDS.encryptedData);
  return wrapped.length > 0 ? openWrapped(forge, wrapped, options) : [noKey()];
}

/** The parts of the AuthenticatedSafe. Throws a plain error when it cannot be read. */
function contentInfos(forge: ForgeModule, pfx: Asn1): Asn1[] {
  const safe = descend(pfx, 1);
  if (oidOf(forge, safe && descend(safe, 0)) !== OIDS.data || !safe) throw new TypeError('no data');
  return childrenOf(contentOf(forge, safe));
}

/** The value inside of a ContentInfo of the type `data`. In BER the octets may come in pieces. */
function contentOf(forge: ForgeModule, info: Asn1): Asn1 {
  const octets = descend(info, 1, 0);
  if (!octets) throw new TypeError('no content');
  return parseDer(forge, octetsOf(octets));
}

function octetsOf({ value }: Asn1): Buffer {
  return typeof value === 'string' ? Buffer.from(value, 'latin1') : Buffer.concat(value.map(octetsOf));
}

function readBag(forge: ForgeModule, bag: Asn1, options: OpenOptions): Finding[] {
  const [oid, value] = [oidOf(forge, descend(bag, 0)), descend(bag, 1, 0)];
  if (!value) return [];
  if (oid === OIDS.keyBag) return [plainKey(toDer(forge, value))];
  if (oid !== OIDS.shroudedKeyBag) return [];
  const protection = protectionOf(forge, descend(value, 0));
  return [withConversion(openPkcs8(forge, toDer(forge, value), { what: `PKCS#12 file (${protection.name})`, protection }, options))];
}

/** What helps with a PEM file does not help with this one. */
function withConversion(finding: Finding): Finding {
  if (finding.is !== 'unreadable' || finding.error.code !== 'IMPORT_CIPHER') return finding;
  return cipherFinding(finding.what, `Its cipher is not supported. Convert it with: ${CONVERT}`, finding.error);
}

function plainKey(der: Buffer): Finding {
  const what = 'PKCS#12 file, its key not encrypted';
  try {
    return { what, is: 'key', key: readPkcs8(der) };
  } catch (cause) {
    return { what, is: 'unreadable', error: new PortcullisError('IMPORT_UNREADABLE', { reason: 'The key in it is damaged, or of a kind that is not known here.' }, { cause }) };
  }
}

/** Some writers wrap keys and certificates together. Files with certificates only look the same from outside. */
function openWrapped(forge: ForgeModule, wrapped: Asn1[], options: OpenOptions): Finding[] {
  const protections = wrapped.map((part) => protectionOf(forge, descend(part, 1, 0, 1, 1)));
  const what = `PKCS#12 file (${protections[0]?.name})`;
  // Here forge counts the rounds, whoever could have read a key.
  if (protections.some((protection) => isTooCostly({ ...protection, reader: 'forge' }))) return [cipherFinding(what, 'It asks for too many rounds of key derivation.')];
  const { passphrase } = options;
  if (passphrase === undefined) return [{ what, is: 'closed' }];
  try {
    const keys = wrapped.flatMap((part) => childrenOf(unwrap(forge, part, passphrase))).flatMap((bag) => readBag(forge, bag, options));
    return keys.length > 0 ? keys.map((finding) => ({ ...finding, what })) : [noKey()];
  } catch (cause) {
    // Forge says "unsupported" or "Cannot read" of a cipher; its words may quote what it read.
    const isForeign = cause instanceof Error && /unsupported|cannot read/i.test(cause.message);
    if (isForeign) return [cipherFinding(what, `Its cipher is not supported. Convert it with: ${CONVERT}`, cause)];
    return [{ what, is: 'unreadable', error: new PortcullisError('IMPORT_WRONG_PASSPHRASE', {}, { cause }) }];
  }
}

/**
 * The SafeContents inside of an EncryptedData (RFC 5652, 8). It is encrypted as a private key is, so the same function opens it.
 * Forge's own reader of whole files would also count the rounds of the MAC and of the bags inside, which nothing bounds.
 */
function unwrap(forge: ForgeModule, part: Asn1, passphrase: string): Asn1 {
  const { create, Class, Type } = forge.asn1;
  const [algorithm, content] = [descend(part, 1, 0, 1, 1), descend(part, 1, 0, 1, 2)];
  if (!algorithm || !content) throw new TypeError('no content');
  const octets = create(Class.UNIVERSAL, Type.OCTETSTRING, false, octetsOf(content).toString('latin1'));
  const open = forge.pki.decryptPrivateKeyInfo(create(Class.UNIVERSAL, Type.SEQUENCE, true, [algorithm, octets]), passphrase);
  if (!open) throw new TypeError('not opened');
  return open;
}

function noKey(): Finding {
  return { what: 'PKCS#12 file', is: 'other', kind: 'Certificates', isPrivate: false, says: 'It holds certificates, no private key.' };
}
