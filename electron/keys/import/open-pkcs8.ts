import { PortcullisError } from '../../../shared/errors.ts';
import { systemCode } from '../../storage/io-errors.ts';
import { unreadable, type Finding } from './finding.ts';
import { descend, octetsOf, oidOf, parseDer, type Asn1, type loadForge } from './forge.ts';
import type { PassphraseForm } from './passphrase-forms.ts';
import { pbeOf, type Pbe } from './pbe.ts';
import { privateFinding, readPkcs8 } from './private-finding.ts';
import type { Effort, Protection } from './protection.ts';

type ForgeModule = Awaited<ReturnType<typeof loadForge>>;

/** For files that nothing here opens. */
export const CONVERT = 'openssl pkcs8 -provider legacy -provider default -in old.pem -topk8 -v2 aes-256-cbc -out new.pem';

/** RSA of 8192 bits, the largest that is taken, needs 5,000. */
const MOST_ENCRYPTED_BYTES = 6_000;

/** A passphrase in the forms to try. `isProven`: it is known to be the right one, so that what does not open is damaged. */
export type Opening = { forms: readonly PassphraseForm[]; isProven: boolean };
export type Sealed = { what: string; protection: Protection; effort: Effort };

/** Opens an EncryptedPrivateKeyInfo (RFC 5958, 3). */
export function openPkcs8(forge: ForgeModule, node: Asn1, sealed: Sealed, opening: Opening | undefined): Finding {
  const { what, protection } = sealed;
  const [algorithm, octets] = [descend(node, 0), descend(node, 1)];
  if (!algorithm || !octets) return unreadable(what, 'It is damaged.');
  const bytes = octetsOf(octets);
  if (bytes.length > MOST_ENCRYPTED_BYTES) return unreadable(what, 'It is larger than any key that Wise takes.');
  const opened = openSealed(forge, { ...sealed, algorithm, bytes }, opening, (der) => isPrivateKeyInfo(forge, der));
  if (opened.is !== 'open') return opened;
  const { der, content } = opened;
  const finding = privateFinding(forge, what, content, () => readPkcs8(der));
  der.fill(0);
  if (finding.is !== 'key' || !protection.isOld) return finding;
  return { ...finding, note: `Its file is protected by an old cipher (${protection.name}); delete it once the key is here.` };
}

type Opened = { is: 'open'; der: Buffer; content: Asn1 };
type Failed = Extract<Finding, { is: 'closed' | 'unreadable' }>;

/**
 * Opens what is encrypted under a passphrase. A passphrase that is wrong gives bytes all the same, once in 256 times: only those
 * that `isRight` takes are believed. The caller zeroes `der`.
 */
export function openSealed(forge: ForgeModule, sealed: Sealed & { algorithm: Asn1; bytes: Buffer }, opening: Opening | undefined, isRight: (content: Asn1) => boolean): Opened | Failed {
  const { what, protection, effort, algorithm, bytes } = sealed;
  if (protection.reader === undefined) return cipherFinding(what, `${protection.name} is not supported. Convert it with: ${CONVERT}`);
  if (!opening) return { what, is: 'closed' };
  if (!effort.allows(protection, opening.forms.length)) return cipherFinding(what, `It asks for ${protection.rounds} rounds of key derivation, which is too many.`);
  const pbe = readPbe(forge, algorithm);
  // Every cipher here has blocks of eight or sixteen bytes: other lengths were cut off, whatever the passphrase is.
  if (!pbe || bytes.length === 0 || bytes.length % 8 !== 0) return damaged(what);
  for (const form of opening.forms) {
    try {
      const der = pbe.open(bytes, form);
      const content = parsed(forge, der);
      if (content && isRight(content)) return { is: 'open', der, content };
      der.fill(0);
    } catch (cause) {
      // Said by a library that was built without the cipher, or of an scrypt that wants too much memory: whatever the passphrase is.
      if (/^ERR_(CRYPTO_UNKNOWN_CIPHER|CRYPTO_INVALID_SCRYPT_PARAMS|OSSL_EVP_UNSUPPORTED)$/.test(systemCode(cause) ?? '')) return cipherFinding(what, `${protection.name} is not supported here. Convert it with: ${CONVERT}`, cause);
    }
  }
  return opening.isProven ? damaged(what, 'It is damaged, or has another passphrase than the rest of the file.') : { what, is: 'unreadable', error: new PortcullisError('IMPORT_WRONG_PASSPHRASE') };
}

function readPbe(forge: ForgeModule, algorithm: Asn1): Pbe | undefined {
  try {
    return pbeOf(forge, algorithm);
  } catch {
    return undefined;
  }
}

function parsed(forge: ForgeModule, der: Buffer): Asn1 | undefined {
  try {
    return parseDer(forge, der);
  } catch {
    return undefined;
  }
}

function isPrivateKeyInfo(forge: ForgeModule, content: Asn1): boolean {
  return descend(content, 0)?.type === forge.asn1.Type.INTEGER && oidOf(forge, descend(content, 1, 0)) !== '' && descend(content, 2)?.type === forge.asn1.Type.OCTETSTRING;
}

function damaged(what: string, reason = 'It is damaged, or was cut off.'): Failed {
  return { what, is: 'unreadable', error: new PortcullisError('IMPORT_UNREADABLE', { reason }) };
}

export function cipherFinding(what: string, reason: string, cause?: unknown): Extract<Finding, { is: 'unreadable' }> {
  return { what, is: 'unreadable', error: new PortcullisError('IMPORT_CIPHER', { reason }, { cause }) };
}
