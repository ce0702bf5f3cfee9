import { createPrivateKey, createPublicKey, X509Certificate, type KeyObject } from 'node:crypto';
import { PortcullisError } from '../../shared/errors.ts';
import { isCostlyKey } from './costly-key.ts';

/** OpenSSL's own limit for public operations. Larger ones only take time. */
const LARGEST_RSA_BITS = 16_384;
/** RFC 7518, 6.2.2, 6.3.2 and 6.4: what only a private or shared key has. */
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

/**
 * A public key as people have it at hand: PEM (SubjectPublicKeyInfo, PKCS#1 or an X.509 certificate, of which only the key is taken), JWK, or base64 DER of the same.
 * Throws `PUBLIC_KEY_UNREADABLE`, with the reason `PRIVATE_KEY` for one that must not be pasted anywhere.
 */
export function readPublicKey(text: string): KeyObject {
  const trimmed = text.trim();
  const read = FORMS.find(({ isForm }) => isForm(trimmed))?.read;
  const key = read && attempt(() => read(trimmed));
  if (!key || !isSound(key)) throw unreadable();
  return key;
}

const FORMS = [
  { isForm: (text: string) => text.startsWith('{'), read: fromJwk },
  { isForm: (text: string) => text.includes('-----BEGIN '), read: fromPem },
  { isForm: (text: string) => /^[A-Za-z0-9+/]+={0,2}$/.test(text.replaceAll(/\s+/g, '')), read: fromBase64 },
];

const PEM = /-----BEGIN ([A-Z0-9 ]+)-----[^-]+-----END \1-----/;
const PEM_READERS: Readonly<Record<string, (pem: string) => KeyObject>> = {
  'PUBLIC KEY': (pem) => createPublicKey(pem),
  'RSA PUBLIC KEY': (pem) => createPublicKey(pem),
  CERTIFICATE: (pem) => new X509Certificate(pem).publicKey,
};

function fromPem(text: string): KeyObject | undefined {
  // Node would make the public key of a private one; a private key that was pasted is a mishap to be told of.
  if (/-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/.test(text)) throw unreadable('PRIVATE_KEY');
  const [pem, label] = PEM.exec(text) ?? [];
  return pem === undefined || label === undefined ? undefined : PEM_READERS[label]?.(pem);
}

function fromJwk(text: string): KeyObject {
  const jwk = JSON.parse(text) as Record<string, unknown>;
  if (PRIVATE_MEMBERS.some((name) => name in jwk)) throw unreadable('PRIVATE_KEY');
  return createPublicKey({ key: jwk, format: 'jwk' });
}

const DER_READERS: readonly ((der: Buffer) => KeyObject)[] = [
  (der) => createPublicKey({ key: der, format: 'der', type: 'spki' }),
  (der) => createPublicKey({ key: der, format: 'der', type: 'pkcs1' }),
  (der) => new X509Certificate(der).publicKey,
];

const PRIVATE_TYPES = ['pkcs8', 'pkcs1', 'sec1'] as const;

function fromBase64(text: string): KeyObject | undefined {
  const der = Buffer.from(text, 'base64');
  if (isCostlyKey(der)) return undefined;
  if (PRIVATE_TYPES.some((type) => attempt(() => createPrivateKey({ key: der, format: 'der', type })))) throw unreadable('PRIVATE_KEY');
  for (const read of DER_READERS) {
    const key = attempt(() => read(der));
    if (key) return key;
  }
  return undefined;
}

function isSound(key: KeyObject): boolean {
  const { modulusLength = 0, publicExponent = 3n } = key.asymmetricKeyDetails ?? {};
  return key.type === 'public' && modulusLength <= LARGEST_RSA_BITS && publicExponent >= 3n;
}

/** The key, or undefined where OpenSSL finds none; what we refuse ourselves is thrown on. */
function attempt(read: () => KeyObject | undefined): KeyObject | undefined {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof PortcullisError) throw thrown;
    return undefined;
  }
}

function unreadable(reason?: string): PortcullisError {
  return new PortcullisError('PUBLIC_KEY_UNREADABLE', reason === undefined ? {} : { reason });
}
