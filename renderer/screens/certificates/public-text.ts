import type { Input } from '../../../shared/ipc/contract.ts';
import { ApiError, call } from '../../api.ts';
import { tell, tellFailure } from '../../lib/tell.ts';

export type PublicPart = Input<'certificates.save'>['what'];

/** Puts a public part of a certificate on the clipboard, as PEM. `name`: what it is called in the word that follows. */
export async function copyPart(certificateId: string, what: PublicPart, name: string): Promise<void> {
  try {
    const { text } = await call('certificates.text', { certificateId, what });
    await call('app.copy', { text, sensitive: false });
    tell(`${name} copied`);
  } catch (error) {
    tellFailure(error);
  }
}

/** The same to a file. Nothing is said when the person does not pick one. */
export async function savePart(certificateId: string, what: PublicPart, name: string): Promise<void> {
  try {
    const { savedAs } = await call('certificates.save', { certificateId, what });
    tell(`${name} saved as ${savedAs}`);
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'CANCELLED') tellFailure(error);
  }
}
