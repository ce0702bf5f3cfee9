import { expect } from '@playwright/test';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { test } from './fixtures.ts';
import { newProfile } from './launch.ts';

const ROOT = resolve(import.meta.dirname, '..');
const npm = (args: string[], env: NodeJS.ProcessEnv = {}) => promisify(execFile)('npm', args, { cwd: ROOT, env: { ...process.env, ...env } });

test.skip(process.platform === 'win32', 'npm is a script there, and process groups are another thing.');

let profile: Awaited<ReturnType<typeof newProfile>>;
test.beforeEach(async () => { profile = await newProfile(); });
test.afterEach(() => profile.remove());

test.describe('npm start', () => {
  test('--exit-when-ready opens, says how long it took and with which host, and exits with 0', async () => {
    const { stdout } = await npm(['start', '--', '--exit-when-ready', '--headless', '--profile', profile.dir]);
    expect(stdout).toMatch(/^ready in \d+ ms \(host: Chromium [\d.]+\)$/m);
    await expect(access(join(profile.dir, 'preferences.json'))).resolves.toBeUndefined();
  });

  test('says what to do where there is no display', async () => {
    test.skip(process.platform !== 'linux', 'Only Linux can be without a display.');
    const { code, stderr } = await npm(['start', '--', '--profile', profile.dir], { DISPLAY: '', WAYLAND_DISPLAY: '', PORTCULLIS_HEADLESS: '' }).catch((error: unknown) => error as { code: number; stderr: string }) as { code: number; stderr: string };
    expect(code).toBe(1);
    expect(stderr).toContain('npm run tour');
  });

  test('refuses an option it does not know, with the list of those it does', async () => {
    const failure = await npm(['start', '--', '--headless', '--passphrase', 'x']).catch((error: unknown) => error) as { code: number; stderr: string };
    expect(failure.code).toBe(2);
    expect(failure.stderr).toContain('--exit-when-ready');
  });

  test('locks, cleans up and exits with 0 when it is asked to end', async () => {
    const child = spawn(process.execPath, ['dist/main/main.js', '--headless', '--profile', profile.dir], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    await expect.poll(() => readdir(join(profile.dir, 'browser')).then((names) => names.length, () => 0)).toBeGreaterThan(0);
    await expect.poll(() => readFile(join(profile.dir, 'audit.log')).then(() => true, () => false)).toBe(true);
    await new Promise((settled) => { setTimeout(settled, 1500); });
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(await readdir(profile.dir)).not.toContain('portcullis.pid');
  });

  test('hands a link over to the Portcullis that runs with the profile, and refuses one that it does not know', async () => {
    const main = ['dist/main/main.js', '--headless', '--profile', profile.dir];
    const child = spawn(process.execPath, main, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    await expect.poll(() => readdir(profile.dir).then((names) => names.includes('links.address'))).toBe(true);
    const { stdout } = await promisify(execFile)(process.execPath, [...main, 'portcullis://oauth/callback?code=of-the-test&state=of-nobody'], { cwd: ROOT });
    expect(stdout).toContain('handed to the Portcullis that is running');
    const refused = await promisify(execFile)(process.execPath, [...main, 'portcullis://vault/open'], { cwd: ROOT }).catch((error: unknown) => error) as { code: number; stderr: string };
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('LINK_UNKNOWN');
    const audited = async () => (await readFile(join(profile.dir, 'audit.log'), 'utf8')).split('\n').map((line) => Buffer.from(line.split('.')[1] ?? '', 'base64url').toString()).join('\n');
    await expect.poll(audited).toContain('link.opened');
    expect(await audited()).not.toContain('of-the-test');
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(await readdir(profile.dir)).not.toContain('links.address');
  });
});

test('npm run sandbox -- --json prints one line with everything a client needs', async () => {
  const child = spawn('npm', ['run', '--silent', 'sandbox', '--', '--json'], { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const info = JSON.parse(String(line)) as Record<string, unknown>;
  for (const field of ['apiUrl', 'mtlsUrl', 'authorizeUrl', 'caFile', 'clientId', 'clientSecret', 'redirectUri', 'personalToken', 'userToken', 'userId', 'profileId', 'balanceId', 'transferIds', 'batchGroupId', 'otp']) {
    expect(info[field], field).toBeTruthy();
  }
  process.kill(-child.pid!, 'SIGTERM');
  await once(child, 'exit');
  await expect(access(String(info['caFile']))).rejects.toMatchObject({ code: 'ENOENT' });
});

test.describe('the tour', () => {
  test.use({ needsCallbackPort: true });
  test('npm run tour does the whole job and leaves numbered pictures and tour.json', async () => {
    test.setTimeout(180_000);
    await npm(['run', 'tour', '--', '--out', profile.dir, '--rest', '20']);
    const steps = JSON.parse(await readFile(join(profile.dir, 'tour.json'), 'utf8')) as { step: string; ok: boolean; ms: number; picture: string }[];
    expect(steps.length).toBeGreaterThan(10);
    expect(steps.every(({ ok, ms }) => ok && ms >= 0)).toBe(true);
    expect((await readdir(profile.dir)).filter((name) => /^\d\d-.*\.png$/.test(name)).toSorted()).toEqual(steps.map(({ picture }) => picture));
  });
});
