import { answer } from '../pages.ts';
import type { Assets } from '../port.ts';
import type { ElectronCalls } from './calls.ts';

const SCHEME = 'app';
/** The one origin there is. */
const ORIGIN = `${SCHEME}://portcullis`;
export const START_URL = `${ORIGIN}/index.html`;

/** A session that lives in memory: nothing the page does is stored. It serves the one origin, refuses every permission, device and download, and checks no spelling. */
export const PARTITION = 'portcullis';

/** Must be called before Electron is ready. */
export function registerScheme({ protocol }: ElectronCalls): void {
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: false, codeCache: false } }]);
}

export function prepareSession({ session }: ElectronCalls, assets: Assets): void {
  const own = session.fromPartition(PARTITION);
  own.protocol.handle(SCHEME, ({ method, url }) => {
    if (method !== 'GET' || !isOurs(url)) return new Response(null, { status: 403 });
    const { status, headers, body } = answer(assets, url);
    return new Response(new Uint8Array(body), { status, headers });
  });
  own.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  own.setPermissionCheckHandler(() => false);
  own.setDevicePermissionHandler(() => false);
  own.setSpellCheckerEnabled(false);
  own.on('will-download', (event) => event.preventDefault());
}

/** By prefix with its slash: `app://portcullis.evil` is another. */
export function isOurs(url: string): boolean {
  return url.startsWith(`${ORIGIN}/`);
}
