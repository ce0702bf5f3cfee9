import type { KeyObject } from 'node:crypto';
import type { PortcullisError } from '../../../shared/errors.ts';

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
  /** Known for what it is, but nothing that a key could be made of here. */
  | { is: 'other'; kind: string; isPrivate: boolean; says: string }
  /** Opens with a passphrase, which was not given. */
  | { is: 'closed' }
  | { is: 'unreadable'; error: PortcullisError }
);

export type OpenOptions = {
  /** As it was typed; undefined when none was given. */
  passphrase: string | undefined;
};
