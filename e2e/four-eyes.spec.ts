import { expect, type Page } from '@playwright/test';
import { approve, expectResult, openInbox, openItem } from './approval-jobs.ts';
import { inProcess, test } from './fixtures.ts';
import { createVault, goTo, lock, PASSPHRASE, pickBuiltInSandbox, putCodeAway } from './jobs.ts';
import { press } from './jose-jobs.ts';

test.skip(!inProcess, 'Looks into the app.');

const ANN = 'ann has a passphrase of her own';

/** A second person, through Settings, and the built-in sandbox under four eyes. */
async function addAnn(page: Page): Promise<void> {
  await goTo(page, 'Settings');
  await press(page, 'Add a person');
  await page.getByLabel('Name').fill('Ann');
  await page.getByLabel('Your passphrase').fill(PASSPHRASE);
  await page.getByLabel('New person’s passphrase', { exact: true }).fill(ANN);
  await page.getByLabel('New person’s passphrase, once more').fill(ANN);
  await press(page, 'Add this person');
  await expect(page.getByText('Ann', { exact: true })).toBeVisible();
  await goTo(page, 'Connections');
  await page.getByRole('row', { name: /Built-in sandbox/ }).click();
  await page.getByLabel('Four eyes').click();
  await expect(page.getByLabel('Four eyes')).toBeChecked();
}

test('what one person prepares another approves, in place or by opening the vault, and nobody approves their own', async ({ app }) => {
  const { page } = app;
  await createVault(page);
  await putCodeAway(page);
  await pickBuiltInSandbox(page);
  await addAnn(page);
  await openInbox(page);
  await openItem(page, /Nordwind GmbH/);
  await press(page, 'Prepare for a second person');
  await expect(page.getByText('Waits for another person', { exact: true })).toBeVisible();
  await press(page, 'The other person is here');
  await page.getByLabel('Passphrase of Ann').fill(PASSPHRASE);
  await page.getByRole('button', { name: /^Approve 12,400/ }).click();
  await expect(page.getByText('That passphrase does not open this vault.')).toBeVisible();

  await lock(page);
  await page.getByLabel('Who opens it').selectOption({ label: 'Ann' });
  await page.getByLabel('Passphrase', { exact: true }).fill(ANN);
  await press(page, 'Unlock');
  await openInbox(page);
  await openItem(page, /Nordwind GmbH/);
  await expect(page.getByText('Prepared by Owner.')).toBeVisible();
  await approve(page, { isFirst: true });
  await expectResult(page, '12,400.00 EUR to Nordwind GmbH.');
  await press(page, 'Show in the record');
  await expect(page.getByRole('complementary')).toContainText(/Prepared by\s*Owner/);
  await expect(page.getByRole('complementary')).toContainText(/Approved by\s*Ann/);

  await goTo(page, 'Audit log');
  await expect(page.getByText(/by passphrase, Ann/)).toBeVisible();
  await goTo(page, 'Connections');
  await page.getByRole('row', { name: /Built-in sandbox/ }).click();
  await page.getByLabel('Four eyes').click();
  await page.getByLabel('Passphrase of Owner').fill(PASSPHRASE);
  await press(page, 'Turn four eyes off');
  await expect(page.getByLabel('Four eyes')).not.toBeChecked();
  expect(app.sent.join('\n')).not.toContain(ANN);
});
