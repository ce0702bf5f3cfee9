// `node electron/start/run.mjs [--build] SCRIPT ARGS`: set-up, then a script of the project (TypeScript too) on the Node from npm.
// Our own words go to the error stream; the script's output is passed through untouched.
import { resolve } from 'node:path';
import { passThrough } from './pass-through.mjs';
import { ensureBuilt, ensureInstalled, nodeBinary, root, runMain, SetUpError } from './prepare.mjs';

await runMain(async () => {
  const args = process.argv.slice(2);
  const build = args[0] === '--build';
  if (build) args.shift();
  const script = args.shift();
  if (script === undefined) throw new SetUpError('give the script to run: node electron/start/run.mjs [--build] SCRIPT ARGS');
  await ensureInstalled();
  if (build) await ensureBuilt();
  // Nodes before 22.18 take the types out of a file only when told to.
  const flags = nodeBinary() === process.execPath ? ['--experimental-strip-types'] : [];
  return passThrough(nodeBinary(), ['--disable-warning=ExperimentalWarning', ...flags, resolve(root, script), ...args]);
});
