import { expect, type Page } from '@playwright/test';
import { goTo } from './jobs.ts';

// The steps of JOSE and rotation, as a person does them in the window. Used by the tests and the tour.

export const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, ...(typeof name === 'string' ? { exact: true } : {}) }).first().click();

/** An encryption key made and uploaded where the call lacks it. */
export async function makeEncryptionKey(page: Page): Promise<void> {
  await goTo(page, 'Playground');
  await page.getByRole('radio', { name: 'Encrypted (JWE)' }).check();
  await press(page, 'Make an encryption key');
  await press(page, 'Upload to Wise');
  await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeEnabled();
}

/** Sends a call by one of the methods and waits for its title. */
export async function send(page: Page, method: string, done: string): Promise<void> {
  await page.getByRole('radio', { name: method }).check();
  await press(page, 'Send');
  await expect(page.getByRole('heading', { name: done, exact: true })).toBeVisible();
}

export async function openTab(page: Page, name: 'Call' | 'Wise’s keys' | 'Workbench'): Promise<void> {
  await goTo(page, 'Playground');
  await page.getByRole('tab', { name }).click();
}

export async function openWorkbench(page: Page, half: 'Open' | 'Compose'): Promise<void> {
  await openTab(page, 'Workbench');
  await page.getByRole('radiogroup', { name: 'Open or compose' }).getByText(half, { exact: true }).click();
}

/** Signs a payload on the workbench and verifies what came of it. */
export async function composeAndVerify(page: Page): Promise<void> {
  await openWorkbench(page, 'Compose');
  await page.getByRole('textbox', { name: 'Payload' }).fill('{"amount": 12}');
  await page.getByLabel('Sign with').selectOption({ index: 1 });
  await press(page, 'Make token');
  await expect(page.getByRole('heading', { name: 'The token is made' })).toBeVisible();
  await press(page, 'Open it here');
  await expect(page.getByRole('heading', { name: 'A signed message, not verified' })).toBeVisible();
  await press(page, 'Verify');
  await expect(page.getByRole('heading', { name: 'The signature holds' })).toBeVisible();
}

/** Upload, proof and switch of a rotation that has been started. */
export async function rotateToOverlap(page: Page): Promise<void> {
  await press(page, 'Upload to Wise');
  await press(page, 'Prove it');
  await press(page, /^Switch to/);
  await expect(page.getByRole('heading', { name: /^Both keys work until/ })).toBeVisible();
}
