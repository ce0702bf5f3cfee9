import type { CertificateImportView } from '../../../shared/model/certificates.ts';
import type { KeptImport } from '../../keys/import/kept-imports.ts';
import type { VaultBody } from '../../vault/body.ts';
import { requestOf, strayKeysOf } from './identities.ts';
import type { Material } from './material.ts';

type Found = { files: readonly KeptImport[]; material: Material; identities: CertificateImportView['identities']; body: VaultBody };

/** One sentence about the whole: what is there, what is missing. */
export function saysOfAll(found: Found): string {
  const { material, identities, files } = found;
  if (identities.length > 0) return saysOfIdentities(found);
  // A wrong passphrase leaves it closed, not useless.
  const isClosed = files.some(({ findings }) => findings.some((one) => one.is === 'closed' || (one.is === 'unreadable' && one.error.code === 'IMPORT_WRONG_PASSPHRASE')));
  if (material.privateKeys.length > 0) return isClosed ? 'A private key, and more that opens with its passphrase.' : saysOfKeys(found);
  if (isClosed) return 'It opens with its passphrase.';
  if (material.certificates.length > 0) return 'Only authorities (CA certificates) are here, no client certificate. Wise’s own belong into the connection’s Wise CA.';
  return 'Nothing of it can be used.';
}

function saysOfIdentities({ identities, material }: Found): string {
  const [fit, first] = [identities.filter(({ isFit }) => isFit).length, identities[0]];
  if (identities.length > 1) return `${count(identities.length)} client certificates, of which ${fit === 0 ? 'none' : count(fit).toLowerCase()} can be imported.`;
  if (first?.knownAs !== undefined) return 'One client certificate, which is in this vault already.';
  if (first?.isFit) return `One client certificate with its key${first.chainLength > 0 ? ' and chain' : ''}. It can be imported.`;
  if (first && !first.hasKey) return strayKeysOf(material).length > 0 ? 'Certificate and key do not belong together.' : 'One client certificate; its private key is missing.';
  return 'One client certificate with its key. It cannot be imported as it is.';
}

function saysOfKeys({ material, body }: Found): string {
  const request = requestOf(material.privateKeys, body);
  if (request) return `The private key of the request “${request.name}”, which is in this vault already. Add the certificate that came back.`;
  return material.certificates.length > 0 ? 'A private key and authorities (CA certificates); the client certificate is missing. Add the file that holds it.' : 'A private key; its certificate is missing. Add the file that holds it.';
}

const NUMBERS = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten'];

function count(number: number): string {
  return NUMBERS[number] ?? String(number);
}
