import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface Arguments {
  /** Folder that holds all data of this profile, absolute. */
  profileDir: string;
  /** Print `ready in N ms` after the first usable screen and exit with 0. */
  exitWhenReady: boolean;
  /** Open no visible window (tests and demos). */
  headless: boolean;
}

export const USAGE = `Portcullis: the credential manager for the Wise Platform

  npm start -- [options]

  --profile DIR       keep all data in DIR (default: the system's place for application data)
  --exit-when-ready   open, wait for the first usable screen, say how long it took, exit
  --headless          open no visible window
  --help              this text
`;

const OPTIONS = {
  profile: { type: 'string' },
  'exit-when-ready': { type: 'boolean' },
  headless: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

/** Reads the command line. Answers 'help', or throws a TypeError with a `code` whose message says which option is wrong. */
export function parseArguments(argv: string[], env: NodeJS.ProcessEnv = process.env, platform = process.platform): Arguments | 'help' {
  const { values } = parseArgs({ args: argv, options: OPTIONS, strict: true, allowPositionals: false });
  if (values.help) return 'help';
  if (values.profile === '') throw Object.assign(new TypeError("Option '--profile' needs a folder"), { code: 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE' });
  return {
    profileDir: resolve(values.profile ?? defaultProfileDir(env, platform)),
    exitWhenReady: values['exit-when-ready'] ?? false,
    headless: values.headless ?? env.PORTCULLIS_HEADLESS === '1',
  };
}

function defaultProfileDir(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (platform === 'win32') return join(env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'Portcullis');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Portcullis');
  return join(env.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'portcullis');
}
