import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { issueInSandbox, openWebhooks, proveCertificate, receiveTest, requestCertificate, useCertificate } from './certificate-jobs.ts';
import { beginApproval, CODE, expectResult, openInbox, openItem, PIN, setFirstPin } from './approval-jobs.ts';
import { inProcess, test } from './fixtures.ts';
import { composeAndVerify, makeEncryptionKey, openTab, openWorkbench, press as pressButton, rotateToOverlap, send } from './jose-jobs.ts';
import { createVault, firstJob, goTo, lock, makeKey, pickBuiltInSandbox, putCodeAway, tryKey, unlock, uploadKey } from './jobs.ts';
import { setFaults } from './sandbox-faults.ts';
import { addSandboxToken, answerConsent, askForConsent, makeUser, openToken, testToken } from './token-jobs.ts';

/** No violation of any axe rule, WCAG 2.2 AA and best practice alike. */
async function expectAccessible(page: Page, screen: string): Promise<void> {
  // A fade under way has other colours than the screen at rest.
  await page.waitForTimeout(200);
  // Legacy mode: the window cannot open the second page that axe would run in otherwise.
  const { violations, passes } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations.map(({ id, nodes }) => `${screen}: ${id} at ${nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual([]);
  expect(passes.length).toBeGreaterThan(10);
}

for (const theme of ['light', 'dark'] as const) {
  test(`every screen is free of axe violations in the ${theme} theme`, async ({ app }) => {
    const { page } = app;
    test.setTimeout(180_000);
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await expectAccessible(page, 'create vault');
    await createVault(page);
    await expectAccessible(page, 'recovery code');
    await putCodeAway(page);
    await expectAccessible(page, 'pick a connection');
    await page.getByText('Production', { exact: true }).click();
    await expectAccessible(page, 'production');
    await page.getByText('Built-in sandbox', { exact: true }).click();
    await pickBuiltInSandbox(page);
    await expectAccessible(page, 'first overview, new key');
    await makeKey(page);
    await expectAccessible(page, 'key made');
    await uploadKey(page);
    await expectAccessible(page, 'key uploaded');
    await tryKey(page);
    await expectAccessible(page, 'playground');
    for (const title of ['Header and payload composed', 'Signed with ES512', 'Sent to Wise']) await page.getByText(title).click();
    await expectAccessible(page, 'playground, steps open');
    if (inProcess) {
      await setFaults(app, { wrongKey: { count: 1 } });
      await page.getByRole('button', { name: 'Send', exact: true }).click();
      await expect(page.getByText('The signature on Wise’s answer does not verify.').first()).toBeVisible();
      await expectAccessible(page, 'playground, failed');
    }
    for (const screen of ['Overview', 'Keys', 'Audit log', 'Settings'] as const) {
      await goTo(page, screen);
      await expectAccessible(page, screen);
    }
    await page.keyboard.press('ControlOrMeta+k');
    await expect(page.getByPlaceholder(/Find or do/)).toBeVisible();
    await expectAccessible(page, 'palette');
    await page.keyboard.press('Escape');
    await lock(page);
    await expectAccessible(page, 'lock');
    await unlock(page, 'wrong horse battery');
    await expect(page.getByText('That passphrase does not open this vault.')).toBeVisible();
    await expectAccessible(page, 'lock, wrong passphrase');
    await page.getByRole('button', { name: 'Use the recovery code' }).click();
    await expectAccessible(page, 'recovery');
  });
}

for (const theme of ['light', 'dark'] as const) {
  test(`JOSE, rotation, import and export are free of axe violations in the ${theme} theme`, async ({ app }) => {
    const { page } = app;
    test.setTimeout(180_000);
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    const key = await firstJob(page);
    await makeEncryptionKey(page);
    await expectAccessible(page, 'encrypted call');
    await send(page, 'Signed, then encrypted', 'Signed, encrypted, sent and verified');
    await expectAccessible(page, 'nested call');
    await pressButton(page, 'Copy as');
    await page.getByRole('menuitem', { name: 'Python' }).click();
    await expect(page.getByRole('group', { name: 'Python program' })).toBeVisible();
    await expectAccessible(page, 'program');
    await openTab(page, 'Wise’s keys');
    await expectAccessible(page, 'Wise’s keys');
    await openWorkbench(page, 'Compose');
    await expectAccessible(page, 'workbench, compose');
    await composeAndVerify(page);
    await expectAccessible(page, 'workbench, open');
    await goTo(page, 'Keys');
    await pressButton(page, 'Import');
    await expectAccessible(page, 'import');
    await page.getByRole('row', { name: new RegExp(key) }).click();
    await pressButton(page, 'More');
    await page.getByRole('menuitem', { name: 'Export private half' }).click();
    await expectAccessible(page, 'export');
    await page.keyboard.press('Escape');
    await page.getByRole('row', { name: new RegExp(key) }).click();
    await pressButton(page, 'More');
    await page.getByRole('menuitem', { name: /^Rotate/ }).click();
    await expect(page.getByRole('heading', { name: /^Upload key/ })).toBeVisible();
    await expectAccessible(page, 'rotation');
    await rotateToOverlap(page);
    await expectAccessible(page, 'overlap');
    await pressButton(page, 'End the overlap now');
    await expect(page.getByLabel('Text for Wise')).toBeVisible();
    await expectAccessible(page, 'retire');
    await pressButton(page, 'Back to keys');
    await pressButton(page, '1 under way');
    await expectAccessible(page, 'many rotations');
  });
}

for (const theme of ['light', 'dark'] as const) {
  test(`certificates, expiry and webhooks are free of axe violations in the ${theme} theme`, async ({ app }) => {
    const { page } = app;
    test.setTimeout(180_000);
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await firstJob(page);
    await goTo(page, 'Certificates');
    await expectAccessible(page, 'no certificate yet');
    await pressButton(page, 'New certificate');
    await expectAccessible(page, 'request');
    await requestCertificate(page);
    await page.getByText('By hand, as it is done at Wise').click();
    await expectAccessible(page, 'issue');
    await issueInSandbox(page);
    await expectAccessible(page, 'checks');
    await proveCertificate(page);
    await expectAccessible(page, 'use');
    await useCertificate(page);
    await expectAccessible(page, 'in use');
    await pressButton(page, 'What ends when');
    await expect(page.getByRole('button', { name: 'Save calendar (.ics)' })).toBeVisible();
    await page.getByRole('row').nth(1).click();
    await expectAccessible(page, 'expiry');
    await goTo(page, 'Certificates');
    await page.getByRole('row').nth(1).click();
    await expectAccessible(page, 'certificate');
    await pressButton(page, 'More');
    await page.getByRole('menuitem', { name: /^Export/ }).click();
    await expectAccessible(page, 'export of a certificate');
    await page.keyboard.press('Escape');
    await pressButton(page, 'Import');
    await expectAccessible(page, 'import of a certificate');
    await openWebhooks(page, 'Receiver');
    await expectAccessible(page, 'receiver');
    await receiveTest(page);
    await page.getByRole('row', { name: /verified/ }).first().click();
    await expectAccessible(page, 'delivery');
    await openWebhooks(page, 'Check a delivery');
    await page.getByLabel('Headers').fill('X-Signature-SHA256: AAAA');
    await page.getByLabel('Raw body').fill('{}');
    await pressButton(page, 'Check delivery');
    await expect(page.getByRole('region', { name: 'Result' })).toContainText(/cut|does not verify/);
    await expectAccessible(page, 'delivery checked');
    await openWebhooks(page, 'Subscriptions');
    await page.getByRole('row').nth(1).click();
    await expectAccessible(page, 'subscription');
    await pressButton(page, 'New subscription');
    await expectAccessible(page, 'new subscription');
    await openWebhooks(page, 'Wise’s CA');
    await expectAccessible(page, 'Wise’s CA');
  });
}

for (const theme of ['light', 'dark'] as const) {
  test(`approvals, their record, factors and people are free of axe violations in the ${theme} theme`, async ({ app }) => {
    const { page } = app;
    test.setTimeout(180_000);
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await createVault(page);
    await putCodeAway(page);
    await pickBuiltInSandbox(page);
    await openInbox(page);
    await openItem(page, /Nordwind GmbH/);
    await expectAccessible(page, 'inbox');
    await beginApproval(page);
    await expectAccessible(page, 'proofs');
    await setFirstPin(page);
    await pressButton(page, 'Text me the code');
    await expect(page.getByLabel('Code, six digits')).toBeVisible();
    await expectAccessible(page, 'phone code');
    await page.getByLabel('Code, six digits').pressSequentially('999999');
    await expect(page.getByText(/4 tries are left/)).toBeVisible();
    await expectAccessible(page, 'wrong code');
    await page.getByLabel('Code, six digits').pressSequentially(CODE);
    await page.getByRole('button', { name: /^Send / }).click();
    await expectResult(page, '12,400.00 EUR to Nordwind GmbH.');
    await expectAccessible(page, 'funded');
    await pressButton(page, 'Show in the record');
    await expectAccessible(page, 'record');
    await page.getByRole('tab', { name: 'Factors' }).click();
    await expect(page.getByRole('region', { name: 'PIN', exact: true })).toContainText('enrolled');
    await expectAccessible(page, 'factors');
    await page.getByRole('tab', { name: 'Inbox' }).click();
    await pressButton(page, 'More');
    await page.getByRole('menuitem', { name: 'Prepare by hand' }).click();
    await expectAccessible(page, 'prepare by hand');
    if (inProcess) await app.running.app.openLink(`portcullis://approve?method=DELETE&path=${encodeURIComponent('/v3/profiles/30120001/cards/9')}&note=Quickly`);
    await pressButton(page, 'Not now');
    if (inProcess) await openItem(page, /cards\/9/);
    await expectAccessible(page, 'a call that came by a link');
    for (const name of [/November suppliers/, /Lumen Studio/]) await page.getByRole('row', { name }).getByRole('checkbox').check();
    await expectAccessible(page, 'several picked');
    await goTo(page, 'Settings');
    await pressButton(page, 'Add a person');
    await expectAccessible(page, 'people');
  });
}

