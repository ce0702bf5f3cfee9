import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp, type App } from '../../electron/app.ts';
import type { Services } from '../../electron/services.ts';
import { createMemoryShell } from '../../electron/shell/memory.ts';
import { openProfile } from '../../electron/storage/profile.ts';
import type { Input, Method, Output } from '../../shared/ipc/contract.ts';
import type { Result } from '../../shared/ipc/result.ts';

/** The app without a window, unlocked, on a profile of its own. */
export interface BenchApp {
  app: App;
  services: Services;
  /** Calls a method as the window would. Throws when it is refused. */
  call<M extends Method>(method: M, input: Input<M>): Promise<Output<M>>;
  close(): Promise<void>;
}

export async function openBenchApp(): Promise<BenchApp> {
  const profile = await openProfile(await mkdtemp(join(tmpdir(), 'bench-app-')));
  const app = createApp({ shell: createMemoryShell(), profile, version: 'bench', onReady() {}, kdf: { m: 8192, t: 1, p: 1 } });
  await app.services.session.create('a passphrase of the bench');
  return {
    app,
    services: await app.work(),
    async call(method, input) {
      const result = (await app.onInvoke('portcullis:call', [method, input], { trusted: true, url: '' })) as Result<Output<typeof method>>;
      if (!result.ok) throw new Error(`${method}: ${result.error.code}`);
      return result.value;
    },
    async close() {
      await app.close('quit');
      await profile.close();
      await rm(profile.folder, { recursive: true });
    },
  };
}
