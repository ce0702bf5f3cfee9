import { PortcullisError } from '../../../shared/errors.ts';
import type { Clipboard } from '../port.ts';
import { withPermission } from './permission.ts';
import type { PreloadWorld } from './preload-world.ts';
import type { PageSession } from './session.ts';

/** The system's clipboard through the page's own. The page may use it only while a call of ours runs. */
export function pageClipboard(page: PageSession, world: PreloadWorld): Clipboard {
  return {
    async write(text) {
      const write = (value: string): Promise<void> => navigator.clipboard.writeText(value);
      await withPermission(page, 'clipboard-write', () => world.call(write, text)).catch((cause: unknown) => {
        throw new PortcullisError('CLIPBOARD_REFUSED', {}, { cause });
      });
    },
    read() {
      const read = (): Promise<string> => navigator.clipboard.readText();
      return withPermission(page, 'clipboard-read', () => world.call(read)).catch(() => undefined);
    },
  };
}
