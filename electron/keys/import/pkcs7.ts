import { X509Certificate } from 'node:crypto';
import { unreadable, type Finding, type OpenOptions } from './finding.ts';
import { childrenOf, descend, loadForge, oidOf, toDer, type Asn1 } from './forge.ts';

const SIGNED_DATA = '1.2.840.113549.1.7.2';
const WHAT = 'PKCS#7 file';

/** The certificates of a SignedData (RFC 5652, 5.1), which is how a chain travels in PKCS#7. */
export async function readPkcs7(_der: Buffer, node: Asn1, { certificates }: OpenOptions): Promise<Finding[]> {
  if (!certificates) return [{ what: WHAT, is: 'other', kind: 'Certificates', isPrivate: false, says: 'It holds certificates, no private key. Look for the file they were made from.' }];
  const forge = await loadForge();
  if (oidOf(forge, descend(node, 0)) !== SIGNED_DATA) return [unreadable(WHAT, 'It is PKCS#7, but not the kind that holds certificates.')];
  const members = childrenOf(descend(node, 1, 0) ?? node);
  const set = members.find(({ tagClass, type }) => tagClass === forge.asn1.Class.CONTEXT_SPECIFIC && Number(type) === 0);
  const found = set ? childrenOf(set).map((one) => readCertificate(toDer(forge, one), WHAT)) : [];
  return found.length > 0 ? found : [unreadable(WHAT, 'It holds no certificates.')];
}

export function readCertificate(der: Buffer, what: string): Finding {
  try {
    return { what, is: 'certificate', certificate: new X509Certificate(der) };
  } catch (cause) {
    return unreadable(what, 'A certificate in it is damaged, or of a kind that is not known here.', cause);
  }
}
