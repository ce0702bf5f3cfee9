/**
 * What the choice depends on.
 * @typedef {object} Machine
 * @property {NodeJS.Platform} platform
 * @property {Readonly<Record<string, string | undefined>>} env
 * @property {boolean} headless no visible window is wanted
 * @property {boolean} check only a check that the window opens (--exit-when-ready): without a display or a browser it runs headless
 * @property {string | undefined} electron path of Electron's binary, if it is here
 * @property {() => Promise<string | undefined>} fetchElectron tries to get it
 * @property {{ name: string } | undefined} browser an installed browser, if there is one
 */
/** @typedef {{ host: 'electron' | 'chromium' | 'none', electron?: string, headless?: boolean, why: string }} Choice */

/** Electron first, then the installed browser; `why` is one sentence for the person. PORTCULLIS_HOST=chromium or electron leaves only that one.
 * @param {Machine} machine @returns {Promise<Choice>} */
export async function chooseHost(machine) {
  const choice = await chooseVisible(machine);
  if (choice.host !== 'none' || !machine.check) return choice;
  return { host: 'chromium', headless: true, why: `headless, for this check only: ${choice.why}.` };
}

/** @param {Machine} machine @returns {Promise<Choice>} */
async function chooseVisible(machine) {
  const { env, headless, browser } = machine;
  const wanted = env['PORTCULLIS_HOST'];
  if (headless) return { host: 'chromium', why: 'no visible window: a headless browser, as asked for.' };
  if (machine.platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY']) {
    return none('there is no display to open a window on. Start it from a desktop session');
  }
  if (wanted === 'chromium') return inBrowser(browser, 'asked for by PORTCULLIS_HOST');
  const electron = machine.electron ?? (await machine.fetchElectron());
  if (electron !== undefined) return { host: 'electron', electron, why: `window in Electron (${machine.electron ? 'its binary is here' : 'its binary was fetched'}).` };
  if (wanted === 'electron') return none('Electron’s binary is not here and could not be fetched. Allow the download, or leave PORTCULLIS_HOST out');
  return inBrowser(browser, 'Electron’s binary is not here and could not be fetched');
}

/** @param {{ name: string } | undefined} browser @param {string} why @returns {Choice} */
function inBrowser(browser, why) {
  if (browser) return { host: 'chromium', why: `window in ${browser.name} (${why}).` };
  return none(`no browser to show the window (${why}). Install Chrome, Chromium or Edge, or name one with PORTCULLIS_BROWSER`);
}

/** @param {string} why @returns {Choice} */
function none(why) {
  return { host: 'none', why: `${why}, or watch the headless tour: npm run tour` };
}
