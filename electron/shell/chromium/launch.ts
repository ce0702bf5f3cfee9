import { spawn, type ChildProcess } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { PortcullisError } from '../../../shared/errors.ts';
import { Pipe } from './pipe.ts';

export interface LaunchOptions {
  executable: string;
  flags: string[];
  /** Added to the own environment. */
  env?: Record<string, string>;
}

export interface RunningBrowser {
  readonly pipe: Pipe;
  readonly pid: number | undefined;
  /** Resolves when the process is gone, with `SHELL_BROWSER_FAILED` and its last words, which count only if it was not meant to end. */
  readonly exited: Promise<PortcullisError>;
  /** Asks the browser to end; ends it hard when it does not within 3 s. Resolves when it is gone. */
  close(): Promise<void>;
}

const CLOSE_TIMEOUT_MS = 3_000;
/** How much of what the browser says on its error stream is kept, in characters. */
const KEPT_CHARACTERS = 2_000;

/** Starts the browser with a pipe on its fd 3 and 4. Failure to start shows in `exited`. */
export function launchBrowser({ executable, flags, env }: LaunchOptions): RunningBrowser {
  const child = spawn(executable, flags, { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  const pipe = new Pipe(child.stdio[3] as Writable, child.stdio[4] as Readable);
  const exited = whenExited(child).finally(() => pipe.end());
  // A browser without its pipe ends itself; one that hangs is ended.
  child.stdio[4]?.once('close', () => endHard(child));
  return {
    pipe,
    pid: child.pid,
    exited,
    async close() {
      pipe.tell('Browser.close', {});
      endHard(child);
      await exited;
    },
  };
}

function endHard(child: ChildProcess): void {
  const timer = setTimeout(() => child.kill('SIGKILL'), CLOSE_TIMEOUT_MS);
  child.once('exit', () => clearTimeout(timer));
  if (child.exitCode !== null || child.signalCode !== null) clearTimeout(timer);
}

function whenExited(child: ChildProcess): Promise<PortcullisError> {
  let words = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    words = (words + chunk.toString()).slice(-KEPT_CHARACTERS);
  });
  return new Promise((resolve) => {
    const end = (reason: string): void => resolve(new PortcullisError('SHELL_BROWSER_FAILED', { reason }));
    child.once('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.name));
    child.once('exit', (code, signal) => {
      // Its last words may still be in the stream; a grandchild may hold that open, so wait for them only a moment.
      const finish = (): void => end(lastWords(words) ?? `exit ${code ?? signal}`);
      const timer = setTimeout(finish, 200);
      child.stderr?.once('end', () => {
        clearTimeout(timer);
        finish();
      });
    });
  });
}

/** The last line that says something, without time stamps and without paths of this machine; at most 160 characters. */
export function lastWords(text: string): string | undefined {
  const lines = text.split('\n').map((line) => line.replace(/^\[[^\]]*\]\s*/, '').replaceAll(/(?<!\w)(?:[A-Za-z]:)?[\\/][^\s:'"]+/g, '(path)').trim());
  return lines.findLast((line) => /[a-z]{3}/i.test(line))?.slice(0, 160);
}
