// `npm run tour -- --out DIR [--size 1280x800] [--theme light|dark]`: the whole job, headless, through the real window
// against the built-in sandbox. Leaves numbered pictures and tour.json. `--rest MS`: how long the window comes to rest before each.
import { expect, type Page } from '@playwright/test';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { beginApproval, CODE, expectResult, openInbox, openItem, setFirstPin } from './approval-jobs.ts';
import { createVault, goTo, lock, makeKey, pickBuiltInSandbox, putCodeAway, tryKey, unlock, uploadKey } from './jobs.ts';
import { issueInSandbox, openWebhooks, proveCertificate, receiveTest, requestCertificate, useCertificate } from './certificate-jobs.ts';
import { composeAndVerify, makeEncryptionKey, openTab, press, rotateToOverlap, send } from './jose-jobs.ts';
import { OwnBrowser } from './own-browser.ts';
import { addSandboxToken, connectTo, makeUser, openToken, startStandIn, testToken, trust } from './token-jobs.ts';
import { launch, newProfile, type Launched } from './launch.ts';

type Outcome = { step: string; ok: boolean; ms: number; picture: string };

const { values } = parseArgs({ options: { out: { type: 'string', default: 'tour' }, size: { type: 'string', default: '1280x800' }, theme: { type: 'string', default: 'light' }, rest: { type: 'string', default: '400' } } });
const out = resolve(values.out);
const [width = 1280, height = 800] = values.size.split('x').map(Number);

const profile = await newProfile();
let app: Launched = await start();
let standIn: Awaited<ReturnType<typeof startStandIn>> | undefined;

