import type { KeyObject, X509Certificate } from 'node:crypto';
import type { CertificateEntry, VaultBody } from '../../vault/body.ts';
import { isSelfSigned, isSignedBy, sortChain } from '../chain.ts';
import { belongsTo } from '../checks.ts';
import { privateKeyOf } from '../entry.ts';
import { x509Of } from '../identity.ts';
import type { Material } from './material.ts';

/** A client certificate that was found, with what belongs to it. */
export type FoundIdentity = {
  certificate: X509Certificate;
  /** Each the issuer of the one before it, without the root. */
  chain: X509Certificate[];
  /** From the files, or of the request below. */
  privateKey?: KeyObject;
  /** The request in this vault that it answers. */
  request?: CertificateEntry;
  /** Not its own: the only private key that was found, and it belongs to nothing here. */
  strayKey?: KeyObject;
  /** The certificate of this vault that it is already. */
  known?: CertificateEntry;
};

/** Groups what was found: each client certificate with its key and chain, in the order of the files. */
export function identitiesOf(material: Material, body: VaultBody): FoundIdentity[] {
  const stray = strayKeysOf(material);
  return clientsOf(material).map((certificate) => {
    const request = body.certificates.find((entry) => isWaiting(entry) && owns(privateKeyOf(entry), certificate));
    const privateKey = material.privateKeys.find((key) => owns(key, certificate)) ?? (request && privateKeyOf(request));
    const known = body.certificates.find((entry) => x509Of(entry)?.fingerprint256 === certificate.fingerprint256);
    return {
      certificate,
      chain: sortChain(certificate, material.certificates),
      ...(privateKey ? { privateKey } : {}),
      ...(request ? { request } : {}),
      ...(!privateKey && stray[0] && stray.length === 1 ? { strayKey: stray[0] } : {}),
      ...(known ? { known } : {}),
    };
  });
}

/** The private keys that belong to none of the certificates. */
export function strayKeysOf({ certificates, privateKeys }: Material): KeyObject[] {
  return privateKeys.filter((key) => !certificates.some((certificate) => owns(key, certificate)));
}

/** The request in the vault that one of the keys was made for. */
export function requestOf(keys: readonly KeyObject[], { certificates }: VaultBody): CertificateEntry | undefined {
  return certificates.find((entry) => isWaiting(entry) && keys.some((key) => key.equals(privateKeyOf(entry))));
}

/** What is no authority and signed nothing else; and whatever the private key is there of. */
function clientsOf({ certificates, privateKeys }: Material): X509Certificate[] {
  const signedAnother = (issuer: X509Certificate) => certificates.some((one) => one !== issuer && isSignedBy(one, issuer));
  const isAuthority = (one: X509Certificate) => one.ca || signedAnother(one) || (one.keyUsage === undefined && isSelfSigned(one));
  return certificates.filter((one) => privateKeys.some((key) => owns(key, one)) || !isAuthority(one));
}

function isWaiting(entry: CertificateEntry): boolean {
  return entry.certificate === undefined && entry.retiredAt === undefined;
}

function owns(key: KeyObject, certificate: X509Certificate): boolean {
  try {
    return belongsTo(certificate, key);
  } catch {
    return false;
  }
}
