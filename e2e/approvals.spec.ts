import { expect, type Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { approve, beginApproval, expectResult, giveCode, givePin, openInbox, openItem, PIN, setFirstPin } from './approval-jobs.ts';
import { inProcess, test, type AppUnderTest } from './fixtures.ts';
import { createVault, goTo, lock, pickBuiltInSandbox, putCodeAway, unlock } from './jobs.ts';
import { press } from './jose-jobs.ts';
import { sandboxCalls, setFaults } from './sandbox-faults.ts';

test.skip(!inProcess, 'Looks into the app and its sandbox.');

async function open({ page }: AppUnderTest): Promise<void> {
  await createVault(page);
  await putCodeAway(page);
  await pickBuiltInSandbox(page);
  await openInbox(page);
}

/** The calls that would fund this transfer: how many went out, and how many were let through. */
async function payments(app: AppUnderTest, transferId: number): Promise<{ sent: number; paid: number }> {
  const there = (await sandboxCalls(app)).filter(({ method, path }) => method === 'POST' && path.endsWith(`/transfers/${transferId}/payments`));
  return { sent: there.length, paid: there.filter(({ answer }) => answer.status === 200).length };
}

/** Digits by themselves, not as some of those of an id or a hash. */
const alone = (digits: string) => new RegExp(`(?<![0-9A-Za-z-])${digits}(?![0-9A-Za-z-])`);

/** Of last month, with what the form proposes. */
async function prepareStatement(page: Page, type: 'COMPACT' | 'FLAT' = 'COMPACT'): Promise<void> {
  await page.getByRole('button', { name: 'More', exact: true }).first().click();
  await page.getByRole('menuitem', { name: 'Prepare by hand' }).click();
  await page.getByRole('radio', { name: /^Statement/ }).click();
  if (type === 'FLAT') await page.getByRole('radio', { name: 'Fees apart (FLAT)' }).click();
  await press(page, 'Put it into the inbox');
  await expect(page.getByRole('button', { name: 'Fetch the statement' })).toBeVisible();
}

test('a waiting transfer is funded with PIN and phone code, said in words, and stands on record', async ({ app }) => {
  const { page } = app;
  await open(app);
  await openItem(page, /Nordwind GmbH/);
  await expect(page.getByText('12,400.00 EUR leave the EUR balance of Acme Payments Ltd.')).toBeVisible();
  await expect(page.getByText('4.31 EUR').first()).toBeVisible();
  await approve(page, { isFirst: true });
  await expectResult(page, '12,400.00 EUR to Nordwind GmbH.');
  expect(await payments(app, 50_500_001)).toEqual({ sent: 2, paid: 1 });
  await press(page, 'Show in the record');
  const panel = page.getByRole('complementary');
  await expect(panel).toContainText('12,400.00 EUR to Nordwind GmbH.');
  await expect(panel).toContainText('SHA-256');
  await expect(panel).toContainText(/PIN/);
  await expect(panel).not.toContainText(alone(PIN));
  await press(page, 'Save');
  await page.getByRole('menuitem', { name: /^As CSV/ }).click();
  const note = page.getByText(/approvals.*\.csv/).last();
  await expect(note).toBeVisible();
  const csv = await readFile(join(app.profileDir, 'exports', (await note.innerText()).match(/[^/\s]+\.csv/)![0]), 'utf8');
  expect(csv).toContain('Nordwind GmbH');
  expect(csv).not.toMatch(alone(PIN));
});

test('a transfer without money is rejected in words, and nothing moved', async ({ app }) => {
  const { page } = app;
  await open(app);
  await openItem(page, /Harbor Line Freight/);
  await approve(page, { isFirst: true });
  await expect(page.getByText('Rejected', { exact: true })).toBeVisible();
  await expectResult(page, /^not enough money in the USD balance\. Nothing moved\./i);
});

test('wrong proofs are counted, the fifth locks for 15 minutes, and the minutes run', async ({ app }) => {
  const { page } = app;
  await open(app);
  await openItem(page, /Nordwind GmbH/);
  await beginApproval(page);
  await setFirstPin(page);
  await press(page, 'Text me the code');
  for (let wrong = 1; wrong <= 5; wrong += 1) {
    await page.getByLabel('Code, six digits').pressSequentially('999999');
    if (wrong < 4) await expect(page.getByText(`${5 - wrong} tries are left`)).toBeVisible();
    if (wrong === 4) await expect(page.getByText('One try is left.')).toBeVisible();
  }
  await expect(page.getByText(/Wise is locked for another (15:00|14:\d\d)/)).toBeVisible();
  expect(await payments(app, 50_500_001)).toEqual({ sent: 1, paid: 0 });
});

test('money moves once: the answer is lost, Wise is asked, and nothing is offered before', async ({ app }) => {
  const { page } = app;
  await open(app);
  await openItem(page, /Nordwind GmbH/);
  await beginApproval(page);
  await setFirstPin(page);
  await giveCode(page);
  await setFaults(app, { losePaymentAnswer: { count: 1 } });
  await page.getByRole('button', { name: /^Send / }).click();
  await expect(page.getByText('Wise’s answer was lost. It may or may not have moved the money.')).toBeVisible();
  await expect(page.getByRole('button', { name: /^(Approve|Send) 12,400/ })).toBeHidden();
  await press(page, 'Ask Wise');
  await expectResult(page, /^Wise says that it was funded/);
  expect((await payments(app, 50_500_001)).sent).toBe(2);
});

test('a restart in the middle of an approval asks Wise first, and then offers it again', async ({ app }) => {
  const { page } = app;
  await open(app);
  await openItem(page, /Nordwind GmbH/);
  await beginApproval(page);
  await setFirstPin(page);
  await app.restart();
  await unlock(app.page);
  await openInbox(app.page);
  await openItem(app.page, /Nordwind GmbH/);
  await approve(app.page);
  await expectResult(app.page, '12,400.00 EUR to Nordwind GmbH.');
});

test('several go one after the other, each with proofs of its own, and a double click sends once', async ({ app }) => {
  const { page } = app;
  await open(app);
  for (const name of [/Nordwind GmbH/, /Lumen Studio/]) await page.getByRole('row', { name }).getByRole('checkbox').check();
  await press(page, 'Approve 2 one after the other');
  await expect(page.getByRole('heading', { name: /^Wise asks for/ })).toBeVisible();
  await setFirstPin(page);
  await giveCode(page);
  await page.getByRole('button', { name: /^Send / }).dblclick();
  await expect(page.getByText(/^Funded: /).first()).toBeVisible();
  await expect(page.getByRole('heading', { name: /^Wise asks for/ })).toBeVisible();
  await givePin(page);
  await giveCode(page);
  await page.getByRole('button', { name: /^Send / }).dblclick();
  await expect(page.getByText(/^Funded: /).first()).toBeVisible();
  for (const id of [50_500_001, 50_500_002]) expect(await payments(app, id)).toEqual({ sent: 2, paid: 1 });
});

test('the PIN is never in the page, and what was begun is dropped by a lock', async ({ app }) => {
  const { page } = app;
  await open(app);
  await openItem(page, /Nordwind GmbH/);
  await beginApproval(page);
  const field = page.getByLabel('PIN, four digits', { exact: true });
  await field.pressSequentially(PIN.slice(0, 3));
  expect(await field.inputValue()).toBe('•••');
  const typed = await page.locator('input').evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value + input.getAttribute('value')).join(' '));
  expect(typed).not.toContain(PIN.slice(0, 3));
  expect(await page.innerText('body')).not.toMatch(alone(PIN.slice(0, 3)));
  await lock(page);
  await unlock(page);
  await goTo(page, 'Approvals');
  await expect(page.getByRole('heading', { name: /^Wise asks for/ })).toBeHidden();
});

