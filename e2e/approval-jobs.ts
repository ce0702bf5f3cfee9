import { expect, type Page } from '@playwright/test';
import { goTo } from './jobs.ts';
import { press } from './jose-jobs.ts';

// The steps of approvals, as a person does them in the window. Used by the tests and the tour.

/** Nobody's but the tests': looked for in files and messages. */
export const PIN = '7391';
/** What the built-in sandbox sends to every phone. */
export const CODE = '111111';

/** The inbox with what the built-in sandbox has waiting. */
export async function openInbox(page: Page): Promise<void> {
  await goTo(page, 'Approvals');
  await expect(page.getByRole('heading', { name: /approvals? waits? for you/ })).toBeVisible();
}

export async function openItem(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('row', { name }).first().click();
  await expect(page.getByRole('row', { selected: true, name })).toBeVisible();
}

/** Presses the button that begins it, up to Wise's question for proofs. */
export async function beginApproval(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^(Approve|Fetch the statement)/ }).first().click();
  await expect(page.getByRole('heading', { name: /^Wise asks for/ })).toBeVisible();
}

/** Sets the PIN on the way, as the first time. */
export async function setFirstPin(page: Page, pin = PIN): Promise<void> {
  await page.getByLabel('PIN, four digits', { exact: true }).pressSequentially(pin);
  await expect(page.getByText('No PIN is set for this profile.')).toBeVisible();
  await page.getByLabel('New PIN, four digits').pressSequentially(pin);
  await page.getByLabel('The same PIN again').pressSequentially(pin);
  await proofTaken(page);
}

export async function givePin(page: Page, pin = PIN): Promise<void> {
  await page.getByLabel('PIN, four digits', { exact: true }).pressSequentially(pin);
  await proofTaken(page);
}

async function proofTaken(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: /^(One proof is left|The proof is there|Every proof is there)/ })).toBeVisible();
}

/** What it came to, as it stands on the screen. */
export async function expectResult(page: Page, says: string | RegExp): Promise<void> {
  await expect(page.getByText(says, typeof says === 'string' ? { exact: true } : {}).last()).toBeVisible();
}

export async function giveCode(page: Page, code = CODE): Promise<void> {
  await press(page, 'Text me the code');
  await page.getByLabel('Code, six digits').pressSequentially(code);
}

/** From the item that is shown to funded. `isFirst`: no PIN is set yet. */
export async function approve(page: Page, { isFirst = false } = {}): Promise<void> {
  await beginApproval(page);
  await (isFirst ? setFirstPin(page) : givePin(page));
  await giveCode(page);
  await page.getByRole('button', { name: /^Send / }).click();
}
