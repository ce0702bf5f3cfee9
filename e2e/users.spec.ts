import { expect, type Page } from '@playwright/test';
import { inProcess, test } from './fixtures.ts';
import { createVault, pickBuiltInSandbox, putCodeAway } from './jobs.ts';
import { makeUser } from './token-jobs.ts';

test.skip(!inProcess, 'Looks into the app.');
test.use({ needsCallbackPort: true });

async function open(page: Page): Promise<void> {
  await createVault(page);
  await putCodeAway(page);
  await pickBuiltInSandbox(page);
}

test('a partner makes a user with a registration code, sees its token and profile, and copies a claim code', async ({ app }) => {
  const { page } = app;
  await open(page);
  await makeUser(page, 'ann@example.com');
  const panel = page.getByRole('complementary');
  await expect(page.getByRole('heading', { name: 'One user, with a token' })).toBeVisible();
  const code = app.running.app.services.vault.read().users[0]!.registrationCode;
  expect(code).toHaveLength(40);
  expect(`${await page.content()} ${app.sent.join(' ')}`).not.toContain(code);
  await panel.getByRole('button', { name: 'Copy claim code' }).click();
  await expect(panel.getByText('A claim code is on the clipboard')).toBeVisible();
});

test('an address that Wise knows already leads to the consent page', async ({ app }) => {
  const { page } = app;
  await open(page);
  await makeUser(page, 'sam.doe@example.com');
  await page.getByRole('complementary').getByRole('button', { name: 'Ask for consent instead' }).click();
  await expect(page.getByRole('button', { name: 'Open Wise’s page' })).toBeVisible();
});