test('a statement is prepared by hand, takes one proof, and the next one rides on the session', async ({ app }) => {
  const { page } = app;
  await open(app);
  await prepareStatement(page);
  await page.getByRole('button', { name: 'Fetch the statement' }).click();
  await setFirstPin(page);
  await page.getByRole('button', { name: 'Fetch the statement' }).last().click();
  await expectResult(page, /^Statement received/);
  await press(page, 'Save the whole answer');
  const note = page.getByText(/Saved as .*\.json/).last();
  await expect(note).toBeVisible();
  const saved = await readFile(join(app.profileDir, 'exports', (await note.innerText()).match(/[^/\s]+\.json/)![0]), 'utf8');
  expect(JSON.parse(saved)).toHaveProperty('transactions');
  await prepareStatement(page, 'FLAT');
  await expect(page.getByText(/Statements need no proof for [0-4]:\d\d/)).toBeVisible();
  await page.getByRole('button', { name: 'Fetch the statement' }).click();
  await expectResult(page, /^Statement received/);
});

test('a link shows the whole call and sends nothing, and the same transfer stays one', async ({ app }) => {
  const { page } = app;
  await open(app);
  const path = '/v3/profiles/30120001/transfers/50500001/payments';
  await app.running.app.openLink(`portcullis://approve?method=POST&path=${encodeURIComponent(path)}&body=${encodeURIComponent('{"type":"BALANCE"}')}&note=${encodeURIComponent('Please, quickly')}`);
  await app.running.app.openLink(`portcullis://approve?method=DELETE&path=${encodeURIComponent('/v3/profiles/30120001/cards/9')}`);
  await expect(page.getByRole('heading', { name: '6 approvals wait for you' })).toBeVisible();
  await openItem(page, /Nordwind GmbH/);
  await expect(page.getByText('Please, quickly')).toBeVisible();
  await expect(page.getByText(/came by a link/i).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Approve 12,400.00 EUR' })).toBeVisible();
  await openItem(page, /cards\/9/);
  await expect(page.getByText('DELETE /v3/profiles/30120001/cards/9').first()).toBeVisible();
  expect(await payments(app, 50_500_001)).toEqual({ sent: 0, paid: 0 });
  expect((await sandboxCalls(app)).filter(({ method }) => method === 'DELETE')).toEqual([]);
});
