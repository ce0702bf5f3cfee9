import { expect, type Page } from '@playwright/test';
import { startSandbox, type Sandbox } from '../electron/sandbox/sandbox.ts';
import type { AppUnderTest } from './fixtures.ts';
import { press } from './jose-jobs.ts';
import { goTo } from './jobs.ts';
import { OwnBrowser } from './own-browser.ts';

// The steps of connections, tokens and consents, as a person does them in the window. Used by the tests and the tour.

/** Asks for consent over a connection; answers the address that the app opened in the person's own browser. */
export async function askForConsent(app: Pick<AppUnderTest, 'page' | 'opened'>, connection?: string): Promise<string> {
  const { page, opened } = app;
  const before = opened.length;
  await goTo(page, 'Tokens');
  await press(page, 'Ask for consent');
  if (connection !== undefined) await pickConnection(page, connection);
  await press(page, 'Open Wise’s page');
  await expect(page.getByRole('heading', { name: 'Waiting for the person’s yes' })).toBeVisible();
  await expect.poll(() => opened.length).toBe(before + 1);
  return opened.at(-1)!;
}

/** The person answers on the page of the sandbox; answers where the browser ended. `listens`: something waits there. `trusting`: the browser takes the page's certificate. */
export async function answerConsent(url: string, decision: 'Allow' | 'Deny', { listens = true, trusting = false } = {}): Promise<{ address: string; text: string }> {
  const browser = await OwnBrowser.open();
  try {
    const page = await browser.visit(url, { trusting });
    await expect(page.getByRole('heading').first()).toBeVisible();
    const redirected = page.waitForRequest((request) => request.url().includes('state=') && !request.url().includes('/oauth/authorize'));
    await page.getByRole('button', { name: decision }).click().catch(() => undefined);
    const address = (await redirected).url();
    if (!listens) return { address, text: '' };
    await expect(page.getByText('Portcullis').first()).toBeVisible();
    return { address, text: await page.innerText('body') };
  } finally {
    await browser.close();
  }
}

/** From nothing to a user token by consent over the built-in sandbox. */
export async function firstConsent(app: Pick<AppUnderTest, 'page' | 'opened'>): Promise<void> {
  await answerConsent(await askForConsent(app), 'Allow');
  await expect(app.page.getByRole('row', { name: /User token/ })).toBeVisible();
}

/** Adds the built-in sandbox's own personal token. */
export async function addSandboxToken(page: Page, label: string): Promise<void> {
  await goTo(page, 'Tokens');
  await press(page, 'Add token');
  const panel = page.getByRole('complementary');
  await panel.getByLabel('Label').fill(label);
  await panel.getByRole('button', { name: 'Use the sandbox’s own' }).click();
  await expect(page.getByRole('complementary').getByRole('heading', { name: label })).toBeVisible();
}

export async function testToken(page: Page): Promise<void> {
  await page.getByRole('complementary').getByRole('button', { name: 'Test', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Test' })).toBeVisible();
}

/** Makes a user with a registration code over the selected connection. */
export async function makeUser(page: Page, email = 'ann@example.com'): Promise<void> {
  await goTo(page, 'Tokens');
  await page.getByRole('tab', { name: 'Users' }).click();
  await press(page, 'New user');
  await page.getByLabel('Email').fill(email);
  await press(page, 'Make the user');
  await expect(page.getByRole('complementary').getByRole('heading', { name: email, exact: true })).toBeVisible();
}

/** Opens a token's panel from the list. */
export async function openToken(page: Page, name: string | RegExp): Promise<void> {
  await goTo(page, 'Tokens');
  await page.getByRole('row', { name }).first().click();
}

async function pickConnection(page: Page, name: string): Promise<void> {
  const select = page.getByRole('complementary').getByLabel('Connection');
  await select.selectOption({ label: await select.locator('option', { hasText: name }).first().innerText() });
}

/** Another sandbox, as a company's own stand-in for Wise would be: on its own hosts, with its own CA. */
export async function startStandIn(): Promise<Sandbox> {
  return startSandbox();
}

/** Brings the stand-in's CA to a connection, as its page of Wise's CA would. */
export async function trust(page: Page, { caPem }: Sandbox, connectionName: string): Promise<void> {
  await page.evaluate(async ([name, text]) => {
    type Call = (input: object) => Promise<{ value: { id: string; name: string }[] }>;
    const { portcullis } = window as unknown as { portcullis: Record<string, Call> };
    const { value } = await portcullis['connections.list']!({});
    await portcullis['wiseCa.import']!({ connectionId: value.find((one) => one.name === name)!.id, from: { kind: 'text', text } });
  }, [connectionName, caPem] as const);
}

/** A connection to hosts of one's own, through the window. */
export async function connectTo(page: Page, { info }: Sandbox, name: string): Promise<void> {
  await goTo(page, 'Connections');
  await press(page, 'Add connection');
  await page.getByText('Custom hosts', { exact: true }).click();
  const fill = (label: string | RegExp, value: string) => page.getByLabel(label, typeof label === 'string' ? { exact: true } : {}).fill(value);
  await fill('Name', name);
  await fill('Client id', info.clientId);
  await fill('Client secret', info.clientSecret);
  await fill('API', info.apiUrl);
  await fill('API over mTLS', info.mtlsUrl);
  await fill('Consent page', info.authorizeUrl);
  await fill(/^Redirect URI/, info.redirectUri);
  await press(page, 'Connect to these hosts');
  await expect(page.getByRole('heading', { name: 'Add a connection' })).toBeHidden();
}
