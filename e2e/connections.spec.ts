import { expect, type Page } from '@playwright/test';
import { inProcess, test } from './fixtures.ts';
import { createVault, firstJob, goTo, pickBuiltInSandbox, putCodeAway } from './jobs.ts';
import { press } from './jose-jobs.ts';
import { connectTo, firstConsent, startStandIn, trust } from './token-jobs.ts';

test.skip(!inProcess, 'Starts a second sandbox, and looks into the app.');
test.use({ needsCallbackPort: true });

async function openConnection(page: Page, name: string | RegExp): Promise<void> {
  await goTo(page, 'Connections');
  await page.getByRole('row', { name }).first().click();
}

test('the chain is checked from DNS to the profile, and stops at the first broken link with its cause', async ({ app }) => {
  const { page } = app;
  await firstJob(page);
  await firstConsent(app);
  await openConnection(page, /Built-in sandbox/);
  const panel = page.getByRole('complementary');
  await panel.getByRole('button', { name: /Check the chain/ }).click();
  for (const link of ['DNS', 'TLS', 'Client credentials', 'JOSE', 'User token', 'Profile']) await expect(panel.getByRole('listitem').filter({ hasText: link }).first()).toBeVisible();
  await expect(panel.getByRole('img', { name: 'holds' })).toHaveCount(6);
  await expect(panel.getByRole('listitem').filter({ hasText: 'Profile' }).first()).toContainText('Acme Payments Ltd');
});

test('hosts of one’s own: a stand-in with a CA of its own, trusted once it was brought', async ({ app }) => {
  const { page } = app;
  const standIn = await startStandIn();
  try {
    await createVault(page);
    await putCodeAway(page);
    await pickBuiltInSandbox(page);
    await connectTo(page, standIn, 'Staging');
    await openConnection(page, /Staging/);
    const panel = page.getByRole('complementary');
    await panel.getByRole('button', { name: /Check the chain/ }).click();
    await expect(panel.getByText(/not trusted/).first()).toBeVisible();
    await trust(page, standIn, 'Staging');
    await panel.getByRole('button', { name: /Check the chain/ }).click();
    await expect(panel.getByRole('img', { name: 'holds' })).toHaveCount(4);
  } finally {
    await standIn.close();
  }
});

test('production is only added after its name is typed, and never with a credential of another environment', async ({ app }) => {
  const { page } = app;
  await createVault(page);
  await putCodeAway(page);
  await pickBuiltInSandbox(page);
  const add = async (environment: string, id: string, secret: string) => {
    await goTo(page, 'Connections');
    await press(page, 'Add connection');
    await page.getByText(environment, { exact: true }).click();
    await page.getByLabel('Name', { exact: true }).fill(`Acme ${environment}`);
    await page.getByLabel('Client id').fill(id);
    await page.getByLabel('Client secret', { exact: true }).fill(secret);
  };
  await add('Wise sandbox', 'acme-test', 'a secret of the test system');
  await press(page, 'Connect to the Wise sandbox');
  await expect(page.getByRole('heading', { name: 'Add a connection' })).toBeHidden();
  await add('Production', 'acme-live', 'a secret of the test system');
  await expect(page.getByRole('button', { name: 'Connect to production' })).toBeDisabled();
  await page.getByLabel('Type PRODUCTION').fill('PRODUCTION');
  await press(page, 'Connect to production');
  await expect(page.getByText('Another environment has this credential already.')).toBeVisible();
  await page.getByLabel('Client secret', { exact: true }).fill('a secret of production');
  await press(page, 'Connect to production');
  await expect(page.getByRole('heading', { name: 'Add a connection' })).toBeHidden();
  await goTo(page, 'Connections');
  await expect(page.getByRole('row', { name: /Acme Production.*Production.*api\.wise\.com/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /^Acme Production/ })).toHaveCount(1);
});
