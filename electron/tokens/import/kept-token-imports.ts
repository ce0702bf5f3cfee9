import { Kept } from '../../keys/import/kept.ts';
import type { Given } from '../../shell/given-bytes.ts';

/** What was pasted, dropped or picked. It is read anew for each import, so that nothing of it is kept but bytes that can be zeroed. */
export type KeptTokenImport = Readonly<Given> & { readonly from: 'text' | 'file' | 'pick' };

/** The credentials that are being imported, for five minutes or until the lock. */
export class KeptTokenImports extends Kept<KeptTokenImport> {
  constructor() {
    super(({ bytes }) => [bytes]);
  }
}
