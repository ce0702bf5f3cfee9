import type { ErrorCode } from '../../shared/errors.ts';
import type { ImportItem, ImportView } from '../../shared/model/views.ts';
import { wireError } from './fixtures.ts';

const THUMBPRINT = 'Zk0uVaYVA9wwBF6Iuo3vVzz7TxHCT1pXq0zRr8kPrK_';

type Kept = Omit<ImportView, 'importId'>;

function found(what: string, ...items: Omit<ImportItem, 'index'>[]): Kept {
  return { what, needsPassphrase: false, items: items.map((item, index) => ({ index, ...item })) };
}

function refused(what: string, code: ErrorCode, needsPassphrase = false): Kept {
  return { what, needsPassphrase, items: [], error: wireError(code) };
}

const P521: Omit<ImportItem, 'index'> = { kind: 'EC P-521', isPrivate: true, thumbprint: THUMBPRINT, fits: ['ES512'], says: 'It fits Wise as an ES512 signing key.' };
const RSA: Omit<ImportItem, 'index'> = { kind: 'RSA 3072', isPrivate: true, thumbprint: THUMBPRINT, fits: ['PS256', 'PS384', 'PS512', 'RSA-OAEP-256'], says: 'It fits Wise for signing and for encryption; one key should do only one of them.' };
const RSA_1024: Omit<ImportItem, 'index'> = { kind: 'RSA 1024', isPrivate: true, thumbprint: THUMBPRINT, fits: [], says: 'RSA 1024 is too short: 2048 bits are the least.' };

/** The verdicts of the stand-in, by the text typed. */
const VERDICTS: Record<string, Kept> = {
  pem: found('PKCS#8 private key, PEM', P521),
  encrypted: { ...found('PKCS#8 private key, encrypted (PBES2, AES-256-CBC)'), needsPassphrase: true },
  public: found('Public key, PEM', { kind: 'EC P-256', isPrivate: false, thumbprint: THUMBPRINT, fits: [], says: 'Only the public half is here. Import the private half; the public one is made from it.' }),
  ed25519: found('PKCS#8 private key, PEM', { kind: 'Ed25519', isPrivate: true, fits: [], says: 'Wise takes P-256, P-384 and P-521 and RSA, not Ed25519.' }),
  p12: { ...found('PKCS#12 file, encrypted (PBES2, AES-256-CBC)'), needsPassphrase: true },
  many: found('JWK set', P521, RSA, RSA_1024),
  cipher: refused('Private key, encrypted (DES-EDE3-CBC)', 'IMPORT_CIPHER'),
};

/** What the stand-in says of a text or of a file's bytes. */
export function verdictOn(text: string): Kept {
  return VERDICTS[text.trim()] ?? refused('Something else', 'IMPORT_UNREADABLE');
}

/** The same once a passphrase was tried: "open" opens. */
export function verdictOpened(kept: Kept, passphrase: string): Kept {
  if (passphrase !== 'open') return { ...kept, error: wireError('IMPORT_WRONG_PASSPHRASE') };
  return { ...kept, needsPassphrase: false, items: [{ index: 0, ...RSA }] };
}
