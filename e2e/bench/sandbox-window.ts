import type { Page } from '@playwright/test';
import type { CoreServices, Services } from '../../electron/services.ts';
import { createVault, pickBuiltInSandbox, putCodeAway } from '../jobs.ts';
import { launch, newProfile } from '../launch.ts';

/** The app with its window, a vault and the built-in sandbox, on a profile of its own. */
export interface SandboxWindow {
  page: Page;
  /** To be filled from here. */
  vault: CoreServices['vault'];
  sandbox: Services['sandbox'];
  close(): Promise<void>;
}

/** Only in the Chromium host, where the app runs in this process. */
export async function openSandboxWindow(): Promise<SandboxWindow> {
  const profile = await newProfile();
  const { page, running, quit } = await launch(profile.dir);
  if (!running) throw new Error('In Electron the vault cannot be filled from here.');
  await createVault(page);
  await putCodeAway(page);
  await pickBuiltInSandbox(page);
  return {
    page,
    vault: running.app.services.vault,
    sandbox: (await running.app.work()).sandbox,
    async close() {
      await quit();
      await profile.remove();
    },
  };
}
