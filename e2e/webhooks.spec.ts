import { expect } from '@playwright/test';
import { openWebhooks, receiveTest } from './certificate-jobs.ts';
import { inProcess, test } from './fixtures.ts';
import { firstJob } from './jobs.ts';
import { press } from './jose-jobs.ts';

test('the local receiver takes a test notification over mTLS from the sandbox and shows what arrived', async ({ app }) => {
  const { page } = app;
  await firstJob(page);
  await receiveTest(page);
  await page.getByRole('row', { name: /verified/ }).first().click();
  const panel = page.getByRole('complementary');
  await expect(panel).toContainText('Wise webhooks');
  await expect(panel).toContainText(/X-Signature-SHA256/i);
  await openWebhooks(page, 'Subscriptions');
  await expect(page.getByRole('heading', { name: '1 subscription of the application' })).toBeVisible();
});

test('a delivery that was reformatted on the way is recognised', async ({ app }) => {
  test.skip(!inProcess, 'Takes the delivery from the app.');
  const { page } = app;
  await firstJob(page);
  await receiveTest(page);
  const { receiver } = await app.running.app.work();
  const { headers, body } = receiver.view().deliveries[0]!;
  const pasted = headers.map(({ name, value }) => `${name}: ${value}`).join('\n');
  await openWebhooks(page, 'Check a delivery');
  await page.getByLabel('Headers').fill(pasted);
  await page.getByLabel('Raw body').fill(JSON.stringify(JSON.parse(body), null, 2));
  await press(page, 'Check delivery');
  await expect(page.getByText(/reformatted|pretty-printed/i).first()).toBeVisible();
  await page.getByLabel('Raw body').fill(body);
  await press(page, 'Check delivery');
  await expect(page.getByText(/holds|verifies/i).first()).toBeVisible();
});
