import { PortcullisError } from '../../../shared/errors.ts';
import type { Clipboard } from '../port.ts';
import { withPermission } from './permission.ts';
import type { PreloadWorld } from './preload-world.ts';
import type { PageSession } from './session.ts';

/** The system's clipboard through the page's own. The page may use it only while a call of ours runs. */
export function pageClipboard(page: PageSession, world: PreloadWorld): Clipboard {
  return {
    async write(text) {
      await withPermission(page, 'clipboard-write', () => world.call(writeText, text)).catch((cause: unknown) => {
        throw new PortcullisError('CLIPBOARD_REFUSED', {}, { cause });
      });
    },
    read() {
      return withPermission(page, 'clipboard-read', () => world.call(readText)).catch(() => undefined);
    },
  };
}

function writeText(text: string): Promise<void> {
  return navigator.clipboard.writeText(text);
}

function readText(): Promise<string> {
  return navigator.clipboard.readText();
}
