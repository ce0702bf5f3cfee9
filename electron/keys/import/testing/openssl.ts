import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempFolder } from '../../../storage/testing/temp-folder.ts';

export const PASSPHRASE = 'secret of the file';

/** Where openssl is missing, tests that need it are passed over. */
export const hasOpenssl: boolean = spawnSync('openssl', ['version']).error === undefined;

/** For ciphers that OpenSSL 3 keeps apart. */
export const LEGACY = ['-provider', 'legacy', '-provider', 'default'];

/** Runs openssl in a folder of its own, where `IN` holds the input; answers what it wrote to `OUT`. */
export function openssl(args: string[], input: string | Buffer = ''): Buffer {
  const folder = tempFolder();
  const files: Readonly<Record<string, string>> = { IN: join(folder, 'in'), OUT: join(folder, 'out') };
  writeFileSync(join(folder, 'in'), input);
  const { status, stderr } = spawnSync('openssl', args.map((arg) => files[arg] ?? arg));
  if (status !== 0) throw new Error(`openssl ${args.join(' ')}: ${stderr.toString()}`);
  return readFileSync(join(folder, 'out'));
}
