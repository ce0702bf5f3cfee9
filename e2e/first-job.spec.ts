import { expect } from '@playwright/test';
import { test } from './fixtures.ts';
import { createVault, firstJob, goTo, lock, makeKey, PASSPHRASE, pickBuiltInSandbox, putCodeAway, tryKey, unlock, uploadKey } from './jobs.ts';

test('a signing key is made, uploaded and used; it is there after a lock and after a restart', async ({ app }) => {
  const { page } = app;
  const key = await firstJob(page);
  for (const title of ['Header and payload composed', 'Signed with ES512', 'Sent to Wise', 'Wise answered 200', 'Verified with Wise’s ES512 key']) {
    await expect(page.getByText(title)).toBeVisible();
  }

  await lock(page);
  await expect(page.getByText(key)).toHaveCount(0);
  await unlock(page);
  await goTo(page, 'Keys');
  await expect(page.getByRole('row').filter({ hasText: key })).toContainText('active');

  await app.restart();
  await unlock(app.page);
  await goTo(app.page, 'Keys');
  await app.page.getByRole('row').filter({ hasText: key }).click();
  await tryKey(app.page);
});

test('the steps show what was sent and what came back, decoded', async ({ app }) => {
  const { page } = app;
  const key = await firstJob(page);
  await page.getByText('Header and payload composed').click();
  await expect(page.getByText('"alg": "ES512"').first()).toBeVisible();
  await expect(page.getByText('"url": "/v1/auth/jose/playground/jws"').first()).toBeVisible();
  await expect(page.getByText(new RegExp(`"kid": "${key}-`)).first()).toBeVisible();
  await page.getByText('Sent to Wise').click();
  await expect(page.getByText(/Authorization: Bearer \[secret\]/i)).toBeVisible();
  await page.getByText('Verified with Wise’s ES512 key').click();
  await expect(page.getByText(/jose-playground-response-Hello from Portcullis/).first()).toBeVisible();
});

for (const algorithm of ['ES256', 'ES384', 'PS256', 'PS384', 'PS512']) {
  test(`the same with ${algorithm}`, async ({ app }) => {
    const { page } = app;
    await createVault(page);
    await putCodeAway(page);
    await pickBuiltInSandbox(page);
    await makeKey(page, algorithm);
    await uploadKey(page);
    await tryKey(page);
    await expect(page.getByText(`Verified with Wise’s ${algorithm} key`)).toBeVisible();
  });
}

test('it takes the passphrase twice, then five clicks', async ({ app }) => {
  const { page } = app;
  await page.evaluate(() => {
    Object.assign(window, { clicks: 0 });
    addEventListener('click', (event) => { if (event.detail > 0) (window as unknown as { clicks: number }).clicks++; }, true);
  });
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await page.getByLabel('Passphrase, once more').fill(PASSPHRASE);
  await page.keyboard.press('Enter');
  await putCodeAway(page);
  await pickBuiltInSandbox(page);
  await page.getByRole('button', { name: 'Make key' }).click();
  await uploadKey(page);
  await tryKey(page);
  // Put away, sandbox, make, upload, try: docs/paths.md.
  expect(await page.evaluate(() => (window as unknown as { clicks: number }).clicks)).toBe(5);
});