/** What a person does, in order. Each ends on something to see. */
const STEPS: [name: string, act: (page: Page) => Promise<unknown>][] = [
  ['create-your-vault', (page) => expect(page.getByRole('heading', { name: 'Create your vault' })).toBeVisible()],
  ['recovery-code', (page) => createVault(page)],
  ['pick-a-connection', (page) => putCodeAway(page)],
  ['start-with-a-signing-key', (page) => pickBuiltInSandbox(page)],
  ['key-made', (page) => makeKey(page)],
  ['key-uploaded', (page) => uploadKey(page)],
  ['call-verified', (page) => tryKey(page)],
  ['what-was-signed', (page) => openStep(page, 'Header and payload composed')],
  ['encryption-key-made', (page) => makeEncryptionKey(page)],
  ['signed-then-encrypted', (page) => send(page, 'Signed, then encrypted', 'Signed, encrypted, sent and verified')],
  ['as-a-program', asProgram],
  ['wise-keys', (page) => openTab(page, 'Wise’s keys').then(() => expect(page.getByRole('row', { name: /ES512/ })).toBeVisible())],
  ['workbench', (page) => composeAndVerify(page)],
  ['overview', (page) => goTo(page, 'Overview')],
  ['keys', openFirstKey],
  ['rotation', startRotation],
  ['both-keys-work', (page) => rotateToOverlap(page)],
  ['import-a-key', (page) => goTo(page, 'Keys').then(() => press(page, 'Import'))],
  ['certificates-none-yet', (page) => goTo(page, 'Certificates')],
  ['csr-made', (page) => requestCertificate(page)],
  ['certificate-checked', (page) => issueInSandbox(page)],
  ['certificate-proved', (page) => proveCertificate(page)],
  ['calls-go-over-mtls', (page) => useCertificate(page)],
  ['certificates', openFirstCertificate],
  ['import-a-certificate', (page) => press(page, 'Import')],
  ['what-ends-when', openExpiry],
  ['webhook-received', (page) => receiveTest(page).then(() => page.getByRole('row', { name: /verified/ }).first().click())],
  ['webhook-subscriptions', (page) => openWebhooks(page, 'Subscriptions').then(() => expect(page.getByRole('heading', { name: /^1 subscription/ })).toBeVisible())],
  ['wise-ca', (page) => openWebhooks(page, 'Wise’s CA')],
  ['check-a-delivery', (page) => openWebhooks(page, 'Check a delivery')],
  ['approvals', (page) => openInbox(page).then(() => openItem(page, /Nordwind GmbH/))],
  ['proofs-asked-for', (page) => beginApproval(page)],
  ['phone-code', (page) => setFirstPin(page).then(() => press(page, 'Text me the code')).then(() => expect(page.getByLabel('Code, six digits')).toBeVisible())],
  ['every-proof-is-there', (page) => page.getByLabel('Code, six digits').pressSequentially(CODE).then(() => expect(page.getByRole('heading', { name: 'Every proof is there' })).toBeVisible())],
  ['funded', (page) => page.getByRole('button', { name: /^Send / }).click().then(() => expectResult(page, '12,400.00 EUR to Nordwind GmbH.'))],
  ['approvals-on-record', (page) => press(page, 'Show in the record').then(() => expect(page.getByRole('complementary')).toContainText('SHA-256'))],
  ['factors', (page) => page.getByRole('tab', { name: 'Factors' }).click()],
  ['prepare-by-hand', (page) => page.getByRole('tab', { name: 'Inbox' }).click().then(() => press(page, 'More')).then(() => page.getByRole('menuitem', { name: 'Prepare by hand' }).click())],
  ['no-tokens-yet', (page) => goTo(page, 'Tokens')],
  ['ask-for-consent', (page) => press(page, 'Ask for consent')],
  ['waiting-for-consent', (page) => press(page, 'Open Wise’s page').then(() => expect(page.getByRole('heading', { name: 'Waiting for the person’s yes' })).toBeVisible())],
  ['consent-page', consentPage],
  ['user-token', (page) => openToken(page, /User token/).then(() => testToken(page))],
  ['personal-token', (page) => addSandboxToken(page, 'Nightly script').then(() => testToken(page))],
  ['import-tokens', (page) => press(page, 'Import')],
  ['user-made', (page) => makeUser(page)],
  ['connections', addConnection],
  ['migration-begins', beginMigration],
  ['migration-step', (page) => press(page, 'Check now').then(() => expect(page.getByRole('heading', { level: 1, name: /1 of 12/ })).toBeVisible())],
  ['audit-log-verified', verifyAudit],
  ['find-or-do-anything', palette],
  ['settings', (page) => page.keyboard.press('Escape').then(() => goTo(page, 'Settings'))],
  ['locked', (page) => lock(page)],
  ['unlocked', async (page) => {
    await unlock(page);
    await goTo(page, 'Keys');
    await expect(page.getByRole('row').filter({ hasText: 'active' }).first()).toBeVisible();
  }],
  ['started-again', restart],
  ['tried-again', async (page) => {
    await goTo(page, 'Keys');
    await page.getByRole('row', { name: /Signing.*active/ }).first().click();
    await tryKey(page);
  }],
];

await mkdir(out, { recursive: true });
const outcomes: Outcome[] = [];
for (const [index, [step, act]] of STEPS.entries()) {
  const outcome = await take(`${String(index + 1).padStart(2, '0')}-${step}.png`, step, act);
  outcomes.push(outcome);
  console.log(`${outcome.ok ? 'ok    ' : 'failed'} ${step} (${outcome.ms} ms)`);
  if (!outcome.ok) break;
}
await writeFile(join(out, 'tour.json'), `${JSON.stringify(outcomes, null, 2)}\n`);
await app.quit();
await standIn?.close();
await profile.remove();
const ok = outcomes.length === STEPS.length && outcomes.every((outcome) => outcome.ok);
console.log(ok ? `The tour is in ${out}` : `The tour stopped; see ${out}`);
process.exit(ok ? 0 : 1);

async function start(): Promise<Launched> {
  const launched = await launch(profile.dir, { tunedKdf: true });
  await launched.page.setViewportSize({ width, height });
  await launched.page.emulateMedia({ colorScheme: values.theme === 'dark' ? 'dark' : 'light', reducedMotion: 'reduce' });
  return launched;
}

