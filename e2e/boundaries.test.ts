import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

// The folder rules are lint's to hold; here lint itself is put to the test with a small tree of the same shape.

const OXLINT = resolve('node_modules/oxlint/bin/oxlint');
let tree: string;

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'boundaries-'));
  cpSync('.oxlintrc.json', join(tree, '.oxlintrc.json'));
});
afterAll(() => rmSync(tree, { recursive: true }));

/** The rules that lint names for a tree of these files. */
function rulesBroken(files: Record<string, string>): string[] {
  const dir = mkdtempSync(join(tree, 'case-'));
  cpSync(join(tree, '.oxlintrc.json'), join(dir, '.oxlintrc.json'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), text);
  }
  let report: string;
  try {
    report = execFileSync(process.execPath, [OXLINT, '--format=json', '-c', join(dir, '.oxlintrc.json'), '.'], { cwd: dir, encoding: 'utf8' });
  } catch (error) {
    report = (error as { stdout: string }).stdout;
  }
  const { diagnostics } = JSON.parse(report) as { diagnostics: { code: string; filename: string }[] };
  return diagnostics.map(({ code, filename }) => `${filename}: ${code}`);
}

const use = (module: string) => `import { thing } from '${module}';\nexport const other = thing;\n`;

describe('lint refuses', () => {
  it.each([
    ['electron/vault/vault.ts', 'electron'],
    ['electron/app.ts', 'electron'],
    ['electron/shell/chromium.ts', 'electron'],
    ['renderer/screens/keys.tsx', 'electron'],
    ['renderer/screens/keys.tsx', '../../electron/vault/vault.ts'],
    ['renderer/screens/keys.tsx', 'node:fs'],
    ['renderer/api.ts', '../e2e/fixtures.ts'],
    ['shared/errors.ts', '../electron/app.ts'],
    ['shared/errors.ts', '../renderer/api.ts'],
    ['shared/errors.ts', 'jose'],
    ['shared/model/views.ts', 'node:crypto'],
    ['shared/ipc/contract.ts', 'react'],
  ])('%s importing %s', (file, module) => {
    expect(rulesBroken({ [file]: use(module) })).toEqual([`${file}: eslint(no-restricted-imports)`]);
  });

  it('a cycle', () => {
    const broken = rulesBroken({ 'electron/a.ts': use('./b.ts'), 'electron/b.ts': use('./a.ts') });
    expect(broken).toContain('electron/a.ts: import(no-cycle)');
  });
});

describe('lint allows', () => {
  it.each([
    ['electron/main.ts', 'electron'],
    ['electron/preload.ts', 'electron'],
    ['electron/ipc/bind.ts', 'electron'],
    ['electron/shell/electron.ts', 'electron'],
    ['renderer/api.ts', '../shared/errors.ts'],
    ['renderer/api.ts', 'react'],
    ['shared/ipc/contract.ts', 'zod'],
    ['shared/ipc/contract.ts', '../model/views.ts'],
  ])('%s importing %s', (file, module) => {
    expect(rulesBroken({ [file]: use(module) })).toEqual([]);
  });
});
