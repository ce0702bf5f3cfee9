import 'reflect-metadata';
import { createHash } from 'node:crypto';
import { BasicConstraintsExtension, SubjectAlternativeNameExtension, X509CertificateGenerator, cryptoProvider, type Extension, type JsonGeneralName, type X509Certificate } from '@peculiar/x509';
import { DAY_MS } from '../../../shared/days.ts';
import type { TargetCertificate } from '../../connections/target.ts';
import { Secret } from '../secret.ts';

/** Certificates for the servers and clients of tests, made anew in every run. */
cryptoProvider.set(crypto);

const ECDSA = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

export type TestCa = { pem: string; certificate: X509Certificate; keys: CryptoKeyPair };
export type TestCertificate = { cert: string; key: string };
export type Dates = { notBefore?: Date; notAfter?: Date };
export type ServerCertificateOptions = Dates & { names?: JsonGeneralName[] };

const LOOPBACK: JsonGeneralName[] = [{ type: 'dns', value: 'localhost' }, { type: 'ip', value: '127.0.0.1' }];
let serial = 1;

async function newKeys(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(ECDSA, true, ['sign', 'verify']);
}

export async function makeCa(name = 'Test CA'): Promise<TestCa> {
  const keys = await newKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: `CN=${name}`,
    notBefore: new Date(Date.now() - 2 * DAY_MS),
    notAfter: new Date(Date.now() + DAY_MS),
    signingAlgorithm: ECDSA,
    keys,
    extensions: [new BasicConstraintsExtension(true, undefined, true)],
  });
  return { pem: certificate.toString('pem'), certificate, keys };
}

/** A certificate for `localhost` and `127.0.0.1`, unless other names are given. */
export async function makeServerCertificate(ca: TestCa, { names = LOOPBACK, ...dates }: ServerCertificateOptions = {}): Promise<TestCertificate> {
  return issue(ca, 'CN=Test server', dates, [new SubjectAlternativeNameExtension(names)]);
}

/** A client certificate as a connection has it. The servers of tests know it by `name`. */
export async function makeClientCertificate(ca: TestCa, name: string, dates: Dates = {}): Promise<TargetCertificate & TestCertificate> {
  const { notAfter = new Date(Date.now() + DAY_MS) } = dates;
  const { cert, key } = await issue(ca, `CN=${name}`, { ...dates, notAfter }, []);
  const fingerprint = createHash('sha256').update(cert).digest('hex');
  return { id: name, name, fingerprint, notAfter: notAfter.toISOString(), cert, key, pem: () => ({ cert, key: new Secret(key) }) };
}

async function issue(ca: TestCa, subject: string, { notBefore = new Date(Date.now() - 2 * DAY_MS), notAfter = new Date(Date.now() + DAY_MS) }: Dates, extensions: Extension[]): Promise<TestCertificate> {
  const keys = await newKeys();
  serial += 1;
  const certificate = await X509CertificateGenerator.create({
    serialNumber: serial.toString(16).padStart(2, '0'),
    subject, notBefore, notAfter, extensions,
    issuer: ca.certificate.subject,
    signingAlgorithm: ECDSA,
    publicKey: keys.publicKey,
    signingKey: ca.keys.privateKey,
  });
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  return { cert: certificate.toString('pem'), key: `-----BEGIN PRIVATE KEY-----\n${der}\n-----END PRIVATE KEY-----\n` };
}
