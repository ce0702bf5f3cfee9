import 'reflect-metadata';
import { BasicConstraintsExtension, SubjectAlternativeNameExtension, X509CertificateGenerator, cryptoProvider, type JsonGeneralName, type X509Certificate } from '@peculiar/x509';

/** Certificates for the servers of tests, made anew in every run. */
cryptoProvider.set(crypto);

const ECDSA = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY_MS = 86_400_000;

export type TestCa = { pem: string; certificate: X509Certificate; keys: CryptoKeyPair };
export type TestServerCertificate = { cert: string; key: string };
export type ServerCertificateOptions = { names?: JsonGeneralName[]; notAfter?: Date };

const LOOPBACK: JsonGeneralName[] = [{ type: 'dns', value: 'localhost' }, { type: 'ip', value: '127.0.0.1' }];

async function newKeys(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(ECDSA, true, ['sign', 'verify']);
}

export async function makeCa(): Promise<TestCa> {
  const keys = await newKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: 'CN=Test CA',
    notBefore: new Date(Date.now() - 2 * DAY_MS),
    notAfter: new Date(Date.now() + DAY_MS),
    signingAlgorithm: ECDSA,
    keys,
    extensions: [new BasicConstraintsExtension(true, undefined, true)],
  });
  return { pem: certificate.toString('pem'), certificate, keys };
}

/** A certificate for `localhost` and `127.0.0.1`, unless other names are given. */
export async function makeServerCertificate(ca: TestCa, { names = LOOPBACK, notAfter = new Date(Date.now() + DAY_MS) }: ServerCertificateOptions = {}): Promise<TestServerCertificate> {
  const keys = await newKeys();
  const certificate = await X509CertificateGenerator.create({
    serialNumber: '02',
    subject: 'CN=Test server',
    issuer: ca.certificate.subject,
    notBefore: new Date(Date.now() - 2 * DAY_MS),
    notAfter,
    signingAlgorithm: ECDSA,
    publicKey: keys.publicKey,
    signingKey: ca.keys.privateKey,
    extensions: [new SubjectAlternativeNameExtension(names)],
  });
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  return { cert: certificate.toString('pem'), key: `-----BEGIN PRIVATE KEY-----\n${der}\n-----END PRIVATE KEY-----\n` };
}
