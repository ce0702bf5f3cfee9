import { expect, type Page } from '@playwright/test';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { inProcess, test } from './fixtures.ts';
import { composeAndVerify, makeEncryptionKey, openTab, openWorkbench, press, send } from './jose-jobs.ts';
import { firstJob, goTo } from './jobs.ts';
import { setFaults } from './sandbox-faults.ts';

const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true });
const header = (members: string) => Buffer.from(members).toString('base64url');
const pem = (key: KeyObject, passphrase?: string) => key.export({ type: 'pkcs8', format: 'pem', ...(passphrase ? { cipher: 'aes-256-cbc', passphrase } : {}) }).toString();

test('every JOSE method of Wise’s playground goes out, and its answer is opened', async ({ app }) => {
  const { page } = app;
  await firstJob(page);
  await makeEncryptionKey(page);
  await send(page, 'Encrypted (JWE)', 'Encrypted, sent and decrypted');
  await send(page, 'Encrypted answer (GET)', 'Asked and decrypted');
  await send(page, 'Direct encryption', 'Encrypted, sent and decrypted');
  await send(page, 'Signed, then encrypted', 'Signed, encrypted, sent and verified');
  const steps = page.getByRole('list', { name: 'Steps' }).getByRole('listitem');
  await expect(steps).toHaveCount(10);
});

test('a body that Wise cannot read, and an answer to another key, are named at their step', async ({ app }) => {
  test.skip(!inProcess, 'The sandbox is in another process.');
  const { page } = app;
  await firstJob(page);
  await makeEncryptionKey(page);
  await setFaults(app, { undecryptable: { count: 5 } });
  await press(page, 'Send');
  await expect(page.getByText('Wise failed with a bare 500, which on an encrypted call most likely means that it could not decrypt it.').first()).toBeVisible();
  await setFaults(app, { undecryptable: { count: 0 }, wrongEncryptionKey: { count: 1 } });
  await press(page, 'Send');
  await expect(page.getByText('It stopped at “Decryption of the answer”.')).toBeVisible();
  await send(page, 'Encrypted (JWE)', 'Encrypted, sent and decrypted');
});

test('a call can be taken away as a program that holds no secret', async ({ app }) => {
  const { page } = app;
  await firstJob(page);
  await goTo(page, 'Playground');
  for (const [language, word] of [['cURL', 'curl'], ['Node', 'jose'], ['Python', 'jwcrypto'], ['Java', 'java.security']] as const) {
    await press(page, 'Copy as');
    await page.getByRole('menuitem', { name: language }).click();
    const program = page.getByRole('group', { name: `${language} program` });
    await expect(program).toContainText(word);
    await expect(program).not.toContainText('PRIVATE KEY-----\nMI');
    await press(page, 'Close');
  }
});

test('Wise’s keys are listed, and a change of one is shown until it was seen', async ({ app }) => {
  test.skip(!inProcess, 'The sandbox is in another process.');
  const { page } = app;
  await firstJob(page);
  await openTab(page, 'Wise’s keys');
  await expect(page.getByRole('row', { name: /ES512/ })).toBeVisible();
  await setFaults(app, { rotateWiseKey: {} });
  await page.getByRole('button', { name: /^Fetch again/ }).first().click();
  await expect(page.getByRole('tab', { name: /Wise’s keys.*changed/ })).toBeVisible();
  await press(page, 'I have seen it');
  await expect(page.getByRole('tab', { name: 'Wise’s keys', exact: true })).toBeVisible();
});

test.describe('the workbench', () => {
  test('what is composed can be opened, and verifies with the key that signed it', async ({ app }) => {
    const { page } = app;
    await firstJob(page);
    await composeAndVerify(page);
  });

  for (const [what, token, words] of [
    ['alg none', `${header('{"alg":"none"}')}.e30.`, 'it is not signed at all'],
    ['an unknown crit', `${header('{"alg":"ES256","crit":["b64"],"b64":false}')}.e30.AAAA`, 'an extension as critical'],
    ['a member twice', `${header('{"alg":"ES256","alg":"HS256"}')}.e30.AAAA`, 'holds the same member twice'],
    ['a compressed one', `${header('{"alg":"RSA-OAEP-256","enc":"A256GCM","zip":"DEF"}')}.AAAA.AAAA.AAAA.AAAA`, 'is compressed'],
    ['no token at all', 'hello', 'not a compact JWS or JWE'],
  ] as const) {
    test(`${what} is refused by name`, async ({ app }) => {
      const { page } = app;
      await firstJob(page);
      await openWorkbench(page, 'Open');
      await page.getByLabel('JWS or JWE, compact').fill(token);
      await expect(page.getByText(words).first()).toBeVisible();
    });
  }
});

test.describe('a key made elsewhere', () => {
  test('is looked at, imported, and works', async ({ app }) => {
    const { page } = app;
    await firstJob(page);
    await goTo(page, 'Keys');
    await press(page, 'Import');
    await page.getByLabel('Paste a key').fill(pem(generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey, 'file passphrase'));
    await press(page, 'Look at it');
    await page.getByLabel('Its passphrase').fill('wrong');
    await press(page, 'Open');
    await expect(page.getByText('That passphrase does not open this file.')).toBeVisible();
    await page.getByLabel('Its passphrase').fill('file passphrase');
    await press(page, 'Open');
    await expect(page.getByText('EC P-384').first()).toBeVisible();
    await press(page, 'Import key');
    await press(page, 'Upload to Wise');
    await expect(page.getByText('Wise has the public half of key')).toBeVisible();
    await press(page, 'Try it');
    await expect(heading(page, 'Signed, sent and verified')).toBeVisible();
  });

  test('that Wise does not take is said at once, with why', async ({ app }) => {
    const { page } = app;
    await firstJob(page);
    await goTo(page, 'Keys');
    await press(page, 'Import');
    await page.getByLabel('Paste a key').fill(pem(generateKeyPairSync('ed25519').privateKey));
    await press(page, 'Look at it');
    await expect(page.getByText(/Ed25519/).first()).toBeVisible();
    await expect(page.getByRole('button', { name: 'Import key' })).toHaveCount(0);
  });
});