test('a transfer is approved by keyboard alone', async ({ app }) => {
  const { page } = app;
  const focused = (name: string | RegExp) => expect(page.getByRole('button', { name }).and(page.locator(':focus'))).toBeVisible();
  await createVault(page);
  await putCodeAway(page);
  await pickBuiltInSandbox(page);
  await openInbox(page);
  await openItem(page, /Nordwind GmbH/);
  await page.keyboard.press('Enter');
  await focused('Approve 12,400.00 EUR');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('PIN, four digits', { exact: true })).toBeFocused();
  await page.keyboard.type(PIN);
  await expect(page.getByLabel('New PIN, four digits')).toBeFocused();
  await page.keyboard.type(PIN);
  await expect(page.getByLabel('The same PIN again')).toBeFocused();
  await page.keyboard.type(PIN);
  await focused('Text me the code');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Code, six digits')).toBeFocused();
  await page.keyboard.type(CODE);
  await focused('Send 12,400.00 EUR');
  await page.keyboard.press('Enter');
  await expectResult(page, '12,400.00 EUR to Nordwind GmbH.');
  await focused(/^Next: /);
});

test('the whole job can be done by keyboard alone', async ({ app }) => {
  const { page } = app;
  const type = (text: string) => page.keyboard.type(text);
  const press = (key: string) => page.keyboard.press(key);
  await expect(page.getByLabel('Passphrase', { exact: true })).toBeFocused();
  await type('correct horse battery staple');
  await page.getByLabel('Passphrase, once more').focus();
  await type('correct horse battery staple');
  await press('Enter');
  for (const name of ['I have put it away, go on', 'Use the built-in sandbox', 'Make key', 'Upload to Wise', 'Try it']) {
    await expect(page.getByRole('button', { name, exact: true }).first()).toBeVisible();
    await page.getByRole('button', { name, exact: true }).first().focus();
    await press('Enter');
  }
  await expect(page.getByRole('heading', { name: 'Signed, sent and verified' })).toBeVisible();
});

