import { open } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { PickedFile } from './port.ts';

/** A file by its path; `read` answers at most `maxBytes` bytes from its start. */
export function pickedFile(path: string): PickedFile {
  return {
    name: basename(path),
    where: resolve(path),
    async read(maxBytes) {
      const file = await open(path, 'r');
      try {
        const buffer = new Uint8Array(Math.min(maxBytes, (await file.stat()).size));
        const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
        return buffer.subarray(0, bytesRead);
      } finally {
        await file.close();
      }
    },
  };
}
