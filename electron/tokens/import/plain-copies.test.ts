import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pickedFile } from '../../shell/picked-file.ts';
import { tempFolder } from '../../storage/testing/temp-folder.ts';
import { connectionEntry, memoryVault } from '../../wise/testing/ports.ts';
import { inspectTokens } from './inspect.ts';
import { KeptTokenImports } from './kept-token-imports.ts';
import { plainCopiesOf } from './plain-copies.ts';

/** A project with a `.env` in a folder of its own. */
async function project(git?: 'folder' | 'file') {
  const root = tempFolder();
  const path = join(root, 'deploy', 'live', '.env');
  await mkdir(join(root, 'deploy', 'live'), { recursive: true });
  await writeFile(path, 'WISE_API_TOKEN=5f2f1a3c-6f0e-4a9b-9d52-1c0b7a4e8d10\n');
  if (git === 'folder') await mkdir(join(root, '.git'));
  if (git === 'file') await writeFile(join(root, '.git'), 'gitdir: /elsewhere\n');
  return { root, path };
}

test.each(['folder', 'file'] as const)('a picked file of a Git working tree (.git is a %s): its path, and that history keeps it', async (git) => {
  const { root, path } = await project(git);
  expect(await plainCopiesOf({ from: 'pick', fileName: '.env', where: path }, { program: 'env' })).toEqual([
    `It is still readable in ${path}. Delete that file, or take it out of it.`,
    `The folder ${root} is kept by Git: once it was committed, the history keeps it even when the file is deleted. Only a new credential at Wise ends that.`,
  ]);
});

test('without Git, and for what was dropped or pasted, there is less to tell; programs keep copies of their own', async () => {
  const { path } = await project();
  expect(await plainCopiesOf({ from: 'pick', fileName: '.env', where: path }, { program: 'env' })).toHaveLength(1);
  expect(await plainCopiesOf({ from: 'file', fileName: 'live.json' }, { program: 'postman' })).toEqual([
    expect.stringContaining('in the file “live.json” that was dropped'), expect.stringMatching(/^Postman keeps copies .*cloud.*history/),
  ]);
  expect(await plainCopiesOf({ from: 'text', fileName: undefined }, { program: 'text' })).toEqual([expect.stringContaining('clipboard')]);
});

test('where a picked file lies is kept in main, and is no part of what the window is told', async () => {
  const { path } = await project('folder');
  const tokenImports = new KeptTokenImports();
  const deps = { vault: memoryVault({ connections: [connectionEntry()] }), tokenImports, dialogs: { openFile: async () => pickedFile(path) } };
  const view = await inspectTokens(deps, { from: { kind: 'pick' } });
  expect(view).toMatchObject({ fileName: '.env', items: [{ kind: 'personal-token' }] });
  expect(JSON.stringify(view)).not.toContain('deploy');
  expect(tokenImports.get(view.importId)).toMatchObject({ where: path, from: 'pick' });
  const { bytes } = tokenImports.get(view.importId);
  tokenImports.clear();
  expect(bytes.every((byte) => byte === 0)).toBe(true);
});

test('a picked file that is too large, or none, is refused; what holds nothing is not kept', async () => {
  const tokenImports = new KeptTokenImports();
  const inspect = (file: { name: string; read(most: number): Promise<Uint8Array> } | undefined) => inspectTokens({ vault: memoryVault(), tokenImports, dialogs: { openFile: async () => file } }, { from: { kind: 'pick' } });
  await expect(inspect(undefined)).rejects.toMatchObject({ code: 'CANCELLED' });
  await expect(inspect({ name: 'disk.img', read: async (most) => Buffer.alloc(most) })).rejects.toMatchObject({ code: 'TOKEN_IMPORT_UNREADABLE' });
  const view = await inspect({ name: 'app.env', read: async () => Buffer.from('PORT=80\n') });
  expect(view).toMatchObject({ what: '.env file “app.env”', items: [], error: { code: 'TOKEN_IMPORT_UNREADABLE' } });
  expect(() => tokenImports.get(view.importId)).toThrow(expect.objectContaining({ code: 'IMPORT_GONE' }));
});
