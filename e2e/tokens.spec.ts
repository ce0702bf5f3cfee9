import { expect } from '@playwright/test';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inProcess, test, type AppUnderTest } from './fixtures.ts';
import { createVault, goTo, lock, pickBuiltInSandbox, putCodeAway, unlock } from './jobs.ts';
import { press } from './jose-jobs.ts';
import { setFaults } from './sandbox-faults.ts';
import { addSandboxToken, answerConsent, askForConsent, firstConsent, openToken, testToken } from './token-jobs.ts';

test.skip(!inProcess, 'Looks into the app, its sandbox, and what it opens in the browser.');
test.use({ needsCallbackPort: true });

async function open({ page }: AppUnderTest): Promise<void> {
  await createVault(page);
  await putCodeAway(page);
  await pickBuiltInSandbox(page);
}

/** How often the sandbox was asked for a token with this grant. */
async function refreshes(app: AppUnderTest): Promise<number> {
  const { lines } = await app.running.app.services.log.list({ kinds: ['token.refreshed'], limit: 500 });
  return lines.length;
}

test.describe('a user token', () => {
  test('comes back by itself after consent in the person’s own browser, works, and outlives a restart', async ({ app }) => {
    await open(app);
    const url = await askForConsent(app);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/oauth\/authorize\/\?/);
    const { address, text } = await answerConsent(url, 'Allow');
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:47113\/callback\?/);
    expect(text).toContain('go back to Portcullis');
    await openToken(app.page, /User token/);
    await testToken(app.page);
    await expect(app.page.getByRole('complementary')).toContainText('Acme Payments Ltd');
    await app.restart();
    await unlock(app.page);
    await openToken(app.page, /User token/);
    await testToken(app.page);
    await expect(app.page.getByRole('region', { name: 'Test' })).toContainText(/profile/);
  });

  test('comes back by pasting, and not with another consent’s answer', async ({ app }) => {
    const { page } = app;
    await open(app);
    const first = await answerConsent(await askForConsent(app), 'Allow', { listens: false });
    await expect(page.getByRole('row', { name: /User token/ })).toBeVisible();
    await askForConsent(app);
    const field = page.getByLabel('Address or code that came back');
    await field.fill(first.address);
    await expect(page.getByRole('button', { name: 'Finish with this' })).toBeDisabled();
    await page.getByRole('complementary').getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByRole('heading', { name: 'Waiting for the person’s yes' })).toBeHidden();
  });

  test('is not made when the person says no, and Wise’s words are shown', async ({ app }) => {
    const { page } = app;
    await open(app);
    const { text } = await answerConsent(await askForConsent(app), 'Deny');
    expect(text).toContain('Portcullis');
    await expect(page.getByText('The person said no on Wise’s page.').first()).toBeVisible();
    expect((await app.running.app.work()).vault.read().tokens).toEqual([]);
  });

  test('that was answered while the vault was locked is there after the unlock', async ({ app }) => {
    const { page } = app;
    await open(app);
    const url = await askForConsent(app);
    // A lock stops the sandbox, as it would not stop Wise: the answer of its page is taken first, and only then the vault is locked.
    const { address } = await answerConsent(url, 'Allow', { listens: false });
    expect(address).toContain('code=');
    await lock(page);
    await unlock(page);
    await goTo(page, 'Tokens');
    await expect(page.getByRole('row', { name: /User token/ })).toBeVisible();
    // The sandbox has not been started since the unlock: asking starts it.
    await askForConsent(app);
  });

  test('that dies in mid-use is refreshed once, and the call goes through', async ({ app }) => {
    const { page } = app;
    await open(app);
    await firstConsent(app);
    await openToken(page, /User token/);
    const before = await refreshes(app);
    await setFaults(app, { expireTokens: {} });
    await testToken(page);
    await expect(page.getByRole('region', { name: 'Test' })).toContainText(/sees/);
    expect(await refreshes(app)).toBe(before + 1);
  });

  test('whose refresh got no answer says so, and goes on when nothing was lost; when it was, consent is offered', async ({ app }) => {
    const { page } = app;
    await open(app);
    await firstConsent(app);
    await openToken(page, /User token/);
    await setFaults(app, { loseTokenAnswer: { count: 1 } });
    const panel = page.getByRole('complementary');
    await panel.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: /Refresh/ }).click();
    await expect(panel.getByText(/its answer never/).first()).toBeVisible();
    await panel.getByRole('button', { name: 'Refresh now' }).click();
    await expect(panel.getByText('Refreshed.')).toBeVisible();
    await setFaults(app, { loseTokenAnswer: { count: 1 }, strictRefresh: {} });
    await panel.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: /Refresh/ }).click();
    await expect(panel.getByText(/its answer never/).first()).toBeVisible();
    await panel.getByRole('button', { name: 'Refresh now' }).click();
    await expect(panel.getByRole('button', { name: 'Ask for consent anew' })).toBeVisible();
    await expect(page.getByRole('heading', { level: 1 })).toContainText(/refused|answer/);
  });
});

test.describe('a personal token', () => {
  test('is added, says what it can and cannot do before any 403, is tested and forgotten', async ({ app }) => {
    const { page } = app;
    await open(app);
    await addSandboxToken(page, 'Nightly script');
    await testToken(page);
    const panel = page.getByRole('complementary');
    await expect(panel).toContainText('Acme Payments Ltd');
    await expect(panel).toContainText(/PSD2/);
    await expect(panel).toContainText(/[Ff]und/);
    const { vault } = app.running.app.services;
    const value = vault.read().tokens[0]!.access!.value;
    expect(await page.content()).not.toContain(value);
    await panel.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: /Forget/ }).click();
    await panel.getByRole('button', { name: 'Forget “Nightly script”' }).click();
    await expect(page.getByRole('row', { name: /Nightly script/ })).toBeHidden();
    expect(vault.read().tokens).toEqual([]);
  });

  test('is imported from a .env file, and the window says where the plain copy still lies', async ({ app }) => {
    const { page } = app;
    await open(app);
    const file = join(app.profileDir, 'shop.env');
    await writeFile(file, '# live\nWISE_API_TOKEN=6f6c9a1e-1111-4c1c-9e6c-0123456789ab\nOTHER=1\n');
    await goTo(page, 'Tokens');
    await press(page, 'Import');
    const panel = page.getByRole('complementary');
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), panel.getByRole('button', { name: /file/i }).first().click()]);
    await chooser.setFiles(file);
    await expect(panel).toContainText('WISE_API_TOKEN');
    await panel.getByRole('button', { name: /^Import/ }).first().click();
    await expect(panel).toContainText('shop.env');
    await expect(page.getByRole('row', { name: /89ab|WISE_API_TOKEN/ })).toBeVisible();
  });
});
