import { pickedFile } from '../picked-file.ts';
import type { Dialogs } from '../port.ts';
import type { PreloadWorld } from './preload-world.ts';
import type { PageSession } from './session.ts';

/** The browser's file chooser. Its save dialog cannot be had, so `saveFile` answers undefined and the screen asks for a path instead. */
export function pageDialogs(page: PageSession, world: PreloadWorld): Dialogs {
  return {
    async openFile({ extensions }) {
      const accept = extensions.map((extension) => `.${extension}`).join();
      const objectId = await world.callForObject(pick, accept).catch(() => undefined);
      if (objectId === undefined) return undefined;
      const { path } = await page.send('DOM.getFileInfo', { objectId });
      page.tell('Runtime.releaseObject', { objectId });
      return pickedFile(path);
    },
    saveFile: async () => undefined,
  };
}

function pick(accept: string): Promise<File | null> {
  const input = Object.assign(document.createElement('input'), { type: 'file', accept });
  return new Promise((resolve) => {
    input.addEventListener('change', () => resolve(input.files?.[0] ?? null));
    input.addEventListener('cancel', () => resolve(null));
    input.click();
  });
}
