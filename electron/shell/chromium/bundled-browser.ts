import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';

/** The headless Chromium that the npm package `@sparticuz/chromium` carries, unpacked. */
export interface BundledBrowser {
  executable: string;
  /** What it needs beyond the own environment: its libraries and a font, for machines that have none. */
  env: Record<string, string>;
}

/** The archives of the package: a brotli-compressed file or tar each. */
const PARTS = [
  { archive: 'chromium.br', tar: false },
  { archive: 'al2023.tar.br', tar: true },
  { archive: 'fonts.tar.br', tar: true },
];

/**
 * Unpacks the package once, beside it in `node_modules/.cache`, and answers where it is; undefined where the package is not installed or cannot run.
 * It is for tests, the tour and other headless use: a window for a person needs an installed browser. Linux x64 only. Makes no request.
 */
export async function bundledBrowser(): Promise<BundledBrowser | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const home = packageFolder();
  if (home === undefined) return undefined;
  const { version } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8')) as { version: string };
  const cache = join(home, '../../.cache');
  const folder = join(cache, `headless-chromium-${version}`);
  if (!existsSync(folder)) await unpackInto(folder, join(home, 'bin'), cache);
  return {
    executable: join(folder, 'chromium'),
    // The system's own libraries come first: the package's are older and only fill gaps.
    env: { LD_LIBRARY_PATH: [process.env['LD_LIBRARY_PATH'], join(folder, 'lib')].filter(Boolean).join(':'), ...(existsSync('/etc/fonts') ? {} : { FONTCONFIG_PATH: folder }) },
  };
}

function packageFolder(): string | undefined {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')));
  } catch {
    return undefined;
  }
}

/** From a file, not from a pipe: tar stops reading at the archive's end mark, and whoever still writes then fails. */
async function untar(file: string, folder: string): Promise<void> {
  const [code] = (await once(spawn('tar', ['-x', '-f', file, '-C', folder], { stdio: 'ignore' }), 'exit')) as [number | null];
  if (code !== 0) throw new Error(`tar ended with ${code}`);
  await rm(file);
}

/** Unpacks beside the place and renames, so that two who start at once never see half a browser. */
async function unpackInto(folder: string, archives: string, cache: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  const temporary = await mkdtemp(join(cache, 'unpacking-'));
  try {
    for (const { archive, tar } of PARTS) {
      const file = join(temporary, archive.replace('.br', ''));
      await pipeline(createReadStream(join(archives, archive)), createBrotliDecompress(), createWriteStream(file));
      if (tar) await untar(file, temporary);
    }
    await chmod(join(temporary, 'chromium'), 0o755);
    await chmod(temporary, 0o755);
    await rename(temporary, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}
