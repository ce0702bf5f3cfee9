import { expect, type Page } from '@playwright/test';
import { inProcess, test, type AppUnderTest } from './fixtures.ts';
import { launch } from './launch.ts';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createVault, firstJob, goTo, lock, makeKey, pickBuiltInSandbox, putCodeAway, unlock } from './jobs.ts';
import { setFaults } from './sandbox-faults.ts';

test.skip(!inProcess, 'These reach into the app, which in Electron is another process.');
const vaultFile = (app: AppUnderTest) => join(app.profileDir, 'vault.json');

/** Quits, changes the vault file, starts again. */
async function restartAfter(app: AppUnderTest, change: (text: string) => string): Promise<string> {
  let changed = '';
  await app.restart(async () => {
    changed = change(await readFile(vaultFile(app), 'utf8'));
    await writeFile(vaultFile(app), changed);
  });
  return changed;
}

async function readyVault(page: Page): Promise<void> {
  await createVault(page);
  await putCodeAway(page);
  await pickBuiltInSandbox(page);
}

test.describe('the vault', () => {
  test('a wrong passphrase always gets the same words, and waits grow', async ({ app }) => {
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
    test(`a vault file ${name} is called damaged, and is left as it is`, async ({ app }) => {
      await readyVault(app.page);
      const damaged = await restartAfter(app, change);
      await unlock(app.page);
      await expect(app.page.getByText('The vault file is damaged.')).toBeVisible();
      expect(await readFile(vaultFile(app), 'utf8')).toBe(damaged);
    });
  }

  test('a vault of a newer version is left alone and says so', async ({ app }) => {
    await readyVault(app.page);
    const newer = await restartAfter(app, (text) => text.replace(/"version":\s*1/, '"version":3'));
    await unlock(app.page);
    await expect(app.page.getByText('This vault was written by a newer Portcullis.')).toBeVisible();
    expect(await readFile(vaultFile(app), 'utf8')).toBe(newer);
  });

  test('an older vault is noticed, and opened when that is what is wanted', async ({ app }) => {
    await readyVault(app.page);
    const kept = join(app.profileDir, 'kept.json');
    await app.restart(() => copyFile(vaultFile(app), kept));
    await unlock(app.page);
    await makeKey(app.page);
    await app.restart(() => copyFile(kept, vaultFile(app)));
    await unlock(app.page);
    await expect(app.page.getByText('This vault file is older than the one last opened here.')).toBeVisible();
    await app.page.getByRole('button', { name: 'Open it as it is' }).click();
    await expect(app.page.getByRole('heading', { name: 'Start with a signing key' })).toBeVisible();
  });

  test('a second start with the same profile is refused', async ({ app }) => {
    await readyVault(app.page);
    await expect(launch(app.profileDir)).rejects.toMatchObject({ code: 'VAULT_IN_USE' });
    await goTo(app.page, 'Keys');
  });

  test('the browser killed from outside locks the vault and loses nothing', async ({ app }) => {
    const { page, running } = app;
    await readyVault(page);
    const browser = await page.context().browser()!.newBrowserCDPSession();
    void browser.send('Browser.crash').catch(() => undefined);
    expect(await running.ended).toBe(1);
    expect(await running.app.services.session.status()).toMatchObject({ state: 'locked' });
    await app.restart();
    await unlock(app.page);
    await expect(app.page.getByRole('heading', { name: 'Start with a signing key' })).toBeVisible();
  });
});

const send = (page: Page) => page.getByRole('button', { name: 'Send', exact: true }).click();

test.describe('Wise', () => {
  for (const [name, faults, words, step] of [
    ['a forged answer', { wrongKey: { count: 1 } }, 'The signature on Wise’s answer does not verify.', 'Wise’s signature'],
    ['an answer that is not JOSE', { notJose: { count: 1 } }, 'Wise’s answer is not a signed message.', 'Wise answered 200'],
    ['a cut connection', { cut: { count: 1 } }, 'Wise cannot be reached.', 'The call to Wise'],
    ['a failure on Wise’s side', { serverError: { count: 1 } }, 'Wise failed on its side.', 'Wise answered 500'],
  ] as const) {
    test(`${name} is named at its step, and the next call is fine`, async ({ app }) => {
      const { page } = app;
      await firstJob(page);
      await setFaults(app, faults);
      await send(page);
      await expect(page.getByText(words).first()).toBeVisible();
      await expect(page.getByText(`It stopped at “${step}”`)).toBeVisible();
      await expect(page.getByRole('button', { name: 'Copy details' }).first()).toBeVisible();
      await send(page);
      await expect(page.getByRole('heading', { name: 'Signed, sent and verified' })).toBeVisible();
    });
  }

  test('a new key of Wise’s is fetched once, used, and recorded', async ({ app }) => {
    const { page } = app;
    await firstJob(page);
    await setFaults(app, { rotateWiseKey: {} });
    await send(page);
    await expect(page.getByText(/key, version 2/).first()).toBeVisible();
    await goTo(page, 'Audit log');
    await expect(page.getByRole('gridcell', { name: 'Wise’s key changed' })).toBeVisible();
  });

  test('a 429 is waited out in sight', async ({ app }) => {
    const { page } = app;
    await firstJob(page);
    await setFaults(app, { rateLimit: { count: 1, retryAfter: 3 } });
    await send(page);
    await expect(page.getByText(/Wise asks us to wait/)).toBeVisible();
    await expect(page.getByText(/Waited 3 s first, as Wise asked/)).toBeVisible();
    await expect(page.getByText(/Wise asks us to wait/)).toHaveCount(0);
  });

  test('a wait for Wise can be cancelled', async ({ app }) => {
    const { page } = app;
    await firstJob(page);
    await setFaults(app, { rateLimit: { count: 1, retryAfter: 50 } });
    await send(page);
    await expect(page.getByText(/Wise asks us to wait/)).toBeVisible();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByText('Cancelled.').first()).toBeVisible();
  });

  test('locking in the middle of a wait locks at once', async ({ app }) => {
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
