import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PortcullisError } from '../../shared/errors.ts';
import type { AppInfo } from '../../shared/model/views.ts';
import { storageError } from '../storage/io-errors.ts';
import type { Dialogs } from './port.ts';

export type SaveDeps = { dialogs: Pick<Dialogs, 'saveFile'>; info: () => Pick<AppInfo, 'host' | 'profileDir'> };

/**
 * Where to save a file, as an absolute path: a save dialog; where the host has none, the `exports` folder of the profile, which is made.
 * Throws `CANCELLED`, `STORAGE_*`.
 */
export async function saveAs({ dialogs, info }: SaveDeps, { title, suggestedName }: { title: string; suggestedName: string }): Promise<string> {
  const { host, profileDir } = info();
  const chosen = await dialogs.saveFile({ title, suggestedName });
  if (chosen !== undefined) return chosen;
  if (host === 'electron') throw new PortcullisError('CANCELLED');
  const folder = join(profileDir, 'exports');
  await mkdir(folder, { mode: 0o700, recursive: true }).catch((thrown: unknown) => {
    throw storageError(thrown, folder);
  });
  return join(folder, suggestedName);
}

/** Of a label only what every file system takes, such as "payments-2026"; empty when nothing of it is. */
export function fileWord(label: string): string {
  return label.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 40);
}
