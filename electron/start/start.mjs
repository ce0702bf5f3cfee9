// `npm start`: set-up, then the app in Electron if its binary is here or can be fetched, else in the installed browser.
import { join } from 'node:path';
import { findBrowser } from '../shell/chromium/find-browser.mjs';
import { chooseHost } from './choose-host.mjs';
import { electronBinary, fetchElectron } from './electron-binary.mjs';
import { passThrough } from './pass-through.mjs';
import { ensureBuilt, ensureInstalled, nodeBinary, root, runMain, say } from './prepare.mjs';

await runMain(async () => {
  const args = process.argv.slice(2);
  await ensureInstalled();
  await ensureBuilt();
  if (args.includes('--help')) return passThrough(nodeBinary(), [join(root, 'dist/main/main.js'), '--help']);
  const choice = await chooseHost({
    platform: process.platform,
    env: process.env,
    headless: args.includes('--headless') || process.env['PORTCULLIS_HEADLESS'] === '1',
    check: args.includes('--exit-when-ready'),
    electron: electronBinary(root),
    fetchElectron: async () => ((await fetchElectron(root, nodeBinary())) ? electronBinary(root) : undefined),
    browser: findBrowser(),
  });
  say(choice.why);
  if (choice.host === 'none') return 1;
  if (choice.host === 'chromium') return passThrough(nodeBinary(), [join(root, 'dist/main/main.js'), ...(choice.headless ? ['--headless'] : []), ...args]);
  // Chrome's sandbox cannot work for root; everybody else keeps it.
  const flags = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return passThrough(choice.electron ?? '', [...flags, root, ...args]);
});
