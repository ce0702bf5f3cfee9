import { createPrivateKey, createPublicKey, X509Certificate, type KeyObject } from 'node:crypto';
import { PortcullisError } from '../../../shared/errors.ts';
import type { Finding, OpenOptions } from './finding.ts';
import { childrenOf, descend, loadForge, oidOf, parseDer, type Asn1 } from './forge.ts';
import { openPkcs8, readPkcs8 } from './open-pkcs8.ts';
import { readPkcs12 } from './pkcs12.ts';
import { protectionOf } from './protection.ts';

type Reader = (der: Buffer, node: Asn1, options: OpenOptions) => Promise<Finding[]>;

/** What a thing is, by the types of its members: I integer, O octets, S sequence, B bits, D object identifier, a digit for a tag of its own. */
const SHAPES: readonly (readonly [shape: RegExp, read: Reader])[] = [
  [/^ISO[01]*$/, async (der, node) => [await privateFinding('PKCS#8 private key', node, () => readPkcs8(der))]],
  [/^IO[01]*$/, async (der, node) => [await privateFinding('SEC1 private key', node, () => createPrivateKey({ key: der, format: 'der', type: 'sec1' }))]],
  [/^I{9}S?$/, async (der, node) => [await privateFinding('PKCS#1 private key', node, () => createPrivateKey({ key: der, format: 'der', type: 'pkcs1' }))]],
  [/^I{6}$/, async () => [{ what: 'DSA private key', is: 'other', kind: 'DSA', isPrivate: true, says: 'Wise takes EC and RSA keys; it does not take DSA.' }]],
  [/^SO$/, readEncryptedPkcs8],
  [/^ISS?$/, readPkcs12],
  [/^SB$/, async (der) => [publicFinding('Public key', () => createPublicKey({ key: der, format: 'der', type: 'spki' }))]],
  [/^II$/, async (der) => [publicFinding('PKCS#1 public key', () => createPublicKey({ key: der, format: 'der', type: 'pkcs1' }))]],
  [/^SSB$/, async (der) => [readSigned(der)]],
  [/^D0$/, async () => [{ what: 'PKCS#7 file', is: 'other', kind: 'Certificates', isPrivate: false, says: 'It holds certificates, no private key. Look for the file they were made from.' }]],
];

/** Reads one DER or BER value, whatever it is. */
export async function readDer(der: Buffer, options: OpenOptions): Promise<Finding[]> {
  const forge = await loadForge();
  let node: Asn1;
  try {
    node = parseDer(forge, der);
  } catch (cause) {
    return [unreadable('Unknown', 'It is no DER, or was cut off.', cause)];
  }
  const shape = childrenOf(node).map(letterOf).join('');
  const read = SHAPES.find(([known]) => known.test(shape))?.[1];
  return read ? read(der, node, options) : [unreadable('Unknown', 'It is DER, but no key, certificate or PKCS#12 file.')];
}

function letterOf({ tagClass, type }: Asn1): string {
  if (tagClass !== 0) return String(type);
  return { 2: 'I', 3: 'B', 4: 'O', 6: 'D', 16: 'S' }[Number(type)] ?? '?';
}

async function readEncryptedPkcs8(der: Buffer, node: Asn1, options: OpenOptions): Promise<Finding[]> {
  const forge = await loadForge();
  const protection = protectionOf(forge, descend(node, 0));
  return [openPkcs8(forge, der, { what: `PKCS#8 private key, encrypted (${protection.name})`, protection }, options)];
}

/** A certificate and a certificate request have the same shape. */
function readSigned(der: Buffer): Finding {
  try {
    return { what: 'Certificate', is: 'key', key: new X509Certificate(der).publicKey };
  } catch {
    return { what: 'Certificate request', is: 'other', kind: 'CSR', isPrivate: false, says: 'It holds only the public half. Import the private key that it was made with.' };
  }
}

async function privateFinding(what: string, node: Asn1, read: () => KeyObject): Promise<Finding> {
  try {
    return { what, is: 'key', key: read() };
  } catch (cause) {
    const kind = await foreignKind(node);
    if (kind === undefined) return unreadable(what, 'It is damaged, or of a kind that is not known here.', cause);
    return { what, is: 'other', kind, isPrivate: true, says: `Wise takes EC and RSA keys of its own list; it does not take ${kind}.` };
  }
}

/** Kinds that the crypto library may not know at all: Electron’s knows fewer than Node’s. */
const FOREIGN: Readonly<Record<string, string>> = {
  '1.3.132.0.10': 'EC secp256k1', '1.3.101.110': 'X25519', '1.3.101.111': 'X448', '1.3.101.112': 'Ed25519', '1.3.101.113': 'Ed448', '1.2.840.10040.4.1': 'DSA', '1.2.840.113549.1.3.1': 'DH', '1.2.840.10046.2.1': 'DH', '1.2.840.113549.1.1.10': 'RSA-PSS',
};

/** By the identifiers in a PKCS#8 or SEC1 key. */
async function foreignKind(node: Asn1): Promise<string | undefined> {
  const forge = await loadForge();
  const places = [descend(node, 1, 1), descend(node, 1, 0), descend(node, 2, 0)];
  return places.map((place) => FOREIGN[oidOf(forge, place)]).find((kind) => kind !== undefined);
}

function publicFinding(what: string, read: () => KeyObject): Finding {
  try {
    return { what, is: 'key', key: read() };
  } catch (cause) {
    return unreadable(what, 'It is damaged, or of a kind that is not known here.', cause);
  }
}

/** The cause stays in main: messages of parsers may quote what they read. */
export function unreadable(what: string, reason: string, cause?: unknown): Finding {
  return { what, is: 'unreadable', error: new PortcullisError('IMPORT_UNREADABLE', { reason }, { cause }) };
}
