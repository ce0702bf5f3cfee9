import { expect, type Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openInbox, PIN } from './approval-jobs.ts';
import { inProcess, test, type AppUnderTest } from './fixtures.ts';
import { createVault, pickBuiltInSandbox, putCodeAway } from './jobs.ts';
import { press } from './jose-jobs.ts';
import { sandboxCalls } from './sandbox-faults.ts';

test.skip(!inProcess, 'Looks into the app and its sandbox.');

const FINGERPRINT = 'ledger-server-7f1c9a';

async function open({ page }: AppUnderTest): Promise<void> {
  await createVault(page);
  await putCodeAway(page);
  await pickBuiltInSandbox(page);
  await openInbox(page);
}

const row = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const pin = (page: Page, label: string) => page.getByLabel(label).pressSequentially(PIN);

async function setPin(page: Page): Promise<void> {
  await press(page, 'Set a PIN');
  await pin(page, 'New PIN, four digits');
  await pin(page, 'The same PIN again');
}

async function prepare(page: Page, what: RegExp): Promise<void> {
  await page.getByRole('button', { name: 'More', exact: true }).first().click();
  await page.getByRole('menuitem', { name: 'Prepare by hand' }).click();
  await page.getByRole('radio', { name: what }).click();
}

test('PIN, devices and phone are enrolled, replaced and removed, and nothing of them is kept', async ({ app }) => {
  const { page } = app;
  await open(app);
  await page.getByRole('tab', { name: 'Factors' }).click();
  await expect(page.getByRole('heading', { name: 'No kind of proof is known to be enrolled' })).toBeVisible();
  await setPin(page);
  await expect(row(page, 'PIN').getByText('Set', { exact: true })).toBeVisible();
  await press(page, 'Add a device');
  await press(page, 'Enrol this device');
  await expect(row(page, 'Devices')).toContainText('one of three');
  await expect(page.getByRole('heading', { name: 'Two kinds of proof are enrolled' })).toBeVisible();
  await press(page, 'Add a device');
  await page.getByLabel('Fingerprint', { exact: true }).fill(FINGERPRINT);
  await page.getByLabel('Label').fill('Ledger server');
  await press(page, 'Enrol the fingerprint');
  await expect(row(page, 'Devices')).toContainText('Ledger server');
  await press(page, 'Set a number');
  await page.getByLabel('Phone number', { exact: true }).last().fill('+44 1632 960999');
  await press(page, 'Set +441632960999');
  await expect(row(page, 'Phone number')).toContainText('+441632960999');
  await row(page, 'PIN').getByRole('button', { name: 'Replace' }).click();
  await expect(row(page, 'PIN')).toContainText('the old one is removed first');
  await pin(page, 'New PIN, four digits');
  await pin(page, 'The same PIN again');
  await expect(row(page, 'PIN').getByRole('button', { name: 'Replace' })).toBeFocused();
  await press(page, 'Remove Ledger server');
  await page.getByRole('button', { name: 'Remove Ledger server' }).click();
  await expect(row(page, 'Devices')).toContainText('one of three');
  await press(page, 'Remove the PIN');
  await page.getByRole('button', { name: 'Remove the PIN' }).click();
  await expect(row(page, 'PIN')).toContainText('not enrolled');
  const audit = await readFile(join(app.profileDir, 'audit.log'), 'utf8');
  for (const text of [audit, app.sent.join('\n'), await page.content()]) expect(text).not.toContain(FINGERPRINT);
});

test('a statement and a call are prepared by hand, opened in the inbox, and nothing is sent', async ({ app }) => {
  const { page } = app;
  await open(app);
  await prepare(page, /^Statement/);
  await expect(page.getByLabel('Balance')).toContainText('available');
  await press(page, 'Put it into the inbox');
  await expect(page.getByRole('button', { name: 'Fetch the statement' })).toBeVisible();
  await prepare(page, /^Any call/);
  await page.getByLabel('Path').fill('https://api.wise.com/v3/x');
  await expect(page.getByText('Without the host: the call goes over this connection.')).toBeVisible();
  await page.getByLabel('Path').fill('/v3/spend/profiles/30120001/cards/77/spending-limit');
  await page.getByLabel('Body').fill('{"limit": 250');
  await expect(page.getByText(/^This is not JSON/)).toBeVisible();
  await page.getByLabel('Body').fill('{"limit": 250}');
  await press(page, 'Put it into the inbox');
  await expect(page.getByRole('button', { name: 'Approve this call' })).toBeVisible();
  const paths = (await sandboxCalls(app)).map(({ path }) => path);
  expect(paths.filter((path) => path.includes('balance-statements') || path.includes('spending-limit'))).toEqual([]);
});
