import { expect, type Page } from '@playwright/test';

// The steps of whole jobs, as a person does them in the window. Used by the tests and the tour.

export const PASSPHRASE = 'correct horse battery staple';

/** "Create your vault", up to the recovery code. Answers the code. */
export async function createVault(page: Page): Promise<string> {
  await expect(page.getByRole('heading', { name: 'Create your vault' })).toBeVisible();
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await page.getByLabel('Passphrase, once more').fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Create vault' }).click();
  const code = page.getByRole('group', { name: 'Recovery code' });
  await expect(code).toBeVisible();
  return (await code.locator('span').allInnerTexts()).join('-');
}

export async function putCodeAway(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'I have put it away, go on' }).click();
}

export async function pickBuiltInSandbox(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Use the built-in sandbox' }).click();
  await expect(page.getByRole('heading', { name: 'Start with a signing key' })).toBeVisible();
}

/** Makes a signing key, ES512 unless another is named. Answers the first eight characters of its id. */
export async function makeKey(page: Page, algorithm = 'ES512'): Promise<string> {
  await page.getByRole('button', { name: 'New signing key' }).first().click();
  await page.getByRole('radio', { name: new RegExp(`^${algorithm}\\b`) }).check();
  await page.getByRole('button', { name: 'Make key' }).click();
  await expect(page.getByRole('button', { name: 'Upload to Wise' }).first()).toBeVisible({ timeout: 60_000 });
  const row = page.getByRole('row', { selected: true });
  return (await row.innerText()).slice(0, 8);
}

export async function uploadKey(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Upload to Wise' }).first().click();
  await expect(page.getByText('Wise has the public half of key')).toBeVisible();
}

export async function tryKey(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Try it', exact: true }).first().click();
  await expect(page.getByRole('heading', { name: 'Signed, sent and verified' })).toBeVisible();
}

export async function firstJob(page: Page): Promise<string> {
  await createVault(page);
  await putCodeAway(page);
  await pickBuiltInSandbox(page);
  const key = await makeKey(page);
  await uploadKey(page);
  await tryKey(page);
  return key;
}

export async function lock(page: Page): Promise<void> {
  await page.keyboard.press('ControlOrMeta+l');
  await expect(page.getByRole('heading', { name: 'The vault is locked' })).toBeVisible();
}

export async function unlock(page: Page, passphrase = PASSPHRASE): Promise<void> {
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page.getByRole('button', { name: 'Unlock' }).click();
}

/** Opens a screen from the navigation. */
export async function goTo(page: Page, name: 'Overview' | 'Approvals' | 'Keys' | 'Certificates' | 'Tokens' | 'Connections' | 'Playground' | 'Webhooks' | 'Audit log' | 'Settings'): Promise<void> {
  const navigation = page.getByRole('navigation');
  await navigation.getByText(name, { exact: true }).click();
}
