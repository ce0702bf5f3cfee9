import { access } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { KeptTokenImport } from './kept-token-imports.ts';
import type { ReadFile } from './named-value.ts';

/** Deeper no folder lies. */
const MOST_FOLDERS = 100;

/** Where what was imported still lies readable, in sentences. Nothing is deleted: it may be in use there. */
export async function plainCopiesOf(kept: Pick<KeptTokenImport, 'from' | 'fileName' | 'where'>, { program }: Pick<ReadFile, 'program'>): Promise<string[]> {
  const gitFolder = kept.where === undefined ? undefined : await gitFolderAbove(kept.where);
  return [
    placeOf(kept),
    ...(gitFolder === undefined ? [] : [`The folder ${gitFolder} is kept by Git: once it was committed, the history keeps it even when the file is deleted. Only a new credential at Wise ends that.`]),
    ...(program === 'postman' ? ['Postman keeps copies of its own: in its cloud if it is signed in there, and in the history of its requests. Remove it there too.'] : []),
    ...(program === 'bruno' ? ['Bruno keeps it in the folder of the collection, which is often shared by Git. Remove it there too.'] : []),
  ];
}

function placeOf({ from, fileName, where }: Pick<KeptTokenImport, 'from' | 'fileName' | 'where'>): string {
  if (where !== undefined) return `It is still readable in ${where}. Delete that file, or take it out of it.`;
  if (fileName !== undefined) return `It is still readable in the file “${fileName}” that was ${from === 'pick' ? 'picked' : 'dropped'}. Delete that file, or take it out of it.`;
  return 'It is still readable where it was copied from, and perhaps on the clipboard.';
}

/** The nearest folder above with a `.git`, which in a linked working tree is a file. */
async function gitFolderAbove(path: string): Promise<string | undefined> {
  let folder = dirname(path);
  for (let count = 0; count < MOST_FOLDERS; count += 1) {
    if (await exists(join(folder, '.git'))) return folder;
    const above = dirname(folder);
    if (above === folder) return undefined;
    folder = above;
  }
  return undefined;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(() => true, () => false);
}
