import type { Finding } from './finding.ts';
import { Kept } from './kept.ts';

/** What was pasted, picked or dropped, and what was found in it. It holds private keys and never leaves main. */
export type KeptImport = { readonly bytes: Buffer; readonly fileName: string | undefined; readonly findings: readonly Finding[] };

/** The keys that are being imported. */
export class KeptImports extends Kept<KeptImport> {
  constructor() {
    super(({ bytes }) => [bytes]);
  }
}
