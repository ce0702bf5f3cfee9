import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { PortcullisError } from '../../shared/errors.ts';

x509.cryptoProvider.set(globalThis.crypto);

/** A certificate and its private key (PKCS#8), both PEM. */
export interface Identity {
  readonly certificate: string;
  readonly privateKey: string;
}

const EC_P256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MS = 86_400_000;
/** Ten years. */
const CA_DAYS = 3653;
/** The longest that strict clients take for a server. */
const SERVER_DAYS = 397;

/** Makes the sandbox's certificate authority: EC P-256, ten years, signs certificates only (RFC 5280). */
export async function makeAuthority(): Promise<Identity> {
  const keys = await crypto.subtle.generateKey(EC_P256, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'O=Portcullis, CN=Portcullis built-in sandbox CA',
    ...validity(CA_DAYS),
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

/** Issues the server certificate for `localhost`, `127.0.0.1` and `::1`. Throws `SANDBOX_FAILED` when the authority cannot be read. */
export async function issueServerIdentity(authority: Identity): Promise<Identity> {
  const { issuer, signingKey } = await readAuthority(authority);
  const keys = await crypto.subtle.generateKey(EC_P256, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.create({
    subject: 'O=Portcullis, CN=localhost',
    issuer: issuer.subject,
    ...validity(SERVER_DAYS),
    publicKey: keys.publicKey,
    signingKey,
    signingAlgorithm: EC_P256,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([
        { type: 'dns', value: 'localhost' },
        { type: 'ip', value: '127.0.0.1' },
        { type: 'ip', value: '::1' },
      ]),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(await issuer.publicKey.export()),
    ],
  });
  return identity(certificate, keys.privateKey);
}

/** Whether the authority outlives a server certificate issued now. */
export function outlivesServer(authority: Identity): boolean {
  return new x509.X509Certificate(authority.certificate).notAfter.getTime() > Date.now() + SERVER_DAYS * DAY_MS;
}

async function readAuthority(authority: Identity): Promise<{ issuer: x509.X509Certificate; signingKey: CryptoKey }> {
  try {
    const pkcs8 = x509.PemConverter.decodeFirst(authority.privateKey);
    return {
      issuer: new x509.X509Certificate(authority.certificate),
      signingKey: await crypto.subtle.importKey('pkcs8', pkcs8, EC_P256, false, ['sign']),
    };
  } catch (cause) {
    throw new PortcullisError('SANDBOX_FAILED', { reason: 'AUTHORITY_UNREADABLE' }, { cause });
  }
}

/** From yesterday, so that a clock a little behind still takes it. */
function validity(days: number): { notBefore: Date; notAfter: Date } {
  const now = Date.now();
  return { notBefore: new Date(now - DAY_MS), notAfter: new Date(now + days * DAY_MS - DAY_MS) };
}

async function identity(certificate: x509.X509Certificate, privateKey: CryptoKey): Promise<Identity> {
  const pkcs8 = await crypto.subtle.exportKey('pkcs8', privateKey);
  return { certificate: certificate.toString('pem'), privateKey: x509.PemConverter.encode(pkcs8, x509.PemConverter.PrivateKeyTag) };
}