test.describe('with consent', () => {
  test.use({ needsCallbackPort: true });
  for (const theme of ['light', 'dark'] as const) {
    test(`connections, tokens, users and the migration are free of axe violations in the ${theme} theme`, async ({ app }) => {
      test.skip(!inProcess, 'Looks into what the app opens in the browser.');
      const { page } = app;
      test.setTimeout(180_000);
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await createVault(page);
      await putCodeAway(page);
      await pickBuiltInSandbox(page);
      await goTo(page, 'Tokens');
      await expectAccessible(page, 'no tokens yet');
      await pressButton(page, 'Import');
      await expectAccessible(page, 'import tokens');
      const url = await askForConsent(app);
      await expectAccessible(page, 'waiting for consent');
      await answerConsent(url, 'Allow');
      await openToken(page, /User token/);
      await testToken(page);
      await expectAccessible(page, 'user token');
      await goTo(page, 'Tokens');
      await pressButton(page, 'Add token');
      await expectAccessible(page, 'add a token');
      await addSandboxToken(page, 'Script');
      await expectAccessible(page, 'personal token');
      await makeUser(page);
      await expectAccessible(page, 'user');
      await goTo(page, 'Connections');
      await page.getByRole('row', { name: /Built-in sandbox/ }).first().click();
      await expectAccessible(page, 'connection');
      await pressButton(page, 'Add connection');
      await page.getByText('Custom hosts', { exact: true }).click();
      await expectAccessible(page, 'custom hosts');
      await openToken(page, /Script/);
      await pressButton(page, 'Move to OAuth with mTLS');
      await expectAccessible(page, 'migrations');
      await page.getByRole('button', { name: 'Begin with Script' }).click();
      await expect(page.getByRole('heading', { level: 1, name: /moves to OAuth/ })).toBeVisible();
      await expectAccessible(page, 'migration');
    });
  }
});
