import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { PortcullisError } from '../../shared/errors.ts';
import { openProfile } from './profile.ts';
import { BECOME_ORDINARY_USER, firstLine, killHard, prepareForOrdinaryUser, runNode, startNode } from './testing/child.ts';
import { tempFolder } from './testing/temp-folder.ts';

const profileModule = import.meta.resolve('./profile.ts');
const codeOf = (work: Promise<unknown>) => work.then(() => 'opened', (error: unknown) => (error as PortcullisError).code);

async function openHere(folder: string, onLost?: () => void) {
  const profile = await openProfile(folder, onLost);
  onTestFinished(() => profile.close());
  return profile;
}

describe('openProfile', () => {
  test('makes the folder for its owner alone, and resolves links to it', async () => {
    const folder = tempFolder();
    mkdirSync(join(folder, 'real'), { mode: 0o755 });
    symlinkSync(join(folder, 'real'), join(folder, 'link'));
    const profile = await openHere(join(folder, 'link'));
    expect(profile.folder).toBe(join(folder, 'real'));
    expect(statSync(profile.folder).mode & 0o777).toBe(0o700);
    await openHere(join(folder, 'a', 'b'));
    expect(statSync(join(folder, 'a', 'b')).mode & 0o777).toBe(0o700);
  });

  test('keeps out a second one, in this process and in another, until it is closed', async () => {
    const folder = tempFolder();
    const profile = await openHere(folder);
    expect(await codeOf(openProfile(folder))).toBe('VAULT_IN_USE');
    const source = `
      import { openProfile } from '${profileModule}';
      console.log(await openProfile(process.argv[1]).then(() => 'opened', (error) => error.code));
      process.exit();
    `;
    expect(runNode([], source, folder)).toBe('VAULT_IN_USE');
    await profile.close();
    expect(readdirSync(folder)).toEqual([]);
    expect(runNode([], source, folder)).toBe('opened');
  });

  test('takes over the lock of a process that was killed', async () => {
    const folder = tempFolder();
    const child = startNode(`import { openProfile } from '${profileModule}'; await openProfile(process.argv[1]); console.log('open'); setInterval(() => {}, 1000);`, folder);
    await firstLine(child);
    expect(await codeOf(openProfile(folder))).toBe('VAULT_IN_USE');
    await killHard(child);
    expect(existsSync(join(folder, 'portcullis.lock'))).toBe(true);
    (await openHere(folder)).assertOurs();
  });

  test('a number that now belongs to another process keeps nobody out once the lock is stale', async () => {
    const folder = tempFolder();
    mkdirSync(join(folder, 'portcullis.lock'));
    utimesSync(join(folder, 'portcullis.lock'), 1, 1);
    writeFileSync(join(folder, 'portcullis.pid'), String(process.ppid));
    (await openHere(folder)).assertOurs();
  });

  test('notices that another process took the lock', async () => {
    const folder = tempFolder();
    const onLost = vi.fn<() => void>();
    const profile = await openHere(folder, onLost);
    rmSync(join(folder, 'portcullis.lock'), { recursive: true });
    await vi.waitFor(() => expect(onLost).toHaveBeenCalledOnce(), { timeout: 10_000 });
    expect(() => profile.assertOurs()).toThrow(PortcullisError);
  });
});

test.skipIf(process.platform === 'win32')('a folder that may not be written to: STORAGE_READ_ONLY, nothing made', () => {
  const folder = join(tempFolder(), 'read-only');
  mkdirSync(folder);
  prepareForOrdinaryUser(folder);
  chmodSync(folder, 0o500);
  const source = `
    import { openProfile } from '${profileModule}';
    ${BECOME_ORDINARY_USER}
    const failed = (error) => error.code + ' ' + error.details.reason;
    console.log(await openProfile(process.argv[1]).then(() => 'opened', failed), await openProfile(process.argv[1] + '/deeper').then(() => 'opened', failed));
  `;
  expect(runNode([], source, folder)).toBe('STORAGE_READ_ONLY EACCES STORAGE_READ_ONLY EACCES');
  expect(readdirSync(folder)).toEqual([]);
});

test.skipIf(process.platform !== 'linux')('where no folder can be made: STORAGE_FAILED, at once', async () => {
  await expect(openProfile('/proc/portcullis/deeper')).rejects.toMatchObject({ code: 'STORAGE_FAILED', details: { reason: 'ENOENT' } });
});
