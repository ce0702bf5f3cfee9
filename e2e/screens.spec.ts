import { expect, type Page } from '@playwright/test';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inProcess, test } from './fixtures.ts';
import { createVault, firstJob, goTo, lock, makeKey, pickBuiltInSandbox, putCodeAway, unlock } from './jobs.ts';

const NEW_PASSPHRASE = 'cobalt lantern mosaic thrift';
const field = (page: Page, label: string) => page.getByLabel(label, { exact: true });
const rows = (page: Page) => page.getByRole('grid').getByRole('row');
/** The first row is the head. */
const row = (page: Page, number: number) => rows(page).nth(number);
const current = (page: Page) => page.getByRole('navigation').locator('[aria-current="page"]');

/** Answers the recovery code. */
async function readyVault(page: Page): Promise<string> {
  const code = await createVault(page);
  await putCodeAway(page);
  await pickBuiltInSandbox(page);
  return code;
}

test.describe('tables and panels', () => {
  test('Escape closes the menu, then the panel, and the focus goes back to the row', async ({ app }) => {
    const { page } = app;
    await firstJob(page);
    await goTo(page, 'Keys');
    await row(page, 1).focus();
    await page.keyboard.press('Enter');
    const panel = page.getByRole('complementary', { name: /^Key / });
    await expect(panel).toBeFocused();
    await page.getByRole('button', { name: 'Copy public key' }).click();
    await expect(page.getByRole('menuitem', { name: /^PEM/ })).toBeVisible();
    // The key goes to whatever has the focus, which an opening menu takes a moment later.
    await expect(page.locator('[role="menu"]:focus, [role="menu"]:focus-within')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menuitem')).toHaveCount(0);
    await expect(panel).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(panel).toHaveCount(0);
    await expect(row(page, 1)).toBeFocused();
  });

  test('in the table of keys the arrow keys move and Enter opens', async ({ app }) => {
    const { page } = app;
    await readyVault(page);
    for (const algorithm of ['ES512', 'ES384', 'ES256']) {
      await makeKey(page, algorithm);
      await page.keyboard.press('Escape');
    }
    await goTo(page, 'Keys');
    await row(page, 1).focus();
    await page.keyboard.press('ArrowDown');
    await expect(row(page, 2)).toBeFocused();
    await page.keyboard.press('End');
    await expect(row(page, 3)).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(row(page, 3)).toBeFocused();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    const key = (await row(page, 2).innerText()).slice(0, 8);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('complementary', { name: `Key ${key}` })).toBeVisible();
    await expect(row(page, 2)).toHaveAttribute('aria-selected', 'true');
  });

  test('a row far below is brought into view below the head, and a row above as well', async ({ app }) => {
    const { page } = app;
    await firstJob(page);
    for (let call = 0; call < 6; call++) {
      await page.getByRole('button', { name: 'Send', exact: true }).click();
      await expect(page.getByRole('heading', { name: 'Signed, sent and verified' })).toBeVisible();
    }
    await page.setViewportSize({ width: 1280, height: 540 });
    await goTo(page, 'Audit log');
    const inView = (name: RegExp) => page.getByRole('row', { name }).evaluate((node) => {
      const grid = node.closest('[role="grid"]')!.getBoundingClientRect();
      const head = node.closest('[role="grid"]')!.querySelector('[role="row"]')!.getBoundingClientRect();
      const { top, bottom } = node.getBoundingClientRect();
      return top >= head.bottom - 1 && bottom <= grid.bottom + 1;
    });
    await row(page, 1).focus();
    await page.keyboard.press('End');
    await expect(page.getByRole('row', { name: /^1 / })).toBeFocused();
    await expect.poll(() => inView(/^1 /)).toBe(true);
    await page.keyboard.press('Home');
    await expect(row(page, 1)).toBeFocused();
    const newest = (await row(page, 1).innerText()).split('\n')[0]!;
    await expect.poll(() => inView(new RegExp(`^${newest} `))).toBe(true);
  });
});

test('the recovery code is printed on a sheet that holds nothing else', async ({ app }) => {
  const { page } = app;
  const code = await createVault(page);
  await page.evaluate(() => Object.assign(window, { printed: 0, print: () => { (window as unknown as { printed: number }).printed++; } }));
  await page.getByRole('button', { name: 'Print the sheet' }).click();
  expect(await page.evaluate(() => (window as unknown as { printed: number }).printed)).toBe(1);
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('heading', { name: 'Portcullis recovery code' })).toBeVisible();
  for (const group of code.split('-')) await expect(page.getByText(group, { exact: true }).and(page.locator(':visible'))).toHaveCount(1);
  await expect(page.getByRole('button')).toHaveCount(0);
  await expect(page.getByRole('heading')).toHaveCount(1);
});

