import * as asn1js from 'asn1js';
import { createCipheriv, createHash, createHmac, pbkdf2, randomBytes, type KeyObject, type X509Certificate } from 'node:crypto';
import { promisify } from 'node:util';
import * as pkijs from 'pkijs';
import { passphraseForms } from '../keys/import/passphrase-forms.ts';
import { pkcs12Key } from '../keys/import/pkcs12-kdf.ts';

/** A certificate under the name by which keystores call it. */
export type NamedCertificate = { alias: string; certificate: X509Certificate };

const derive = promisify(pbkdf2);

/** Guesses against a file need no lock screen: as many rounds as OWASP asks of PBKDF2-SHA-256. */
const ROUNDS = 600_000;
/** Of PKCS#12's own derivation, of which each is a hash alone. Our own reader counts no further than 200,000. */
const MAC_ROUNDS = 100_000;
const OIDS = {
  data: '1.2.840.113549.1.7.1', encryptedData: '1.2.840.113549.1.7.6',
  shroudedKeyBag: '1.2.840.113549.1.12.10.1.2', certBag: '1.2.840.113549.1.12.10.1.3', x509Certificate: '1.2.840.113549.1.9.22.1',
  friendlyName: '1.2.840.113549.1.9.20', localKeyId: '1.2.840.113549.1.9.21',
  /** Oracle's; its values are extended key usages. Java takes a certificate without it for no trusted one. */
  trustedKeyUsage: '2.16.840.1.113894.746875.1.1', anyUsage: '2.5.29.37.0',
  pbes2: '1.2.840.113549.1.5.13', pbkdf2: '1.2.840.113549.1.5.12', hmacWithSha256: '1.2.840.113549.2.9', aes256Cbc: '2.16.840.1.101.3.4.1.42', sha256: '2.16.840.1.101.3.4.2.1',
} as const;

/** A private key with its certificate, the first one, and their chain (RFC 7292), as DER: PBES2 with AES-256 and PBKDF2-SHA-256, a SHA-256 MAC. `passphrase` is ASCII. */
export async function identityPkcs12({ alias, privateKey, certificates, passphrase }: { alias: string; privateKey: KeyObject; certificates: readonly X509Certificate[]; passphrase: string }): Promise<Buffer> {
  const keyId = createHash('sha1').update(certificates[0]?.raw ?? '').digest();
  const mine = [attribute(OIDS.friendlyName, new asn1js.BmpString({ value: alias })), attribute(OIDS.localKeyId, octets(keyId))];
  const keyBag = new pkijs.SafeBag({ bagId: OIDS.shroudedKeyBag, bagValue: await shroudedKey(privateKey, passphrase), bagAttributes: mine });
  const certBags = certificates.map((certificate, index) => certBag(certificate, index === 0 ? mine : []));
  return pfx([await encrypted(bagsDer(certBags), passphrase), plain(bagsDer([keyBag]))], passphrase);
}

/** Certificates that Java takes as trusted, without a key. */
export async function trustStorePkcs12(entries: readonly NamedCertificate[], passphrase: string): Promise<Buffer> {
  const trusted = attribute(OIDS.trustedKeyUsage, new asn1js.ObjectIdentifier({ value: OIDS.anyUsage }));
  const bags = entries.map(({ alias, certificate }) => certBag(certificate, [attribute(OIDS.friendlyName, new asn1js.BmpString({ value: alias })), trusted]));
  return pfx([await encrypted(bagsDer(bags), passphrase)], passphrase);
}

/** EncryptedPrivateKeyInfo (RFC 5958, 3) in DER, sealed as in the PKCS#12 file. */
export async function encryptedPkcs8(privateKey: KeyObject, passphrase: string): Promise<Buffer> {
  return derOf(await shroudedKey(privateKey, passphrase));
}

/** Encrypted before pkijs sees it: it would copy the key where nobody can zero it. */
async function shroudedKey(privateKey: KeyObject, passphrase: string): Promise<pkijs.PKCS8ShroudedKeyBag> {
  const info = privateKey.export({ format: 'der', type: 'pkcs8' });
  try {
    const { algorithm, sealed } = await seal(info, passphrase);
    return new pkijs.PKCS8ShroudedKeyBag({ encryptionAlgorithm: algorithm, encryptedData: octets(sealed) });
  } finally {
    info.fill(0);
  }
}

