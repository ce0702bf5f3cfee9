import { mkdir, writeFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createVault, goTo, lock, makeKey, pickBuiltInSandbox, putCodeAway, tryKey, unlock, uploadKey } from './jobs.ts';
import { launch, newProfile } from './launch.ts';
import { setFaults } from './sandbox-faults.ts';
const out = process.argv[2] ?? '/tmp/shots';
await mkdir(out, { recursive: true });
const profile = await newProfile();
let app = await launch(profile.dir);
let n = 0;
const SIZES = [[1280, 800], [1920, 1080]] as const;
async function shot(name: string, scroll?: true) {
  n++;
  for (const scheme of ['light', 'dark'] as const) for (const [width, height] of SIZES) {
    await app.page.setViewportSize({ width, height });
    await app.page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await app.page.waitForTimeout(180);
    await app.page.screenshot({ path: join(out, `${String(n).padStart(2, '0')}-${name}-${width}-${scheme}.png`) });
  }
}
async function part(name: string, f: () => Promise<unknown>) {
  try { await f(); } catch (e) { console.log('FAILED', name, String(e).slice(0, 400)); }
}
const P = () => app.page;
await part('first', async () => {
  await P().waitForSelector('h1');
  await shot('first-run');
  await P().getByLabel('Passphrase', { exact: true }).fill('password1234');
  await P().waitForTimeout(1500);
  await shot('first-run-weak');
  await createVault(P());
  await shot('recovery-code');
  await putCodeAway(P());
  await shot('connections');
  await P().getByText('Wise sandbox', { exact: true }).click();
  await shot('connections-sandbox');
  await P().getByText('Production', { exact: true }).click();
  await shot('connections-production');
  await P().getByText('Built-in sandbox', { exact: true }).click();
  await pickBuiltInSandbox(P());
  await shot('overview-empty');
  await P().getByRole('button', { name: 'Close' }).click();
  await shot('overview-empty-closed');
  await goTo(P(), 'Keys'); await shot('keys-empty');
  await goTo(P(), 'Playground'); await shot('playground-empty');
  await goTo(P(), 'Keys');
  await makeKey(P());
  await shot('key-made');
  await goTo(P(), 'Overview'); await shot('overview-made');
  await goTo(P(), 'Playground'); await shot('playground-made');
  await P().getByRole('button', { name: 'Send', exact: true }).click(); await P().waitForTimeout(1500);
  await shot('playground-not-uploaded');
  await goTo(P(), 'Keys'); await P().getByRole('row').nth(1).click();
  await uploadKey(P());
  await shot('key-uploaded');
  await goTo(P(), 'Overview'); await shot('overview-uploaded');
  await P().getByRole('button', { name: 'Try it' }).first().click();
  await P().getByRole('heading', { name: 'Signed, sent and verified' }).waitFor();
  await shot('playground-verified');
});
await part('steps', async () => {
  const count = await P().locator('summary').count();
  for (let i = 0; i < count; i++) {
    await P().locator('summary').nth(i).click();
    await P().locator('summary').nth(i).scrollIntoViewIfNeeded();
    await P().locator('details').nth(i).evaluate((e) => e.scrollIntoView({ block: 'center' }));
    await shot(`step-${i}`);
    await P().locator('summary').nth(i).click();
  }
});
for (const [name, faults] of [['wrongKey', { wrongKey: { count: 1 } }], ['notJose', { notJose: { count: 1 } }], ['cut', { cut: { count: 1 } }], ['serverError', { serverError: { count: 1 } }]] as const)
  await part(name, async () => {
    await setFaults(app, faults);
    await P().getByRole('button', { name: 'Send', exact: true }).click();
    await P().getByRole('heading', { name: 'The call did not go through' }).waitFor();
    await shot(`failed-${name}`);
    await P().getByRole('button', { name: 'Send', exact: true }).click();
    await P().getByRole('heading', { name: 'Signed, sent and verified' }).waitFor();
  });
