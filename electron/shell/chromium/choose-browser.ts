import { PortcullisError } from '../../../shared/errors.ts';
import { bundledBrowser, type BundledBrowser } from './bundled-browser.ts';
import { findBrowser } from './find-browser.mjs';

export interface ChosenBrowser {
  name: string;
  executable: string;
  env?: Record<string, string>;
  noSandbox: boolean;
}

/** What the choice depends on; the defaults are this process's own. */
export interface Surroundings {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  isRoot: boolean;
  installed(): { name: string; executable: string } | undefined;
  bundled(): Promise<BundledBrowser | undefined>;
}

/**
 * A visible window takes the installed browser. A headless one takes the browser that npm carries, so that tests and the tour see the same everywhere,
 * and the installed one only where that is missing. PORTCULLIS_BROWSER goes before both.
 * Throws `SHELL_NO_DISPLAY` and `SHELL_NO_BROWSER`.
 */
export async function chooseBrowser(headless: boolean, around: Surroundings = here): Promise<ChosenBrowser> {
  const { platform, env, isRoot } = around;
  if (!headless && platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY']) throw new PortcullisError('SHELL_NO_DISPLAY');
  const named = env['PORTCULLIS_BROWSER'];
  const bundled = headless && !named ? await around.bundled() : undefined;
  // It shows only our own page, in tests and the tour, often in containers that forbid the namespaces a sandbox needs.
  if (bundled) return { name: 'Chromium', ...bundled, noSandbox: true };
  const installed = around.installed();
  if (!installed) throw new PortcullisError('SHELL_NO_BROWSER', named ? { file: named, field: 'PORTCULLIS_BROWSER' } : {});
  // Chrome's sandbox cannot work for root; everybody else keeps it.
  return { ...installed, name: named ? 'Browser' : installed.name, noSandbox: isRoot };
}

const here: Surroundings = {
  platform: process.platform,
  env: process.env,
  isRoot: process.getuid?.() === 0,
  installed: () => findBrowser(),
  bundled: bundledBrowser,
};
