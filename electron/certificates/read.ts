import { X509Certificate } from 'node:crypto';
import { PortcullisError } from '../../shared/errors.ts';
import { pemBlocks, type PemBlock } from '../keys/import/pem.ts';
import { isSame } from './chain.ts';

/** More than any chain has. */
const MOST = 100;
const CERTIFICATE = /^(X509 |TRUSTED )?CERTIFICATE$/;
const PKCS7 = /^(PKCS7|CMS)$/;

/** What people paste in its place, by the label of the PEM. */
const MISTAKEN: readonly (readonly [label: RegExp, says: string])[] = [
  [/CERTIFICATE REQUEST$/, 'This is a CSR, not the certificate that was made from it.'],
  [/PRIVATE KEY$/, 'This is a private key. Nothing of it was kept.'],
  [/PUBLIC KEY$/, 'This is a public key, not a certificate.'],
];

/**
 * Every certificate in a file or text, each once, in the order in which they stand there: PEM with anything around it, DER, PKCS#7 in either.
 * Throws `CERT_UNREADABLE`.
 */
export async function readCertificates(bytes: Buffer): Promise<X509Certificate[]> {
  const text = bytes.toString('utf8');
  const blocks = pemBlocks(text);
  const found = blocks.length > 0 ? await readBlocks(blocks) : await readBinary(bytes, text);
  if (found.length > MOST) throw unreadable(`It holds more than ${MOST} certificates.`);
  return found.filter((one, index) => found.findIndex((other) => isSame(one, other)) === index);
}

async function readBlocks(blocks: readonly PemBlock[]): Promise<X509Certificate[]> {
  const found: X509Certificate[] = [];
  for (const { label, base64 } of blocks) {
    if (CERTIFICATE.test(label)) found.push(readOne(Buffer.from(base64, 'base64')));
    else if (PKCS7.test(label)) found.push(...(await readPkcs7(Buffer.from(base64, 'base64'))));
  }
  if (found.length > 0) return found;
  throw unreadable(MISTAKEN.find(([pattern]) => blocks.some(({ label }) => pattern.test(label)))?.[1] ?? 'It is PEM, but holds no certificate.');
}

/** DER as it is, or as base64 whose first and last line were left out. */
async function readBinary(bytes: Buffer, text: string): Promise<X509Certificate[]> {
  const der = /^[A-Za-z0-9+/=\s]+$/.test(text) ? Buffer.from(text, 'base64') : bytes;
  if (text.includes('-----BEGIN ')) throw unreadable('Its last line is missing: it was cut off.');
  if (der.length === 0) throw unreadable('It is empty.');
  try {
    return [new X509Certificate(der)];
  } catch {
    return readPkcs7(der);
  }
}

function readOne(der: Buffer): X509Certificate {
  try {
    return new X509Certificate(der);
  } catch (cause) {
    throw unreadable('A certificate in it is damaged or was cut off.', cause);
  }
}

/** SignedData without content (RFC 5652), such as a `.p7b`. */
async function readPkcs7(der: Buffer): Promise<X509Certificate[]> {
  await import('reflect-metadata');
  const { X509Certificates } = await import('@peculiar/x509');
  let found: Buffer[];
  try {
    found = [...new X509Certificates(Uint8Array.from(der))].map(({ rawData }) => Buffer.from(new Uint8Array(rawData)));
  } catch (cause) {
    throw unreadable('It is neither PEM nor DER nor PKCS#7, or is damaged.', cause);
  }
  if (found.length === 0) throw unreadable('The PKCS#7 file holds no certificate.');
  return found.map((one) => readOne(one));
}

/** The cause stays in main: messages of parsers may quote what they read. */
function unreadable(reason: string, cause?: unknown): PortcullisError {
  return new PortcullisError('CERT_UNREADABLE', { reason }, { cause });
}