await part('wait', async () => {
  await setFaults(app, { rateLimit: { count: 1, retryAfter: 50 } });
  await P().getByRole('button', { name: 'Send', exact: true }).click();
  await P().getByText(/Wise asks us to wait/).waitFor();
  await shot('wait');
  await P().getByRole('button', { name: 'Cancel' }).click();
  await P().waitForTimeout(500);
  await shot('wait-cancelled');
});
await part('rest', async () => {
  await goTo(P(), 'Overview'); await shot('overview-proved');
  await P().getByRole('button', { name: /^Chain to Wise/ }).click(); await shot('chain-open'); await P().keyboard.press('Escape');
  await P().getByRole('button', { name: /^Connection/ }).click(); await shot('switch-open'); await P().keyboard.press('Escape');
  await goTo(P(), 'Keys'); await shot('keys-one');
  await P().getByRole('row').nth(1).click(); await shot('key-panel-proved');
  await P().getByRole('button', { name: 'Copy public key' }).click(); await shot('copy-menu'); await P().keyboard.press('Escape');
  await P().getByRole('button', { name: 'New signing key' }).first().click(); await shot('new-key-panel'); await P().keyboard.press('Escape');
  await goTo(P(), 'Audit log'); await shot('audit');
  await P().getByLabel('Kind').selectOption({ label: 'Token fetched' }); await P().waitForTimeout(400); await shot('audit-filtered');
  await P().getByRole('row').nth(1).click(); await shot('audit-line'); await P().keyboard.press('Escape');
  await P().getByRole('button', { name: 'Verify' }).click(); await P().waitForTimeout(600); await shot('audit-verified');
  await goTo(P(), 'Settings'); await shot('settings-top');
  await P().locator('main').evaluate((m) => { for (const e of [m, ...m.querySelectorAll('*')]) e.scrollTop = 99999; }); await shot('settings-bottom');
  await P().keyboard.press('ControlOrMeta+k'); await P().waitForTimeout(300); await shot('palette');
  await P().keyboard.type('key'); await P().waitForTimeout(300); await shot('palette-key');
  await P().keyboard.press('Escape');
});
await part('connect', async () => {
  await P().getByRole('button', { name: /^Connection/ }).click();
  await P().getByText('Add a connection').click(); await shot('add-connection');
  await P().getByText('Wise sandbox', { exact: true }).click();
  await P().getByLabel('Name').fill('Acme');
  await P().getByLabel('Client id').fill('abc');
  await P().getByLabel('Client secret', { exact: true }).fill('secretsecret');
  await P().getByRole('button', { name: 'Connect to the Wise sandbox' }).click();
  await P().waitForTimeout(4000); await shot('wise-sandbox-overview');
  await P().getByRole('button', { name: /^Chain to Wise/ }).click(); await shot('wise-sandbox-chain'); await P().keyboard.press('Escape');
  await P().getByRole('button', { name: /^Connection/ }).click(); await shot('switch-two'); await P().keyboard.press('Escape');
  await goTo(P(), 'Keys'); await P().getByRole('row').nth(1).click(); await shot('key-other-connection');
  await P().getByRole('button', { name: 'Upload to Wise' }).first().click(); await P().waitForTimeout(4000); await shot('upload-failed');
});
await part('lock', async () => {
  await lock(P()); await shot('lock');
  await unlock(P(), 'wrong horse battery'); await P().waitForTimeout(700); await shot('lock-wrong');
  for (let i = 0; i < 3; i++) { await unlock(P(), `wrong horse battery ${i}`); await P().waitForTimeout(600); }
  await shot('lock-waiting');
  await P().getByRole('button', { name: 'Use the recovery code' }).click(); await shot('recover');
});
await part('damaged', async () => {
  await app.quit();
  const f = join(profile.dir, 'vault.json');
  const t = await readFile(f, 'utf8');
  await writeFile(f, t.slice(0, -100));
  app = await launch(profile.dir);
  await unlock(P()); await P().waitForTimeout(700); await shot('damaged');
});
await app.quit();
await profile.remove();
process.exit(0);
