import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Looked for, not run: Java takes seconds to start. */
export const hasKeytool = (process.env['PATH'] ?? '').split(delimiter).some((folder) => ['keytool', 'keytool.exe'].some((name) => existsSync(join(folder, name))));

/** Runs Java's keytool, in English. */
export const keytool = (...args: string[]) => spawnSync('keytool', args, { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
