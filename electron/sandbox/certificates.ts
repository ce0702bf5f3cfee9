import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { DAY_MS } from '../../shared/days.ts';
import { PortcullisError } from '../../shared/errors.ts';

x509.cryptoProvider.set(globalThis.crypto);

/** A certificate and its private key (PKCS#8), both PEM. */
export interface Identity {
  readonly certificate: string;
  readonly privateKey: string;
}

/** From when to when a certificate is valid. */
export interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** What a certificate for a client or a server says. */
export interface Leaf extends Validity {
  readonly subject: x509.Name | string;
  readonly publicKey: x509.PublicKeyType;
  /** Key usage and extended key usage (RFC 5280, 4.2.1.3 and 4.2.1.12), and what else is wanted. */
  readonly extensions: readonly x509.Extension[];
}

const EC_P256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
/** Ten years. */
const CA_DAYS = 3653;
/** The longest that strict clients take for a server. */
const SERVER_DAYS = 397;

/** Makes the sandbox's root authority: EC P-256, ten years, signs certificates only (RFC 5280). */
export async function makeAuthority(): Promise<Identity> {
  const keys = await makeKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'O=Portcullis, CN=Portcullis built-in sandbox CA',
    ...validFor(CA_DAYS),
    keys,
    signingAlgorithm: EC_P256,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return identity(certificate, keys.privateKey);
}

/**
 * Makes the authority that issues client certificates: EC P-256, signed by the root, ends with it, signs no further authority.
 * With `earlier` it keeps that one's key, so that what it issued stays good. Throws `SANDBOX_FAILED` when either cannot be read.
 */
export async function makeIssuingAuthority(root: Identity, earlier?: Identity): Promise<Identity> {
  const signer = await readAuthority(root);
  const made = earlier ? undefined : await makeKeys();
  const { publicKey } = made ?? (await readAuthority(earlier!));
  const certificate = await sign(signer, {
    subject: 'O=Portcullis, CN=Portcullis built-in sandbox issuing CA',
    notBefore: validFor(0).notBefore,
    notAfter: signer.certificate.notAfter,
    publicKey,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
    ],
  });
  return made ? identity(certificate, made.privateKey) : { certificate: certificate.toString('pem'), privateKey: earlier!.privateKey };
}

/** Issues the server certificate for `localhost`, `127.0.0.1` and `::1`; `changes` make a wrong one, and so does no authority: it signs itself. Throws `SANDBOX_FAILED` when the authority cannot be read. */
export async function issueServerIdentity(authority: Identity | undefined, changes: Partial<Validity & { host: string }> = {}): Promise<Identity> {
  const { host, ...dates } = changes;
  const names: x509.JsonGeneralNames = [{ type: 'dns', value: 'localhost' }, { type: 'ip', value: '127.0.0.1' }, { type: 'ip', value: '::1' }];
  const keys = await makeKeys();
  const subject = `O=Portcullis, CN=${host ?? 'localhost'}`;
  const signer = authority ? await readAuthority(authority) : { subject: new x509.Name(subject), ...keys };
  const certificate = await sign(signer, {
    subject,
    ...validFor(SERVER_DAYS),
    ...dates,
    publicKey: keys.publicKey,
    extensions: [...leafUsage(x509.ExtendedKeyUsage.serverAuth), new x509.SubjectAlternativeNameExtension(host === undefined ? names : [{ type: 'dns', value: host }])],
  });
  return identity(certificate, keys.privateKey);
}

/** Issues the client certificate that the sandbox shows to receivers of webhooks; its PEM holds the issuing authority as well. Throws `SANDBOX_FAILED` when that cannot be read. */
export async function issueWebhookSender(issuing: Identity): Promise<Identity> {
  const keys = await makeKeys();
  const certificate = await signLeaf(issuing, {
    subject: 'O=Portcullis, CN=Wise webhooks',
    ...validFor(SERVER_DAYS),
    publicKey: keys.publicKey,
    extensions: leafUsage(x509.ExtendedKeyUsage.clientAuth),
  });
  const leaf = await identity(certificate, keys.privateKey);
  return { ...leaf, certificate: chainPem(leaf, issuing) };
}

