import type { KeyObject, X509Certificate } from 'node:crypto';
import { PortcullisError } from '../../../shared/errors.ts';
import type { Effort } from './protection.ts';

/** One thing found in what a person wants to import. `what` says in which form it was, such as "PKCS#8 private key". */
export type Finding = { what: string } & (
  | {
      is: 'key';
      key: KeyObject;
      /** What else is worth a word, such as an old cipher. */
      note?: string;
      /** The algorithm it names itself (RFC 7517, 4.4). */
      namedAlgorithm?: string;
    }
  /** Only where `certificates` are asked for. */
  | { is: 'certificate'; certificate: X509Certificate }
  /** Known for what it is, but nothing that a key could be made of here. */
  | { is: 'other'; kind: string; isPrivate: boolean; says: string }
  /** Opens with a passphrase, which was not given. */
  | { is: 'closed' }
  | { is: 'unreadable'; error: PortcullisError }
);

export type OpenOptions = {
  /** As it was typed; undefined when none was given. */
  passphrase: string | undefined;
  /** Certificates are wanted as what they are, those in PKCS#12 and PKCS#7 as well; otherwise one is the public key in it. */
  certificates?: boolean;
  /** Of one reading; made by `readKeys`. */
  effort?: Effort;
};

/** The cause stays in main: messages of parsers may quote what they read. */
export function unreadable(what: string, reason: string, cause?: unknown): Finding {
  return { what, is: 'unreadable', error: new PortcullisError('IMPORT_UNREADABLE', { reason }, { cause }) };
}
