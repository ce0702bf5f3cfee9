import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import type { Assets } from './port.ts';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

/**
 * The built renderer. The list of files is taken once; each is read when first asked for and kept.
 * A path that is not one of them answers undefined, so nothing outside the folder can be reached.
 */
export function assetsFromFolder(folder: string): Assets {
  const files = new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && TYPES[extname(entry.name)])
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => ['/' + relative(folder, file).split(sep).join('/'), file]),
  );
  const kept = new Map<string, { body: Uint8Array; type: string }>();
  return {
    get(path) {
      const known = kept.get(path);
      if (known) return known;
      const file = files.get(path);
      if (!file) return undefined;
      const asset = { body: readFileSync(file), type: TYPES[extname(file)]! };
      kept.set(path, asset);
      return asset;
    },
  };
}
