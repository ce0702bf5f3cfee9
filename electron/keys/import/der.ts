import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { unreadable, type Finding, type OpenOptions } from './finding.ts';
import { childrenOf, descend, loadForge, parseDer, type Asn1 } from './forge.ts';
import { openPkcs8 } from './open-pkcs8.ts';
import { passphraseForms } from './passphrase-forms.ts';
import { readCertificate, readPkcs7 } from './pkcs7.ts';
import { readPkcs12 } from './pkcs12.ts';
import { privateFinding, readPkcs8 } from './private-finding.ts';
import { Effort, protectionOf } from './protection.ts';

type Reader = (der: Buffer, node: Asn1, options: OpenOptions) => Promise<Finding[]>;

/** What a thing is, by the types of its members: I integer, O octets, S sequence, B bits, D object identifier, a digit for a tag of its own. */
const SHAPES: readonly (readonly [shape: RegExp, read: Reader])[] = [
  [/^ISO[01]*$/, async (der, node) => [privateFinding(await loadForge(), 'PKCS#8 private key', node, () => readPkcs8(der))]],
  [/^IO[01]*$/, async (der, node) => [privateFinding(await loadForge(), 'SEC1 private key', node, () => createPrivateKey({ key: der, format: 'der', type: 'sec1' }))]],
  [/^I{9}S?$/, async (der, node) => [privateFinding(await loadForge(), 'PKCS#1 private key', node, () => createPrivateKey({ key: der, format: 'der', type: 'pkcs1' }))]],
  [/^I{6}$/, async () => [{ what: 'DSA private key', is: 'other', kind: 'DSA', isPrivate: true, says: 'Wise takes EC and RSA keys; it does not take DSA.' }]],
  [/^SO$/, readEncryptedPkcs8],
  [/^ISS?$/, readPkcs12],
  [/^SB$/, async (der) => [publicFinding('Public key', () => createPublicKey({ key: der, format: 'der', type: 'spki' }))]],
  [/^II$/, async (der) => [publicFinding('PKCS#1 public key', () => createPublicKey({ key: der, format: 'der', type: 'pkcs1' }))]],
  [/^SSB$/, async (der, node, options) => [readSigned(der, node, options)]],
  [/^D0$/, readPkcs7],
];

/** The first four bytes of Java's own keystores; since Java 9 new ones are PKCS#12. */
const JAVA_KEYSTORE = 'feedfeed';

/** Reads one DER or BER value, whatever it is. */
export async function readDer(der: Buffer, options: OpenOptions): Promise<Finding[]> {
  if (der.toString('hex', 0, 4) === JAVA_KEYSTORE) return [unreadable('Java keystore', 'It is in Java’s own form (JKS). Turn it into PKCS#12: keytool -importkeystore -srckeystore FILE -destkeystore FILE.p12 -deststoretype PKCS12')];
  const forge = await loadForge();
  let node: Asn1;
  try {
    node = parseDer(forge, der);
  } catch (cause) {
    return [unreadable('Unknown', 'It is no DER, is damaged or was cut off.', cause)];
  }
  const read = SHAPES.find(([known]) => known.test(shapeOf(node)))?.[1];
  return read ? read(der, node, options) : [unreadable('Unknown', 'It is DER, but no key, certificate or PKCS#12 file.')];
}

function shapeOf(node: Asn1): string {
  return childrenOf(node).map(letterOf).join('');
}

function letterOf({ tagClass, type }: Asn1): string {
  if (tagClass !== 0) return String(type);
  return { 2: 'I', 3: 'B', 4: 'O', 6: 'D', 16: 'S' }[Number(type)] ?? '?';
}

async function readEncryptedPkcs8(_: Buffer, node: Asn1, options: OpenOptions): Promise<Finding[]> {
  const forge = await loadForge();
  const protection = protectionOf(forge, descend(node, 0));
  const { passphrase, effort = new Effort() } = options;
  const opening = passphrase === undefined ? undefined : { forms: passphraseForms(passphrase), isProven: false };
  return [openPkcs8(forge, node, { what: `PKCS#8 private key, encrypted (${protection.name})`, protection, effort }, opening)];
}

/** A CertificationRequestInfo (RFC 2986, 4.1); a certificate has more members. */
const REQUEST_INFO = /^ISS0?$/;

function readSigned(der: Buffer, node: Asn1, { certificates }: OpenOptions): Finding {
  if (REQUEST_INFO.test(childrenOf(node).slice(0, 1).map(shapeOf).join(''))) {
    return { what: 'Certificate request', is: 'other', kind: 'CSR', isPrivate: false, says: 'It holds only the public half. Import the private key that it was made with.' };
  }
  const found = readCertificate(der, 'Certificate');
  return found.is !== 'certificate' || certificates ? found : publicFinding('Certificate', () => found.certificate.publicKey);
}

function publicFinding(what: string, read: () => KeyObject): Finding {
  try {
    return { what, is: 'key', key: read() };
  } catch (cause) {
    return unreadable(what, 'It is damaged, or of a kind that is not known here.', cause);
  }
}
