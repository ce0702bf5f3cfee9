import { Kept } from '../../keys/import/kept.ts';
import type { KeptImport } from '../../keys/import/kept-imports.ts';

/** The files of one import, in the order in which they came. */
export type KeptFiles = { readonly files: readonly KeptImport[] };

/** The certificates that are being imported, for five minutes or until the lock. */
export class KeptCertificateImports extends Kept<KeptFiles> {
  constructor() {
    super(({ files }) => files.map(({ bytes }) => bytes));
  }
}
