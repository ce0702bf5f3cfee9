import { onTestFinished } from 'vitest';
import { PortcullisError } from '../../../../shared/errors.ts';
import { CALL_CHANNEL } from '../../../../shared/ipc/api.ts';
import type { Input, Method, Output } from '../../../../shared/ipc/contract.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { createApp } from '../../../app.ts';
import { createMemoryShell } from '../../../shell/memory.ts';
import { openProfile } from '../../../storage/profile.ts';
import { tempFolder } from '../../../storage/testing/temp-folder.ts';

export const PASSPHRASE = 'correct horse battery';

/** The whole app with a real vault, called as the window calls it; `call` throws what the answer tells of. */
export async function openTestApp() {
  const [profile, shell] = [await openProfile(tempFolder()), createMemoryShell()];
  const app = createApp({ shell, profile, version: 'test', onReady() {}, kdf: { m: 1024, t: 1, p: 1 } });
  onTestFinished(async () => {
    await app.close('quit');
    await profile.close();
  });
  const answers: string[] = [];
  const call = async <M extends Method>(method: M, input: Input<M>): Promise<Output<M>> => {
    const answer = (await app.onInvoke(CALL_CHANNEL, [method, input], { trusted: true, url: 'app://portcullis/' })) as Result<Output<M>>;
    answers.push(JSON.stringify(answer));
    if (!answer.ok) throw new PortcullisError(answer.error.code, answer.error.details);
    return answer.value;
  };
  await call('vault.create', { passphrase: PASSPHRASE });
  return { folder: profile.folder, shell, app, call, answers };
}