test.describe('lock and unlock', () => {
  test('a lock takes an open palette away for good', async ({ app }) => {
    const { page } = app;
    await readyVault(page);
    await page.keyboard.press('ControlOrMeta+k');
    await expect(page.getByPlaceholder(/Find or do/)).toBeVisible();
    await lock(page);
    await expect(page.getByPlaceholder(/Find or do/)).toHaveCount(0);
    await unlock(page);
    await expect(page.getByRole('navigation')).toBeVisible();
    await expect(page.getByPlaceholder(/Find or do/)).toHaveCount(0);
  });

  test('one comes back to where one was', async ({ app }) => {
    const { page } = app;
    const key = await firstJob(page);
    await goTo(page, 'Keys');
    await row(page, 1).click();
    await lock(page);
    await unlock(page);
    await expect(page.getByRole('complementary', { name: `Key ${key}` })).toBeVisible();
    await goTo(page, 'Audit log');
    await lock(page);
    await unlock(page);
    await expect(current(page)).toHaveText('Audit log');
  });

  test('after an unlock the chain is checked by one click on its pill', async ({ app }) => {
    const { page } = app;
    await readyVault(page);
    await lock(page);
    await unlock(page);
    await page.getByRole('button', { name: 'Chain to Wise: check the chain' }).click();
    await expect(page.getByRole('button', { name: 'Chain to Wise: all links hold' })).toBeVisible();
  });

  test('the recovery code opens the vault once, and a new one takes its place', async ({ app }) => {
    const { page } = app;
    const code = await readyVault(page);
    await lock(page);
    const recover = async () => {
      await page.getByRole('button', { name: 'Use the recovery code' }).click();
      await field(page, 'Recovery code').fill(code.toLowerCase().replaceAll('-', ' '));
      await field(page, 'New passphrase').fill(NEW_PASSPHRASE);
      await field(page, 'New passphrase, once more').fill(NEW_PASSPHRASE);
      await page.getByRole('button', { name: 'Set the new passphrase' }).click();
    };
    await recover();
    const sheet = page.getByRole('group', { name: 'Recovery code' });
    await expect(sheet).toBeVisible();
    expect((await sheet.locator('span').allInnerTexts()).join('-')).not.toBe(code);
    await putCodeAway(page);
    await lock(page);
    await expect(page.getByText('It locked while a recovery code was shown.')).toHaveCount(0);
    await recover();
    await expect(page.getByText('That recovery code does not open this vault.')).toBeVisible();
    await page.getByRole('button', { name: 'Back' }).click();
    await unlock(page, NEW_PASSPHRASE);
    await expect(page.getByRole('navigation')).toBeVisible();
  });

  test('an older vault can be opened by its recovery code as well', async ({ app }) => {
    const code = await readyVault(app.page);
    const [vault, older] = [join(app.profileDir, 'vault.json'), join(app.profileDir, 'older.json')];
    await app.restart(() => copyFile(vault, older));
    await unlock(app.page);
    await makeKey(app.page);
    await app.restart(() => copyFile(older, vault));
    const { page } = app;
    await page.getByRole('button', { name: 'Use the recovery code' }).click();
    await field(page, 'Recovery code').fill(code);
    await field(page, 'New passphrase').fill(NEW_PASSPHRASE);
    await field(page, 'New passphrase, once more').fill(NEW_PASSPHRASE);
    await page.getByRole('button', { name: 'Set the new passphrase' }).click();
    await expect(page.getByText('This vault file is older than the one last opened here.')).toBeVisible();
    await expect(page.getByText(app.profileDir)).toBeVisible();
    await page.getByRole('button', { name: 'Open it as it is' }).click();
    await expect(page.getByRole('heading', { name: 'Put the new recovery code away' })).toBeVisible();
  });

  test('a code that a lock took away is told on the lock screen, once', async ({ app }) => {
    const { page } = app;
    await readyVault(page);
    await goTo(page, 'Settings');
    const card = page.getByRole('region', { name: 'Recovery code' });
    await card.getByLabel('Passphrase', { exact: true }).fill('correct horse battery staple');
    await card.getByRole('button', { name: 'Make a new code' }).click();
    await expect(page.getByRole('group', { name: 'Recovery code' })).toBeVisible();
    await lock(page);
    await expect(page.getByText('It locked while a recovery code was shown.')).toBeVisible();
    await unlock(page);
    await expect(page.getByRole('navigation')).toBeVisible();
    await lock(page);
    await expect(page.getByText('It locked while a recovery code was shown.')).toHaveCount(0);
  });
});

