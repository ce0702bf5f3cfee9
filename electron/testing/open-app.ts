import { onTestFinished } from 'vitest';
import { PortcullisError } from '../../shared/errors.ts';
import { CALL_CHANNEL } from '../../shared/ipc/api.ts';
import type { Input, Method, Output } from '../../shared/ipc/contract.ts';
import type { Result } from '../../shared/ipc/result.ts';
import { createApp, type App } from '../app.ts';
import { createMemoryShell, type MemoryShell } from '../shell/memory.ts';
import { openProfile, type Profile } from '../storage/profile.ts';
import { tempFolder } from '../storage/testing/temp-folder.ts';

export const PASSPHRASE = 'correct horse battery';

/** The whole app without a window, called as the window calls it. */
export type TestApp = {
  app: App;
  shell: MemoryShell;
  profile: Profile;
  folder: string;
  /** What went to the window so far, as JSON. */
  answers: string[];
  result<M extends Method>(method: M, input: Input<M>): Promise<Result<Output<M>>>;
  /** Throws what the answer tells of. */
  call<M extends Method>(method: M, input: Input<M>): Promise<Output<M>>;
  /** As quitting does; done by itself when the test has ended. */
  close(): Promise<void>;
};

/** Over real files and sockets. A folder that an app was closed in is that of its vault. */
export async function startTestApp(folder: string = tempFolder()): Promise<TestApp> {
  const [profile, shell] = [await openProfile(folder), createMemoryShell()];
  const app = createApp({ shell, profile, version: 'test', onReady() {}, kdf: { m: 1024, t: 1, p: 1 } });
  let closing: Promise<void> | undefined;
  const close = () => (closing ??= app.close('quit').then(() => profile.close()));
  onTestFinished(close);
  const answers: string[] = [];
  const result = async <M extends Method>(method: M, input: Input<M>) => {
    const answer = (await app.onInvoke(CALL_CHANNEL, [method, input], { trusted: true, url: 'app://portcullis/' })) as Result<Output<M>>;
    answers.push(JSON.stringify(answer));
    return answer;
  };
  return {
    app, shell, profile, folder, answers, result, close,
    async call(method, input) {
      const answer = await result(method, input);
      if (!answer.ok) throw new PortcullisError(answer.error.code, answer.error.details);
      return answer.value;
    },
  };
}

/** With a new vault. */
export async function openTestApp(): Promise<TestApp> {
  const started = await startTestApp();
  await started.call('vault.create', { passphrase: PASSPHRASE });
  return started;
}
