import type { Services } from '../services.ts';
import { readFaceTecKey, requestFaceTecKey } from '../wise/sca-factors.ts';
import { audited, type FactorJob } from './deps.ts';

/** Puts the key that FaceTec's export takes on the clipboard, as PEM. Throws `CLIPBOARD_REFUSED`, `WISE_ANSWER_INVALID` for what is no public key, and the errors of the call. */
export async function copyFaceTecKey(job: FactorJob, clipboard: Pick<Services['clipboard'], 'copy'>): Promise<void> {
  await audited(job, 'factor.listed', 'FaceTec key', async () => {
    const { deps: { userTokens }, link } = job;
    const { answer } = await userTokens.forConnection(link, (bearer) => requestFaceTecKey(link.client, bearer));
    await clipboard.copy(readFaceTecKey(answer), false);
  });
}