test.describe('settings', () => {
  test('the theme is kept over a restart, from the first screen on', async ({ app }) => {
    await readyVault(app.page);
    await goTo(app.page, 'Settings');
    await app.page.getByText('Dark', { exact: true }).click();
    await expect(app.page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
    await app.restart();
    const { page } = app;
    await expect(page.getByRole('heading', { name: 'The vault is locked' })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  });

  test('the idle minutes are changed, shown and kept', async ({ app }) => {
    await readyVault(app.page);
    await goTo(app.page, 'Settings');
    await field(app.page, 'Idle minutes').fill('25');
    await app.page.getByRole('button', { name: 'Save' }).first().click();
    await expect(app.page.getByRole('heading', { name: 'Locks after 25 idle minutes' })).toBeVisible();
    await expect(app.page.getByRole('button', { name: /Locks in 2[45] min/ })).toBeVisible();
    await app.restart();
    const { page } = app;
    await unlock(page);
    await goTo(page, 'Settings');
    await expect(field(page, 'Idle minutes')).toHaveValue('25');
  });

  test('what else locks is told as the host does it', async ({ app }) => {
    const { page } = app;
    await readyVault(page);
    await goTo(page, 'Settings');
    await expect(page.getByText(!inProcess ? 'It also locks before the machine sleeps' : 'A locked screen is not noticed')).toBeVisible();
  });

  test('a changed passphrase opens the vault, the old one no longer does', async ({ app }) => {
    const { page } = app;
    await readyVault(page);
    await goTo(page, 'Settings');
    await field(page, 'Present passphrase').fill('correct horse battery staple');
    await field(page, 'New passphrase').fill(NEW_PASSPHRASE);
    await field(page, 'New passphrase, once more').fill(NEW_PASSPHRASE);
    await page.getByRole('button', { name: 'Change passphrase' }).click();
    await expect(page.getByText('Changed. The old one no longer opens the vault.')).toBeVisible();
    await lock(page);
    await unlock(page);
    await expect(page.getByText('That passphrase does not open this vault.')).toBeVisible();
    await unlock(page, NEW_PASSPHRASE);
    await expect(page.getByRole('navigation')).toBeVisible();
  });
});

async function addWiseSandbox(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Connection:/ }).click();
  await page.getByRole('menuitem', { name: 'Add a connection' }).click();
  await field(page, 'Name').fill('Acme Payments');
  await field(page, 'Client id').fill('made-up-client-id');
  await field(page, 'Client secret').fill('made-up-client-secret');
  await page.getByRole('button', { name: 'Connect to the Wise sandbox' }).click();
}

test.describe('connections', () => {
  const AMBER = 'rgb(232, 137, 12)';
  const VIOLET = 'rgb(103, 65, 217)';

  test('a second connection shows by name and colour, says that calls do not get through, and one can switch back', async ({ app }) => {
    test.skip(!inProcess, 'In Electron the app is another process, whose network cannot be taken away.');
    const { page } = app;
    await page.emulateMedia({ colorScheme: 'light' });
    await firstJob(page);
    await expect(page.getByRole('banner')).toHaveCSS('border-top-color', VIOLET);
    await addWiseSandbox(page);
    await expect(page.getByRole('button', { name: 'Connection: Wise sandbox Acme Payments' })).toBeVisible();
    await expect(page.getByRole('banner')).toHaveCSS('border-top-color', AMBER);
    // The tests have no network.
    await expect(page.getByRole('button', { name: 'Chain to Wise: a link is broken' })).toBeVisible({ timeout: 60_000 });
    const why = page.getByRole('region', { name: 'Needs you' }).getByRole('alert');
    await expect(why).toContainText('The name of the host cannot be found (DNS).');
    await expect(why.getByRole('button', { name: 'Copy details' })).toBeVisible();
    await expect(page.getByText('Wise sandbox Acme Payments has no key yet')).toBeVisible();

    await page.getByRole('button', { name: /^Connection:/ }).click();
    await page.getByRole('menuitem', { name: 'Built-in sandbox' }).click();
    await expect(page.getByRole('banner')).toHaveCSS('border-top-color', VIOLET);
    await expect(page.getByRole('button', { name: 'Chain to Wise: all links hold' })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Needs you' }).getByRole('alert')).toHaveCount(0);
  });

  test('a key that Wise does not have over this connection is one click from its upload', async ({ app }) => {
    const { page } = app;
    await readyVault(page);
    await makeKey(page);
    await goTo(page, 'Playground');
    await expect(page.getByRole('heading', { name: 'Wise does not have this key yet' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeDisabled();
    await page.getByRole('button', { name: 'Upload to Wise' }).click();
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Signed, sent and verified' })).toBeVisible();
  });
});
