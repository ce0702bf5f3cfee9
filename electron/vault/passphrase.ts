import { PortcullisError } from '../../shared/errors.ts';

const MIN_PASSPHRASE = 12;
const MAX_PASSPHRASE = 1024;

/** The bytes a passphrase stands for: Unicode NFKC, then UTF-8, so that every keyboard and system gives the same. The caller zeroes them. */
export function passphraseBytes(passphrase: string): Buffer {
  return Buffer.from(passphrase.normalize('NFKC'), 'utf8');
}

/** Throws `PASSPHRASE_TOO_SHORT` or `PASSPHRASE_TOO_LONG`, counting Unicode characters after NFKC. `field` names the input. */
export function assertNewPassphrase(passphrase: string, field: string): void {
  const { length } = [...passphrase.normalize('NFKC')];
  if (length < MIN_PASSPHRASE) throw new PortcullisError('PASSPHRASE_TOO_SHORT', { field });
  if (length > MAX_PASSPHRASE) throw new PortcullisError('PASSPHRASE_TOO_LONG', { field });
}
