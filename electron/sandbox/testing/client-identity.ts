import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import type { Sandbox } from '../sandbox.ts';

/** A private key and the certificate for it, both PEM. */
export interface ClientIdentity {
  readonly key: string;
  readonly cert: string;
}

export const EC_P256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
export const EC_P384 = { name: 'ECDSA', namedCurve: 'P-384', hash: 'SHA-384' };
export const rsa = (modulusLength: number) => ({ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength, publicExponent: new Uint8Array([1, 0, 1]) });

/** A new key and a CSR for it, PEM. */
export async function makeCsr(subject = 'O=Acme, CN=anything', algorithm: typeof EC_P256 | ReturnType<typeof rsa> = EC_P256): Promise<{ key: string; csr: string }> {
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const csr = await x509.Pkcs10CertificateRequestGenerator.create({ name: subject, keys, signingAlgorithm: algorithm });
  return { key: await exportKey(keys.privateKey), csr: csr.toString('pem') };
}

/** A client certificate of the sandbox's Developer Hub. */
export async function issueIdentity(sandbox: Sandbox, name = 'first'): Promise<ClientIdentity> {
  const { key, csr } = await makeCsr();
  return { key, cert: await sandbox.issueCertificate({ name, csr }) };
}

/** A client certificate that one of the sandbox's authorities signed behind Developer Hub's back. */
export async function forgeIdentity(sandbox: Sandbox, by: 'authority' | 'issuing'): Promise<ClientIdentity> {
  const authority = sandbox.state()[by] as { certificate: string; privateKey: string };
  const keys = await crypto.subtle.generateKey(EC_P256, true, ['sign', 'verify']);
  const cert = await x509.X509CertificateGenerator.create({
    subject: `O=Acme, CN=${sandbox.info.clientId}`,
    issuer: new x509.X509Certificate(authority.certificate).subjectName,
    publicKey: keys.publicKey,
    signingKey: await crypto.subtle.importKey('pkcs8', x509.PemConverter.decodeFirst(authority.privateKey), EC_P256, false, ['sign']),
    signingAlgorithm: EC_P256,
    extensions: [new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth])],
  });
  return { key: await exportKey(keys.privateKey), cert: cert.toString('pem') };
}

async function exportKey(key: CryptoKey): Promise<string> {
  return x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', key), x509.PemConverter.PrivateKeyTag);
}
