import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { onTestFinished } from 'vitest';
import type { CertificateImportView } from '../../../../shared/model/certificates.ts';
import type { Parsed } from '../../../../shared/ipc/contract.ts';
import { openssl } from '../../../keys/import/testing/openssl.ts';
import { issueFor, makeAuthority, type Authority, type LeafOptions } from '../../testing/authority.ts';
import { certificateSide, CLIENT_ID } from '../../testing/side.ts';
import { importCertificate } from '../import-certificate.ts';
import { inspectCertificates } from '../inspect.ts';
import { KeptCertificateImports } from '../kept-certificate-imports.ts';

export const PASSPHRASE = 'secret of the file';

/** The import over a vault in memory, with an authority that stands for Wise's. */
export async function importSide() {
  const side = await certificateSide();
  const certificateImports = new KeptCertificateImports();
  onTestFinished(() => certificateImports.clear());
  const deps = { ...side.deps, certificateImports };
  const connectionId = side.connection.id;
  const inspect = (content: string | Buffer, { addTo, passphrase }: { addTo?: string; passphrase?: string } = {}): Promise<CertificateImportView> => {
    const from = typeof content === 'string' ? { kind: 'text' as const, text: content } : { kind: 'file' as const, name: 'client.bin', base64: content.toString('base64') };
    return inspectCertificates(deps, { connectionId, from, addTo, passphrase });
  };
  return {
    ...side, deps, certificateImports, inspect,
    again: (addTo: string, passphrase?: string): Promise<CertificateImportView> => inspectCertificates(deps, { connectionId, from: { kind: 'again' }, addTo, passphrase }),
    pick: (): Promise<CertificateImportView> => inspectCertificates(deps, { connectionId, from: { kind: 'pick' } }),
    take: (importId: string, change: Partial<Parsed<'certificates.import'>> = {}) => importCertificate(deps, { importId, index: 0, connectionId, name: 'Imported', ...change }),
  };
}

/** Made once: RSA keys take their time. */
export const RSA: KeyObject = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
export const ecKey = (): KeyObject => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
export const pemOfKey = (key: KeyObject): string => key.export({ format: 'pem', type: 'pkcs8' }).toString();
export const derOf = (pem: string): Buffer => openssl(['x509', '-in', 'IN', '-outform', 'DER', '-out', 'OUT'], pem);

/** A client certificate for a private key, as Wise would issue it unless said otherwise. */
export async function certificateFor(authority: Authority, key: KeyObject, options: LeafOptions = {}): Promise<string> {
  return issueFor(authority, createPublicKey(key).export({ format: 'der', type: 'spki' }), { subject: `O=Example Ltd, CN=${CLIENT_ID}`, ...options });
}

/** A key and its certificate, over an intermediate. */
export async function chained(root: Authority, key = ecKey()) {
  const intermediate = await makeAuthority({ name: 'O=Wise, CN=Issuing', parent: root });
  return { key, keyPem: pemOfKey(key), intermediate, certificate: await certificateFor(intermediate, key) };
}

/** A PKCS#12 file by openssl, of PEM. */
export function pkcs12(pem: string, ...args: string[]): Buffer {
  const passout = args.includes('-passout') ? [] : ['-passout', `pass:${PASSPHRASE}`];
  return openssl(['pkcs12', '-export', '-in', 'IN', '-out', 'OUT', '-name', 'client', ...passout, ...args], pem);
}
