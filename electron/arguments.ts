import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isPortcullisLink } from './links/scheme.ts';

export interface Arguments {
  /** Folder that holds all data of this profile, absolute. */
  profileDir: string;
  /** Print `ready in N ms` after the first usable screen and exit with 0. */
  exitWhenReady: boolean;
  /** Open no visible window (tests and demos). */
  headless: boolean;
  /** A `portcullis:` link to open, as the system starts the program with. */
  link?: string;
}

export const USAGE = `Portcullis: the credential manager for the Wise Platform

  npm start -- [options] [portcullis:LINK]

  portcullis:LINK     open this link, in the Portcullis that runs with the profile if there is one
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
  const { values, positionals } = parseArgs({ args: argv, options: OPTIONS, strict: true, allowPositionals: true });
  if (values.help) return 'help';
  if (values.profile === '') throw Object.assign(new TypeError("Option '--profile' needs a folder"), { code: 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE' });
  const link = linkIn(positionals);
  return {
    ...(link === undefined ? {} : { link }),
    profileDir: resolve(values.profile ?? defaultProfileDir(env, platform)),
    exitWhenReady: values['exit-when-ready'] ?? false,
    headless: values.headless ?? env.PORTCULLIS_HEADLESS === '1',
  };
}

/** The message does not quote it: a link that was mistyped may hold a code. */
function linkIn([link, ...others]: string[]): string | undefined {
  if (link === undefined) return undefined;
  if (others.length > 0 || !isPortcullisLink(link)) throw Object.assign(new TypeError('Only one argument without dashes is taken, a link that begins with portcullis:'), { code: 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL' });
  return link;
}

function defaultProfileDir(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (platform === 'win32') return join(env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'Portcullis');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Portcullis');
  return join(env.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'portcullis');
}
