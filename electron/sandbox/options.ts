import { parseArgs } from 'node:util';
import { FAULT_LINES } from './faults.ts';

export interface CliOptions {
  readonly help: boolean;
  readonly json: boolean;
  readonly port: number;
  readonly mtlsPort: number;
  readonly pagesPort: number;
}

/** Thrown for a command line that cannot be followed; the message is for the person. */
export class UsageError extends Error {}

export const USAGE = `Usage: npm run sandbox -- [options]

Starts Wise's security surface on this machine, for learning, demos and tests.

  --port N        port of the API (default: a free one)
  --mtls-port N   port of the API over mTLS (default: a free one)
  --pages-port N  port of the pages for browsers (default: a free one)
  --json          print one line of JSON instead of words
  --help          print this

It stays up until Ctrl+C. Nothing is kept: the next start has new keys and credentials.

Faults are switched on while it runs, by POST of JSON to /__sandbox/faults, and off by DELETE:

${FAULT_LINES.map((line) => `  ${line}\n`).join('')}`;

/** Reads the command line. Throws `UsageError` for an unknown option or a port outside 0 to 65535. */
export function readOptions(args: readonly string[]): CliOptions {
  const { help, json, port, 'mtls-port': mtlsPort, 'pages-port': pagesPort } = parse([...args]);
  return { help, json, port: readPort('--port', port), mtlsPort: readPort('--mtls-port', mtlsPort), pagesPort: readPort('--pages-port', pagesPort) };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        help: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        port: { type: 'string', default: '0' },
        'mtls-port': { type: 'string', default: '0' },
        'pages-port': { type: 'string', default: '0' },
      },
    }).values;
  } catch (thrown) {
    throw new UsageError((thrown as Error).message, { cause: thrown });
  }
}

function readPort(name: string, text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new UsageError(`${name} must be a number from 0 to 65535, not ${JSON.stringify(text)}.`);
  return port;
}
