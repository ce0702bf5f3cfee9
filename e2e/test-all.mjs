// `npm test`: set-up, types, lint and folder rules, unit tests, build, end-to-end tests. Ends with "N passed, N failed".
// Plain JavaScript, for on a fresh clone it is started by whatever Node the machine has.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled, nodeBinary, root } from '../electron/start/prepare.mjs';

/** @typedef {{ passed: number, failed: number }} Count */

await ensureInstalled();
const scratch = mkdtempSync(join(tmpdir(), 'portcullis-test-'));
const node = nodeBinary();

/** Runs a tool of node_modules on the project's own Node. Returns whether it exited with 0.
 * @param {string} script path below node_modules
 * @param {string[]} args
 * @param {Record<string, string>} [env] */
function run(script, args, env = {}) {
  const { status } = spawnSync(node, [join(root, 'node_modules', script), ...args], { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
  return status === 0;
}

/** A step without tests of its own counts as one.
 * @param {boolean} ok @returns {Count} */
const one = (ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1 });

/** A runner that exits with an error without a failed test (a crash, an unhandled rejection) counts as one failed.
 * @param {boolean} ok @param {Count} count @returns {Count} */
const orCrash = (ok, count) => (ok || count.failed > 0 ? count : { ...count, failed: 1 });

/** @param {string} file @param {(report: any) => Count} read @returns {Count} */
function report(file, read) {
  try {
    return read(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return { passed: 0, failed: 1 };
  }
}

function unitTests() {
  const file = join(scratch, 'unit.json');
  const ok = run('vitest/vitest.mjs', ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`]);
  return orCrash(ok, report(file, (r) => ({ passed: r.numPassedTests, failed: r.numFailedTests })));
}

function endToEnd() {
  const file = join(scratch, 'e2e.json');
  const ok = run('@playwright/test/cli.js', ['test', '--config', 'e2e', '--reporter=list,json'], { PLAYWRIGHT_JSON_OUTPUT_NAME: file });
  return orCrash(ok, report(file, (r) => ({ passed: r.stats.expected + r.stats.flaky, failed: r.stats.unexpected })));
}

/** @type {[string, () => Count][]} */
const steps = [
  ['Types', () => one(run('typescript/bin/tsc', ['-p', '.']))],
  ['Lint and folder rules', () => one(run('oxlint/bin/oxlint', ['--deny-warnings']))],
  ['Unit tests', unitTests],
  ['Build', () => one(run('vite/bin/vite.js', ['build', '--logLevel', 'warn']))],
  ['End-to-end tests', endToEnd],
];

let passed = 0;
let failed = 0;
for (const [name, step] of steps) {
  console.log(`\n== ${name}`);
  const count = step();
  console.log(`${name}: ${count.passed} passed, ${count.failed} failed`);
  passed += count.passed;
  failed += count.failed;
}
rmSync(scratch, { recursive: true, force: true });
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
