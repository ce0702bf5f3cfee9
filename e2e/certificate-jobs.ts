import { expect, type Page } from '@playwright/test';
import { press } from './jose-jobs.ts';
import { goTo } from './jobs.ts';

// The steps of client certificates and webhooks, as a person does them in the window. Used by the tests and the tour.

/** From the list to a CSR: only the organisation is typed. */
export async function requestCertificate(page: Page): Promise<void> {
  await goTo(page, 'Certificates');
  await press(page, 'New certificate');
  await page.getByLabel('Organisation (O)').fill('Acme Payments Ltd');
  await press(page, 'Make key and CSR');
  await expect(page.getByRole('heading', { name: /^Have .* issued$/ })).toBeVisible();
}

export async function issueInSandbox(page: Page): Promise<void> {
  await press(page, 'Issue it in the sandbox’s Developer Hub');
  await expect(page.getByRole('heading', { name: /all checks hold$/ })).toBeVisible();
}

export async function proveCertificate(page: Page): Promise<void> {
  await press(page, 'Prove it by a live call');
  await expect(page.getByRole('heading', { name: /^Use .* for/ })).toBeVisible();
}

export async function useCertificate(page: Page): Promise<void> {
  await press(page, /for every call$/);
  await expect(page.getByRole('heading', { name: /calls Wise over mTLS$/ })).toBeVisible();
}

/** From nothing to every call over mTLS. */
export async function firstCertificate(page: Page): Promise<void> {
  await requestCertificate(page);
  await issueInSandbox(page);
  await proveCertificate(page);
  await useCertificate(page);
}

export async function openWebhooks(page: Page, tab: 'Check a delivery' | 'Subscriptions' | 'Receiver' | 'Wise’s CA'): Promise<void> {
  await goTo(page, 'Webhooks');
  await page.getByRole('tab', { name: tab }).click();
}

/** Starts the receiver, which takes only senders with a certificate, and has the sandbox deliver to it. */
export async function receiveTest(page: Page): Promise<void> {
  await openWebhooks(page, 'Receiver');
  await press(page, 'Start receiver');
  await press(page, 'Send me a test');
  await expect(page.getByRole('heading', { name: '1 delivery arrived, verified' })).toBeVisible();
}
