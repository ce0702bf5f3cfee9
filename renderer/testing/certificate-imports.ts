import type { ErrorCode } from '../../shared/errors.ts';
import type { CertificateImportView } from '../../shared/model/certificates.ts';
import { FINGERPRINT, goodChecks, mixedChecks, wiseRoot } from './certificates.ts';
import { inDays, wireError } from './fixtures.ts';

export type KeptCertificates = Omit<CertificateImportView, 'importId'>;
type FileFound = KeptCertificates['files'][number];
type Identity = KeptCertificates['identities'][number];

const facts = { subject: 'CN=5f0e2c77-client-c0de, O=Acme Payments Ltd, C=GB', issuer: wiseRoot.subject, notBefore: inDays(-90), notAfter: inDays(275), fingerprint: FINGERPRINT.replace('3F', '7C') };

const file = (what: string, rest: Partial<FileFound> = {}): FileFound => ({ what, needsPassphrase: false, ...rest });
const refused = (what: string, code: ErrorCode, needsPassphrase = false): FileFound => file(what, { needsPassphrase, error: wireError(code) });
const identity = (rest: Partial<Identity> = {}): Identity => ({ index: 0, facts, kind: 'RSA 2048', hasKey: true, chainLength: 1, checks: goodChecks(), isFit: true, says: 'Certificate, key and chain belong together.', ...rest });

const WHOLE: KeptCertificates = { files: [file('PKCS#12, PBES2 with AES-256')], identities: [identity()], says: 'One client certificate with its key and chain. It can be imported.' };
const BARE: KeptCertificates = { files: [file('Certificate, PEM')], identities: [identity({ hasKey: false, isFit: false, chainLength: 0, says: 'Its private key is missing. Add the file that holds it.' })], says: 'One certificate; its private key is missing.' };

/** The verdicts of the stand-in, by the text typed. */
const VERDICTS: Record<string, KeptCertificates> = {
  pem: { ...WHOLE, files: [file('Certificate, private key and one authority, PEM')] },
  cert: BARE,
  key: { files: [file('Private key, PKCS#8, PEM')], identities: [], says: 'A private key; its certificate is missing. Add the file that holds it.' },
  p12: { files: [file('PKCS#12, encrypted with RC2 and 3DES', { needsPassphrase: true })], identities: [], says: 'It opens with its passphrase.' },
  mismatch: { files: [file('Certificate and private key, PEM')], identities: [identity({ isFit: false, checks: mixedChecks(), says: 'The key in this file belongs to another certificate.' })], says: 'Certificate and key do not belong together.' },
  two: { files: [file('Two certificates with their keys, PEM')], identities: [identity(), identity({ index: 1, facts: { ...facts, subject: 'CN=5f0e2c77-client-c0de, O=A company whose registered name is longer than any panel is wide', notAfter: inDays(-3) }, isFit: false, says: 'It ended 3 days ago.' })], says: 'Two client certificates, of which one can be imported.' },
  cipher: { files: [refused('PKCS#12, encrypted with a cipher that is not supported', 'IMPORT_CIPHER')], identities: [], says: 'Nothing of it can be read.' },
};

/** What the stand-in says of a text or of a file's bytes. */
export function certificatesIn(text: string, fileName?: string): KeptCertificates {
  const found = VERDICTS[text.trim()] ?? { files: [refused('Something else', 'CERT_UNREADABLE')], identities: [], says: 'Nothing was found in it.' };
  return { ...found, files: found.files.map((one) => ({ ...one, ...(fileName && { fileName }) })) };
}

/** What was found before and now, together: a certificate and its key make one that is fit. */
export function together(before: KeptCertificates, now: KeptCertificates): KeptCertificates {
  const files = [...before.files, ...now.files];
  const isPair = files.some((one) => one.what.startsWith('Certificate')) && files.some((one) => one.what.startsWith('Private key'));
  if (isPair) return { files, identities: [identity({ chainLength: 0 })], says: 'The key belongs to the certificate. It can be imported.' };
  const identities = [...before.identities, ...now.identities].map((one, index) => ({ ...one, index }));
  return { files, identities, says: now.says };
}

/** The same once a passphrase was tried: "open" opens. */
export function certificatesOpened(kept: KeptCertificates, passphrase: string): KeptCertificates {
  if (passphrase !== 'open') return { ...kept, files: kept.files.map((one) => (one.needsPassphrase ? { ...one, error: wireError('IMPORT_WRONG_PASSPHRASE') } : one)) };
  return { ...WHOLE, files: kept.files.map(({ what, fileName }) => ({ what, needsPassphrase: false, ...(fileName && { fileName }) })) };
}
