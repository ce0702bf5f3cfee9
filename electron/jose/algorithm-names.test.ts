import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ALGORITHMS, CONTENT_ENCRYPTION, DIRECT_ENCRYPTION, KEY_ENCRYPTION } from '../../shared/model/algorithms.ts';

const ROOT = new URL('../..', import.meta.url);
/** The vault and the audit log are formats of their own, whose algorithms are not Wise's. */
const FOLDERS = [...['connections', 'jose', 'keys', 'playground', 'rotations', 'sandbox', 'wise', 'workbench'].map((name) => `electron/${name}`), 'renderer/screens', 'renderer/components', 'renderer/lib'];
const NAMES = new Set<string>([...ALGORITHMS.flatMap(({ id, wiseName }) => [id, wiseName]), CONTENT_ENCRYPTION, DIRECT_ENCRYPTION, KEY_ENCRYPTION]);

test('the algorithm table is the only place where an algorithm is named', () => {
  const files = FOLDERS.flatMap((folder) => globSync(`${folder}/**/*.{ts,tsx}`, { cwd: ROOT })).filter((file) => !/test(ing)?\b/.test(file));
  const named = files.flatMap((file) => quoted(file).filter((text) => NAMES.has(text)).map((text) => `${file}: ${text}`));
  expect(files.length).toBeGreaterThan(30);
  expect(named).toEqual([]);
});

function quoted(file: string): string[] {
  return [...readFileSync(new URL(file, ROOT), 'utf8').matchAll(/(['"])([^'"\n]*)\1/g)].map(([, , text]) => text!);
}