async function take(picture: string, step: string, act: (page: Page) => Promise<unknown>): Promise<Outcome> {
  const began = performance.now();
  const failure = await act(app.page).then(() => undefined, (thrown: unknown) => thrown);
  const ms = Math.round(performance.now() - began);
  if (failure) console.error(failure instanceof Error ? failure.message.split('\n', 6).join('\n') : failure);
  // Let fonts, skeletons and pending answers come to rest: pictures are for people.
  await app.page.waitForTimeout(Number(values.rest));
  await app.page.screenshot({ path: join(out, picture) });
  return { step, ok: failure === undefined, ms, picture };
}

async function openStep(page: Page, title: string): Promise<void> {
  await page.getByText(title).click();
  await expect(page.getByText('"url": "/v1/auth/jose/playground/jws"').first()).toBeVisible();
}

async function openFirstKey(page: Page): Promise<void> {
  await goTo(page, 'Keys');
  await page.getByRole('row').nth(1).click();
  await expect(page.getByRole('heading', { name: 'History' })).toBeVisible();
}

async function asProgram(page: Page): Promise<void> {
  await press(page, 'Copy as');
  await page.getByRole('menuitem', { name: 'Node' }).click();
  await expect(page.getByRole('group', { name: 'Node program' })).toBeVisible();
}

async function startRotation(page: Page): Promise<void> {
  await page.getByRole('row', { name: /Signing/ }).first().click();
  await press(page, 'More');
  await page.getByRole('menuitem', { name: /^Rotate/ }).click();
  await expect(page.getByRole('heading', { name: /^Upload key/ })).toBeVisible();
}

async function openFirstCertificate(page: Page): Promise<void> {
  await goTo(page, 'Certificates');
  await page.getByRole('row').nth(1).click();
  await expect(page.getByRole('heading', { name: 'History' })).toBeVisible();
}

/** Wise's side of it, in the person's own browser; the picture is of that page. */
async function consentPage(page: Page): Promise<void> {
  const browser = await OwnBrowser.open();
  try {
    const consent = await browser.visit(app.opened.at(-1)!);
    await consent.setViewportSize({ width, height });
    await consent.emulateMedia({ colorScheme: values.theme === 'dark' ? 'dark' : 'light' });
    await consent.screenshot({ path: join(out, 'consent-page-in-the-browser.png') });
    await consent.getByRole('button', { name: 'Allow' }).click();
    await expect(consent.getByText('Portcullis').first()).toBeVisible();
    await expect(page.getByRole('row', { name: /User token/ })).toBeVisible();
  } finally {
    await browser.close();
  }
}

/** To a company's own stand-in for Wise, on which the way to OAuth is rehearsed. */
async function addConnection(page: Page): Promise<void> {
  standIn = await startStandIn();
  await connectTo(page, standIn, 'Staging');
  await trust(page, standIn, 'Staging');
  await goTo(page, 'Connections');
  await page.getByRole('row', { name: /Staging/ }).click();
  await page.getByRole('button', { name: /Check the chain/ }).click();
  await expect(page.getByRole('complementary').getByRole('img', { name: 'holds' })).toHaveCount(4);
}

async function beginMigration(page: Page): Promise<void> {
  await page.getByRole('row', { name: /Built-in sandbox/ }).first().click();
  await press(page, 'Use this connection');
  await openToken(page, /Nightly script/);
  await press(page, 'Move to OAuth with mTLS');
  await page.getByRole('button', { name: 'Begin with Nightly script' }).click();
  await press(page, 'Begin with the first step');
}

/** Through the palette, as somebody in a hurry would. */
async function openExpiry(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByPlaceholder(/Find or do/).fill('what ends when');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /calendar/i })).toBeVisible();
}

async function verifyAudit(page: Page): Promise<void> {
  await goTo(page, 'Audit log');
  await page.getByRole('button', { name: 'Verify' }).click();
  await expect(page.getByText('The log holds')).toBeVisible();
}

async function palette(page: Page): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByPlaceholder(/Find or do/)).toBeVisible();
}

async function restart(): Promise<void> {
  await app.quit();
  app = await start();
  await unlock(app.page);
  await expect(app.page.getByRole('navigation')).toBeVisible();
}
