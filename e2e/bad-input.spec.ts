import { expect, test, type Page } from '@playwright/test';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createVault, firstJob, goTo, lock, pickBuiltInSandbox, putCodeAway, unlock } from './jobs.ts';
import { launch, newProfile, type Launched } from './launch.ts';
import { setFaults } from './sandbox-faults.ts';

let profile: Awaited<ReturnType<typeof newProfile>>;
let app: Launched;

test.skip(process.env.E2E_HOST === 'electron', 'These reach into the app, which in Electron is another process.');
test.beforeEach(async () => {
  profile = await newProfile();
  app = await launch(profile.dir);
});
test.afterEach(async () => {
  await app.quit();
  await profile.remove();
});

const vaultFile = () => join(profile.dir, 'vault.json');

/** Quits, changes the vault file, starts again. */
async function restartAfter(change: (text: string) => string): Promise<string> {
  await app.quit();
  const changed = change(await readFile(vaultFile(), 'utf8'));
  await writeFile(vaultFile(), changed);
  app = await launch(profile.dir);
  return changed;
}

async function readyVault(page: Page): Promise<void> {
  await createVault(page);
  await putCodeAway(page);
  await pickBuiltInSandbox(page);
}

test.describe('the vault', () => {
  test('a wrong passphrase always gets the same words, and waits grow', async () => {
    const { page } = app;
    await readyVault(page);
    await lock(page);
    for (let attempt = 0; attempt < 3; attempt++) {
      await unlock(page, `wrong horse battery ${attempt}`);
      await expect(page.getByText('That passphrase does not open this vault.')).toBeVisible();
    }
    await unlock(page, 'wrong horse battery again');
    await expect(page.getByText(/Next try in \d+ s/)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Unlock' })).toBeDisabled();
  });

  for (const [name, change] of [
    ['truncated', (text: string) => text.slice(0, -100)],
    ['with one character changed', (text: string) => text.replace(/.(?=.{300}$)/s, (c) => (c === 'A' ? 'B' : 'A'))],
    ['empty', () => ''],
  ] as const) {
    test(`a vault file ${name} is called damaged, and is left as it is`, async () => {
      await readyVault(app.page);
      const damaged = await restartAfter(change);
      await unlock(app.page);
      await expect(app.page.getByText('The vault file is damaged.')).toBeVisible();
      expect(await readFile(vaultFile(), 'utf8')).toBe(damaged);
    });
  }

  test('a vault of a newer version is left alone and says so', async () => {
    await readyVault(app.page);
    const newer = await restartAfter((text) => text.replace(/"version":\s*1/, '"version":2'));
    await unlock(app.page);
    await expect(app.page.getByText('This vault was written by a newer Portcullis.')).toBeVisible();
    expect(await readFile(vaultFile(), 'utf8')).toBe(newer);
  });

  test('an older vault is noticed, and opened when that is what is wanted', async () => {
    await readyVault(app.page);
    const kept = join(profile.dir, '..', 'older-vault.json');
    await app.quit();
    await copyFile(vaultFile(), kept);
    app = await launch(profile.dir);
    await unlock(app.page);
    await firstKeyMade(app.page);
    await restartAfter(() => '');
    await app.quit();
    await copyFile(kept, vaultFile());
    app = await launch(profile.dir);
    await unlock(app.page);
    await expect(app.page.getByText('This vault file is older than the one last opened here.')).toBeVisible();
    await app.page.getByRole('button', { name: 'Open it as it is' }).click();
    await expect(app.page.getByRole('heading', { name: 'Start with a signing key' })).toBeVisible();
  });

  test('a second start with the same profile is refused', async () => {
    await readyVault(app.page);
    await expect(launch(profile.dir)).rejects.toMatchObject({ code: 'VAULT_IN_USE' });
    await goTo(app.page, 'Keys');
  });

  test('the browser killed from outside locks the vault and loses nothing', async () => {
    const { page, running } = app;
    await readyVault(page);
    const browser = await page.context().browser()!.newBrowserCDPSession();
    void browser.send('Browser.crash').catch(() => undefined);
    expect(await running!.ended).toBe(1);
    expect(await running!.app.services.session.status()).toMatchObject({ state: 'locked' });
    app = await launch(profile.dir);
    await unlock(app.page);
    await expect(app.page.getByRole('heading', { name: 'Start with a signing key' })).toBeVisible();
  });
});

async function firstKeyMade(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'New signing key' }).first().click();
  await page.getByRole('button', { name: 'Make key' }).click();
  await expect(page.getByRole('button', { name: 'Upload to Wise' }).first()).toBeVisible();
}

const send = (page: Page) => page.getByRole('button', { name: 'Send', exact: true }).click();

test.describe('Wise', () => {
  for (const [name, faults, words] of [
    ['a forged answer', { wrongKey: { count: 1 } }, 'The signature on Wise’s answer does not verify.'],
    ['an answer that is not JOSE', { notJose: { count: 1 } }, 'Wise’s answer is not a signed message.'],
    ['a cut connection', { cut: { count: 1 } }, 'Wise cannot be reached.'],
    ['a failure on Wise’s side', { serverError: { count: 1 } }, 'Wise failed on its side.'],
  ] as const) {
    test(`${name} is named at its step, and the next call is fine`, async () => {
      const { page } = app;
      await firstJob(page);
      await setFaults(app, faults);
      await send(page);
      await expect(page.getByText(words).first()).toBeVisible();
      await expect(page.getByRole('button', { name: 'Copy details' }).first()).toBeVisible();
      await send(page);
      await expect(page.getByRole('heading', { name: 'Signed, sent and verified' })).toBeVisible();
    });
  }

  test('a new key of Wise’s is fetched once, used, and recorded', async () => {
    const { page } = app;
    await firstJob(page);
    await setFaults(app, { rotateWiseKey: {} });
    await send(page);
    await expect(page.getByText(/key, version 2/).first()).toBeVisible();
    await goTo(page, 'Audit log');
    await expect(page.getByRole('gridcell', { name: 'Wise’s key changed' })).toBeVisible();
  });

  test('a 429 is waited out in sight', async () => {
    const { page } = app;
    await firstJob(page);
    await setFaults(app, { rateLimit: { count: 1, retryAfter: 3 } });
    await send(page);
    await expect(page.getByText(/Wise asks us to wait/)).toBeVisible();
    await expect(page.getByText(/Waited 3 s first, as Wise asked/)).toBeVisible();
    await expect(page.getByText(/Wise asks us to wait/)).toHaveCount(0);
  });

  test('a wait for Wise can be cancelled', async () => {
    const { page } = app;
    await firstJob(page);
    await setFaults(app, { rateLimit: { count: 1, retryAfter: 50 } });
    await send(page);
    await expect(page.getByText(/Wise asks us to wait/)).toBeVisible();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByText('Cancelled.').first()).toBeVisible();
  });

  test('locking in the middle of a wait locks at once', async () => {
    const { page } = app;
    await firstJob(page);
    await setFaults(app, { rateLimit: { count: 1, retryAfter: 50 } });
    await send(page);
    await expect(page.getByText(/Wise asks us to wait/)).toBeVisible();
    await lock(page);
    await unlock(page);
    await expect(page.getByRole('navigation')).toBeVisible();
    await expect(page.getByText(/Wise asks us to wait/)).toHaveCount(0);
  });
});
