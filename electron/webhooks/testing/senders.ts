import 'reflect-metadata';
import { request, type RequestOptions } from 'node:https';
import { ExtendedKeyUsage, ExtendedKeyUsageExtension, X509CertificateGenerator } from '@peculiar/x509';
import type { TestCa } from '../../wise/testing/certificates.ts';

/** Senders of webhooks for tests, with certificates of their own. */
const ECDSA = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const HOUR_MS = 3_600_000;

export type Sender = { cert: string; key: string };

export async function makeSender(ca: TestCa, { ended = false, issuer = ca.certificate.subject, usage = 'clientAuth' as 'clientAuth' | 'serverAuth' } = {}): Promise<Sender> {
  const keys = await crypto.subtle.generateKey(ECDSA, true, ['sign', 'verify']);
  const now = Date.now();
  const certificate = await X509CertificateGenerator.create({
    serialNumber: '03',
    subject: 'CN=Sender, O=Wise for tests',
    issuer,
    notBefore: new Date(now - 2 * HOUR_MS),
    notAfter: new Date(now + (ended ? -HOUR_MS : HOUR_MS)),
    signingAlgorithm: ECDSA,
    publicKey: keys.publicKey,
    signingKey: ca.keys.privateKey,
    extensions: [new ExtendedKeyUsageExtension([ExtendedKeyUsage[usage]])],
  });
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  return { cert: certificate.toString('pem'), key: `-----BEGIN PRIVATE KEY-----\n${der}\n-----END PRIVATE KEY-----\n` };
}

/** Sends once and answers the status. Rejects with the code of what went wrong. */
export function send(url: string, body: string | Buffer, headers: Record<string, string> = {}, options: RequestOptions = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const sending = request(url, { method: 'POST', headers: { 'content-length': Buffer.byteLength(body), ...headers }, agent: false, rejectUnauthorized: false, ...options }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0)).on('error', reject);
    });
    sending.on('error', reject);
    sending.end(body);
  });
}
