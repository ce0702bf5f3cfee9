import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { DAY_MS } from '../../../shared/days.ts';

x509.cryptoProvider.set(crypto);

const ECDSA = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

export type Validity = { notBefore?: Date; notAfter?: Date };
export type AuthorityOptions = Validity & { name?: string; parent?: Authority; isCa?: boolean };

/** An authority of a test, root or intermediate. */
export type Authority = { pem: string; certificate: x509.X509Certificate; keys: CryptoKeyPair };

export type LeafOptions = Validity & {
  /** By default the subject of the CSR. */
  subject?: string;
  /** Undefined: the extension is left out. */
  usages?: x509.ExtendedKeyUsageType[] | undefined;
  keyUsage?: x509.KeyUsageFlags | undefined;
};

export async function makeAuthority({ name = 'O=Wise, CN=Test root', parent, isCa = true, ...validity }: AuthorityOptions = {}): Promise<Authority> {
  const keys = await crypto.subtle.generateKey(ECDSA, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.create({
    subject: name,
    issuer: parent?.certificate.subject ?? name,
    ...datesOf(validity, 3650),
    publicKey: keys.publicKey,
    signingKey: (parent?.keys ?? keys).privateKey,
    signingAlgorithm: ECDSA,
    extensions: [new x509.BasicConstraintsExtension(isCa, undefined, true)],
  });
  return { pem: `${certificate.toString('pem')}\n`, certificate, keys };
}

/** A client certificate for a CSR, PEM. */
export async function issue(authority: Authority, csr: string, options: LeafOptions = {}): Promise<string> {
  const request = new x509.Pkcs10CertificateRequest(csr);
  return issueFor(authority, request.publicKey, { subject: request.subject, ...options });
}

/** The same for any public key. */
export async function issueFor(authority: Authority, publicKey: x509.PublicKeyType, options: LeafOptions): Promise<string> {
  const { subject = 'CN=client', usages, keyUsage } = { usages: [x509.ExtendedKeyUsage.clientAuth], keyUsage: x509.KeyUsageFlags.digitalSignature, ...options };
  const certificate = await x509.X509CertificateGenerator.create({
    subject,
    issuer: authority.certificate.subject,
    ...datesOf(options, 365),
    publicKey,
    signingKey: authority.keys.privateKey,
    signingAlgorithm: ECDSA,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      ...(keyUsage === undefined ? [] : [new x509.KeyUsagesExtension(keyUsage, true)]),
      ...(usages === undefined ? [] : [new x509.ExtendedKeyUsageExtension(usages)]),
    ],
  });
  return `${certificate.toString('pem')}\n`;
}

/** By default from an hour ago. */
function datesOf({ notBefore = new Date(Date.now() - 3_600_000), notAfter }: Validity, days: number): Required<Validity> {
  return { notBefore, notAfter: notAfter ?? new Date(Date.now() + days * DAY_MS) };
}