/** Certificates one after the other, PEM. */
export const chainPem = (...chain: readonly Pick<Identity, 'certificate'>[]): string => chain.map(({ certificate }) => `${certificate.trim()}\n`).join('');

/** Signs a certificate; the key identifiers are added. Throws `SANDBOX_FAILED` when the authority cannot be read. */
export async function signLeaf(authority: Identity, leaf: Leaf): Promise<x509.X509Certificate> {
  return sign(await readAuthority(authority), leaf);
}

async function sign(signer: Signer, { extensions, ...leaf }: Leaf): Promise<x509.X509Certificate> {
  return x509.X509CertificateGenerator.create({
    ...leaf,
    issuer: signer.subject,
    signingKey: signer.privateKey,
    signingAlgorithm: EC_P256,
    extensions: [
      ...extensions,
      await x509.SubjectKeyIdentifierExtension.create(leaf.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(signer.publicKey),
    ],
  });
}

/** What a certificate that is no authority may be used for; an RSA key also to encrypt keys, in TLS 1.2. */
export function leafUsage(extendedKeyUsage: x509.ExtendedKeyUsage, isRsa = false): x509.Extension[] {
  const { digitalSignature, keyEncipherment } = x509.KeyUsageFlags;
  return [
    new x509.BasicConstraintsExtension(false, undefined, true),
    new x509.KeyUsagesExtension(isRsa ? digitalSignature | keyEncipherment : digitalSignature, true),
    new x509.ExtendedKeyUsageExtension([extendedKeyUsage]),
  ];
}

/** Whether the authority outlives any certificate issued now. */
export function outlivesLeaves({ certificate }: Identity): boolean {
  return new x509.X509Certificate(certificate).notAfter.getTime() > Date.now() + SERVER_DAYS * DAY_MS;
}

/** Whether the root signed the certificate of `issuing`. Throws `SANDBOX_FAILED` for one that cannot be read. */
export async function isIssuedBy(root: Identity, issuing: Identity): Promise<boolean> {
  const [{ publicKey }, { certificate }] = await Promise.all([readAuthority(root), readAuthority(issuing)]);
  return certificate.verify({ publicKey, signatureOnly: true });
}

/** Who signs. */
type Signer = CryptoKeyPair & { readonly subject: x509.Name };

async function readAuthority(authority: Identity): Promise<Signer & { readonly certificate: x509.X509Certificate }> {
  try {
    const pkcs8 = x509.PemConverter.decodeFirst(authority.privateKey);
    const certificate = new x509.X509Certificate(authority.certificate);
    return {
      certificate,
      subject: certificate.subjectName,
      publicKey: await certificate.publicKey.export(),
      privateKey: await crypto.subtle.importKey('pkcs8', pkcs8, EC_P256, false, ['sign']),
    };
  } catch (cause) {
    throw new PortcullisError('SANDBOX_FAILED', { reason: 'AUTHORITY_UNREADABLE' }, { cause });
  }
}

const makeKeys = () => crypto.subtle.generateKey(EC_P256, true, ['sign', 'verify']);

/** From yesterday, so that a clock a little behind still takes it. */
function validFor(days: number): Validity {
  const now = Date.now();
  return { notBefore: new Date(now - DAY_MS), notAfter: new Date(now + days * DAY_MS - DAY_MS) };
}

async function identity(certificate: x509.X509Certificate, privateKey: CryptoKey): Promise<Identity> {
  const pkcs8 = await crypto.subtle.exportKey('pkcs8', privateKey);
  return { certificate: certificate.toString('pem'), privateKey: x509.PemConverter.encode(pkcs8, x509.PemConverter.PrivateKeyTag) };
}