function certBag({ raw }: X509Certificate, attributes: pkijs.Attribute[]): pkijs.SafeBag {
  const bagValue = new pkijs.CertBag({ certId: OIDS.x509Certificate, certValue: octets(raw) });
  return new pkijs.SafeBag({ bagId: OIDS.certBag, bagValue, ...(attributes.length > 0 ? { bagAttributes: attributes } : {}) });
}

/** DER wants the members of a SET in the order of their bytes (X.690, 11.6). */
function bagsDer(bags: pkijs.SafeBag[]): Buffer {
  for (const bag of bags) bag.bagAttributes?.sort((a, b) => Buffer.compare(derOf(a), derOf(b)));
  return derOf(new pkijs.SafeContents({ safeBags: bags }));
}

function plain(content: Buffer): pkijs.ContentInfo {
  return new pkijs.ContentInfo({ contentType: OIDS.data, content: octets(content) });
}

async function encrypted(content: Buffer, passphrase: string): Promise<pkijs.ContentInfo> {
  const { algorithm, sealed } = await seal(content, passphrase);
  // Split, it would be BER, which Java before 12 and others do not read.
  const encryptedContentInfo = new pkijs.EncryptedContentInfo({ contentType: OIDS.data, contentEncryptionAlgorithm: algorithm, encryptedContent: octets(sealed), disableSplit: true });
  return new pkijs.ContentInfo({ contentType: OIDS.encryptedData, content: new pkijs.EncryptedData({ encryptedContentInfo }).toSchema() });
}

/** PBES2 (RFC 8018, 6.2). */
async function seal(content: Buffer, passphrase: string): Promise<{ algorithm: pkijs.AlgorithmIdentifier; sealed: Buffer }> {
  const [salt, iv] = [randomBytes(16), randomBytes(16)];
  const key = await derive(passphrase, salt, ROUNDS, 32, 'sha256');
  const cipher = createCipheriv('aes-256-cbc', key, iv);
  const sealed = Buffer.concat([cipher.update(content), cipher.final()]);
  key.fill(0);
  const prf = new pkijs.AlgorithmIdentifier({ algorithmId: OIDS.hmacWithSha256, algorithmParams: new asn1js.Null() });
  const kdf = new pkijs.PBKDF2Params({ salt: octets(salt), iterationCount: ROUNDS, prf });
  const params = new pkijs.PBES2Params({
    keyDerivationFunc: new pkijs.AlgorithmIdentifier({ algorithmId: OIDS.pbkdf2, algorithmParams: kdf.toSchema() }),
    encryptionScheme: new pkijs.AlgorithmIdentifier({ algorithmId: OIDS.aes256Cbc, algorithmParams: octets(iv) }),
  });
  return { algorithm: new pkijs.AlgorithmIdentifier({ algorithmId: OIDS.pbes2, algorithmParams: params.toSchema() }), sealed };
}

function pfx(safeContents: pkijs.ContentInfo[], passphrase: string): Buffer {
  const content = derOf(new pkijs.AuthenticatedSafe({ safeContents }));
  return derOf(new pkijs.PFX({ version: 3, authSafe: plain(content), macData: macOf(content, passphrase) }));
}

/** RFC 7292, 5.1 and B.4. */
function macOf(content: Buffer, passphrase: string): pkijs.MacData {
  const salt = randomBytes(16);
  const key = pkcs12Key({ hash: 'sha256', id: 3, bmp: passphraseForms(passphrase)[0]!.bmp, salt, rounds: MAC_ROUNDS, bytes: 32 });
  const digest = createHmac('sha256', key).update(content).digest();
  key.fill(0);
  const digestAlgorithm = new pkijs.AlgorithmIdentifier({ algorithmId: OIDS.sha256, algorithmParams: new asn1js.Null() });
  return new pkijs.MacData({ mac: new pkijs.DigestInfo({ digestAlgorithm, digest: octets(digest) }), macSalt: octets(salt), iterations: MAC_ROUNDS });
}

function attribute(type: string, value: asn1js.BaseBlock): pkijs.Attribute {
  return new pkijs.Attribute({ type, values: [value] });
}

function octets(bytes: Uint8Array): asn1js.OctetString {
  return new asn1js.OctetString({ valueHex: Uint8Array.from(bytes).buffer });
}

function derOf(value: { toSchema(): { toBER(sizeOnly?: boolean): ArrayBuffer } }): Buffer {
  return Buffer.from(value.toSchema().toBER(false));
}
