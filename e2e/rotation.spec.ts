import { expect, type Page } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { inProcess, test, type AppUnderTest } from './fixtures.ts';
import { firstJob, goTo, PASSPHRASE, unlock } from './jobs.ts';

const EXPORT_PASSPHRASE = 'cobalt lantern mosaic thrift';
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name });

/** A key in use that ends in ten days. Answers the first eight characters of its id. */
async function endingKey(app: AppUnderTest): Promise<string> {
  const key = await firstJob(app.page);
  const validTill = new Date(Date.now() + 10 * 86_400_000).toISOString();
  await app.running.app.services.vault.update((body) => ({ ...body, keys: body.keys.map((entry) => ({ ...entry, validTill })) }));
  return key;
}

async function openKey(page: Page, key: string): Promise<void> {
  await goTo(page, 'Keys');
  await page.getByRole('row', { name: new RegExp(key) }).click();
}

test.describe('rotation', () => {
  test.skip(!inProcess, 'The dates of a key are changed in this process.');

  test('takes five clicks and no typing from the ending key to the new one in use', async ({ app }) => {
    const { page } = app;
    const key = await endingKey(app);
    await openKey(page, key);
    let clicks = 0;
    const click = async (name: string | RegExp) => {
      await page.getByRole('button', { name }).first().click();
      clicks += 1;
    };
    await click(/^Rotate$/);
    await click('Upload to Wise');
    await click('Prove it');
    await click(/^Switch to/);
    await expect(heading(page, /^Both keys work until/)).toBeVisible();
    await click('Back to keys');
    expect(clicks).toBe(5);
    const { connections, keys } = app.running.app.services.vault.read();
    expect(connections[0]!.signingKeyId).toBe(keys.find((entry) => entry.replaces?.startsWith(key))?.id);
    expect(connections[0]!.signingKeyId).not.toMatch(new RegExp(`^${key}`));
  });

  test('is left at any step and gone on with after a restart; the old key is retired when the overlap is ended', async ({ app }) => {
    const { page } = app;
    const key = await endingKey(app);
    await openKey(page, key);
    await page.getByRole('button', { name: 'Rotate', exact: true }).click();
    await page.getByRole('button', { name: 'Upload to Wise' }).click();
    await expect(heading(page, /^Prove that Wise takes key/)).toBeVisible();
    await app.restart();
    await unlock(app.page);
    await openKey(app.page, key);
    await app.page.getByRole('button', { name: /^Go on/ }).first().click();
    await app.page.getByRole('button', { name: 'Prove it' }).click();
    await app.page.getByRole('button', { name: /^Switch to/ }).click();
    await app.page.getByRole('button', { name: 'End the overlap now' }).click();
    await expect(app.page.getByLabel('Text for Wise')).toContainText(key);
    await app.page.getByRole('checkbox', { name: 'Sent' }).click();
    await expect(app.page.getByRole('checkbox', { name: 'Sent' })).toBeChecked();
    await app.page.getByRole('button', { name: new RegExp(`^Retire key ${key}`) }).click();
    await expect(heading(app.page, `Key ${key} is replaced`)).toBeVisible();
  });

  test('can be rolled back until the old key is retired', async ({ app }) => {
    const { page } = app;
    const key = await endingKey(app);
    await openKey(page, key);
    for (const name of ['Rotate', 'Upload to Wise', 'Prove it']) await page.getByRole('button', { name, exact: true }).click();
    await page.getByRole('button', { name: /^Switch to/ }).click();
    await page.getByRole('button', { name: 'Roll back', exact: true }).click();
    await page.getByRole('button', { name: /^Roll back to/ }).click();
    await expect(heading(page, `Back to key ${key}`)).toBeVisible();
    expect(app.running.app.services.vault.read().connections[0]!.signingKeyId).toMatch(new RegExp(`^${key}`));
  });

  test('of all that ends soon goes on with one click a step', async ({ app }) => {
    const { page } = app;
    await endingKey(app);
    await goTo(page, 'Keys');
    await page.getByRole('button', { name: 'Rotate what ends soon' }).click();
    await expect(heading(page, 'One key ends within 30 days')).toBeVisible();
    await page.getByRole('button', { name: 'Rotate 1 key' }).click();
    await expect(page.getByText(/Both keys work until|Upload|upload the successor/).first()).toBeVisible();
  });
});

test('the private half leaves only after the passphrase, encrypted, and openssl opens it', async ({ app }) => {
  test.skip(!inProcess, 'In Electron a save dialog would open.');
  const { page } = app;
  const key = await firstJob(page);
  await openKey(page, key);
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Export private half' }).click();
  await page.getByLabel('Vault passphrase').fill('wrong horse battery staple');
  await page.getByLabel('Export passphrase', { exact: true }).fill(EXPORT_PASSPHRASE);
  await page.getByLabel('Export passphrase, once more').fill(EXPORT_PASSPHRASE);
  await page.getByRole('button', { name: 'Export private half' }).click();
  await expect(page.getByText('That passphrase does not open this vault.')).toBeVisible();
  await page.getByLabel('Vault passphrase').fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Export private half' }).click();
  const path = page.getByText(/exports.*\.pem$/).last();
  await expect(path).toBeVisible();
  const file = (await path.innerText()).trim();
  const text = await readFile(file, 'utf8');
  expect(text).toContain('BEGIN ENCRYPTED PRIVATE KEY');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const { x } = createPrivateKey({ key: text, passphrase: EXPORT_PASSPHRASE }).export({ format: 'jwk' });
  expect(x).toBe(app.running.app.services.vault.read().keys[0]!.privateJwk['x']);
  expect(execFileSync('openssl', ['pkey', '-passin', `pass:${EXPORT_PASSPHRASE}`, '-noout', '-check', '-in', file]).toString()).toContain('valid');
});
