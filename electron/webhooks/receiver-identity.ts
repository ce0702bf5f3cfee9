import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { DAY_MS } from '../../shared/days.ts';

const EC_P256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const HOUR_MS = 3_600_000;

/** A self-signed server certificate for `localhost`, `127.0.0.1` and `::1`, good for a day, and its private key; both PEM. Made anew for each start and kept nowhere. */
export async function makeReceiverIdentity(now: number): Promise<{ cert: string; key: string }> {
  x509.cryptoProvider.set(globalThis.crypto);
  const keys = await crypto.subtle.generateKey(EC_P256, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'O=Portcullis, CN=localhost',
    // From an hour ago, so that a clock a little behind still takes it.
    notBefore: new Date(now - HOUR_MS),
    notAfter: new Date(now + DAY_MS),
    keys,
    signingAlgorithm: EC_P256,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: 'localhost' }, { type: 'ip', value: '127.0.0.1' }, { type: 'ip', value: '::1' }]),
    ],
  });
  const pkcs8 = await crypto.subtle.exportKey('pkcs8', keys.privateKey);
  return { cert: certificate.toString('pem'), key: x509.PemConverter.encode(pkcs8, x509.PemConverter.PrivateKeyTag) };
}
