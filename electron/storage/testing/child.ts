import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync } from 'node:fs';
import { dirname } from 'node:path';
import { onTestFinished } from 'vitest';

/** Runs an ES module, given as text, in a Node process of its own. It may import TypeScript by absolute path. */
export function startNode(source: string, ...args: string[]): ChildProcess {
  const child = spawn(process.execPath, ['--input-type=module', '--disable-warning=ExperimentalWarning', '-e', source, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** The first line the child prints. */
export async function firstLine(child: ChildProcess): Promise<string> {
  let text = '';
  for await (const chunk of child.stdout ?? []) {
    text += String(chunk);
    if (text.includes('\n')) break;
  }
  return text.split('\n')[0] ?? '';
}

export async function killHard(child: ChildProcess): Promise<void> {
  const gone = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined;
  child.kill('SIGKILL');
  await gone;
}

/** Runs it to its end under a command such as `prlimit --fsize=4096 --`; answers what it printed, trimmed. */
export function runNode(prefix: readonly string[], source: string, ...args: string[]): string {
  // With a handler, exceeding the file size limit is an error code instead of the end of the process.
  const guarded = `process.on('SIGXFSZ', () => undefined);${source}`;
  const [command = process.execPath, ...rest] = [...prefix, process.execPath, '--input-type=module', '--disable-warning=ExperimentalWarning', '-e', guarded, ...args];
  const { stdout, stderr, status, signal } = spawnSync(command, rest, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`child ended with ${status ?? signal}: ${stderr}`);
  return stdout.trim();
}

/** A prefix that limits file sizes to so many bytes (Linux and macOS): the nearest to a full disk that needs no rights. */
export function withFileSizeLimit(bytes: number): string[] {
  return ['sh', '-c', `ulimit -f ${Math.ceil(bytes / 512)} && exec "$@"`, 'sh'];
}

const NOBODY = 65534;
const isRoot = process.getuid?.() === 0;

/** Code for a child, after its imports: root may write everywhere, so it becomes somebody who may not. */
export const BECOME_ORDINARY_USER = isRoot ? `process.setgroups([]); process.setgid(${NOBODY}); process.setuid(${NOBODY});` : '';

/** Gives a folder, and the way to it, to that user. */
export function prepareForOrdinaryUser(folder: string): void {
  if (!isRoot) return;
  chmodSync(dirname(folder), 0o711);
  chownSync(folder, NOBODY, NOBODY);
}
