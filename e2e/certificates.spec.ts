import { expect, type Page } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { firstCertificate, issueInSandbox, proveCertificate, requestCertificate, useCertificate } from './certificate-jobs.ts';
import { inProcess, test, type AppUnderTest } from './fixtures.ts';
import { firstJob, goTo, PASSPHRASE, tryKey, unlock } from './jobs.ts';
import { press } from './jose-jobs.ts';
import { setFaults } from './sandbox-faults.ts';

const EXPORT_PASSPHRASE = 'cobalt lantern mosaic thrift';
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name });

/** What the sandbox has heard: path and over which listener, token calls included. */
async function heard(app: AppUnderTest): Promise<string[]> {
  const { sandbox } = await app.running.app.work();
  const { apiUrl, ca } = sandbox.running()!;
  const text = await get(`${apiUrl}/__sandbox/log`, ca);
  return (JSON.parse(text) as { path: string; listener: string }[]).map(({ path, listener }) => `${listener} ${path}`);
}

async function get(url: string, ca: string): Promise<string> {
  const { Agent } = await import('undici');
  const agent = new Agent({ connect: { ca } });
  try {
    const { origin, pathname } = new URL(url);
    return await (await agent.request({ origin, path: pathname, method: 'GET' })).body.text();
  } finally {
    await agent.close();
  }
}

/** A self-signed certificate and its key, by openssl, PEM. */
async function strangersPair(): Promise<string> {
  const [key, certificate] = [test.info().outputPath('key.pem'), test.info().outputPath('certificate.pem')];
  const options = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '30', '-subj', '/O=Other/CN=other'];
  execFileSync('openssl', ['req', '-x509', ...options, '-keyout', key, '-out', certificate], { stdio: 'ignore' });
  return (await readFile(key, 'utf8')) + (await readFile(certificate, 'utf8'));
}

async function openCertificate(page: Page): Promise<void> {
  await goTo(page, 'Certificates');
  await page.getByRole('row', { name: /in use|active|ends/ }).first().click();
}

test.describe('a client certificate', () => {
  test.skip(!inProcess, 'Looks into the app and its sandbox.');

  test('goes from nothing to a green mTLS call, and every call after it carries it, the token call too', async ({ app }) => {
    const { page } = app;
    await firstJob(page);
    const before = await heard(app);
    expect(before.every((line) => line.startsWith('api '))).toBe(true);
    await firstCertificate(page);
    await goTo(page, 'Keys');
    await page.getByRole('row', { name: /Signing.*active/ }).first().click();
    await tryKey(page);
    const after = (await heard(app)).slice(before.length);
    expect(after).toContain('mtls /oauth/token');
    expect(after).toContain('mtls /v1/authenticated/playground');
    expect(after).toContain('mtls /v1/auth/jose/playground/jws');
    expect(after.filter((line) => line.startsWith('api '))).toEqual([]);
    const { connections, certificates } = app.running.app.services.vault.read();
    expect(connections[0]!.certificateId).toBe(certificates[0]!.id);
  });

  test('says what was sent: TLS version, cipher, the server’s chain and the days left', async ({ app }) => {
    const { page } = app;
    await firstJob(page);
    await firstCertificate(page);
    await openCertificate(page);
    const panel = page.getByRole('region', { name: 'Newest connection to Wise' });
    await expect(panel).toContainText('TLS 1.3');
    await expect(panel).toContainText(/TLS_AES_\d+_GCM_SHA\d+/);
    await expect(panel).toContainText(/sent/);
    await expect(panel).toContainText('Portcullis built-in sandbox CA');
    await expect(page.getByRole('complementary')).toContainText('365 days left');
  });

  test('is rotated with an overlap over a restart, and the old one retired', async ({ app }) => {
    const { page } = app;
    await firstJob(page);
    await firstCertificate(page);
    const [old] = app.running.app.services.vault.read().certificates;
    await openCertificate(page);
    await press(page, 'More');
    await page.getByRole('menuitem', { name: /^Rotate/ }).click();
    await press(page, 'Make key and CSR');
    await issueInSandbox(page);
    await app.restart();
    await unlock(app.page);
    await goTo(app.page, 'Certificates');
    await app.page.getByRole('row', { name: /issued|not proved/ }).first().click();
    await press(app.page, /^Go on|^Prove/);
    await proveCertificate(app.page);
    await press(app.page, /^Switch to/);
    await expect(heading(app.page, /Retire “/)).toBeVisible();
    await press(app.page, /^Retire “/);
    await expect(heading(app.page, /calls Wise over mTLS$/)).toBeVisible();
    const { connections, certificates } = app.running.app.services.vault.read();
    expect(certificates.find(({ id }) => id === old!.id)).toMatchObject({ replacedBy: connections[0]!.certificateId });
    expect(certificates.find(({ id }) => id === old!.id)!.retiredAt).toBeDefined();
    expect(connections[0]!.certificateId).not.toBe(old!.id);
  });

  test('that comes back for another CSR is refused by name, and nothing is changed', async ({ app }) => {
    const { page } = app;
    await firstJob(page);
    await requestCertificate(page);
    await page.getByText('By hand, as it is done at Wise').click();
    await page.getByLabel('The certificate that came back').fill(await strangersPair());
    await press(page, 'Look at it');
    await expect(page.getByText('This certificate belongs to another private key.')).toBeVisible();
    expect(app.running.app.services.vault.read().certificates[0]!.certificate).toBeUndefined();
  });

  test('that the server refuses is explained by cause, step by step', async ({ app }) => {
    const { page } = app;
    app.hasFaults = true;
    await firstJob(page);
    await requestCertificate(page);
    await issueInSandbox(page);
    await setFaults(app, { tlsAlert: { count: 1, alert: 48 } });
    await press(page, 'Prove it by a live call');
    await expect(page.getByText(/does not know the authority behind the client certificate/).first()).toBeVisible();
    await press(page, 'Try again');
    await expect(heading(page, /^Use .* for/)).toBeVisible();
    await useCertificate(page);
  });

  test('leaves as PKCS#12 only after the passphrase, and openssl opens it', async ({ app }) => {
    const { page } = app;
    await firstJob(page);
    await firstCertificate(page);
    await openCertificate(page);
    await press(page, 'More');
    await page.getByRole('menuitem', { name: /^Export/ }).click();
    await page.getByLabel('Vault passphrase').fill(PASSPHRASE);
    await page.getByLabel('Export passphrase', { exact: true }).fill(EXPORT_PASSPHRASE);
    await page.getByLabel('Export passphrase, once more').fill(EXPORT_PASSPHRASE);
    await press(page, /^Export/);
    const path = page.getByText(/exports.*\.p12$/).last();
    await expect(path).toBeVisible();
    const file = (await path.innerText()).trim();
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const pem = execFileSync('openssl', ['pkcs12', '-in', file, '-passin', `pass:${EXPORT_PASSPHRASE}`, '-nokeys', '-clcerts']).toString();
    const [entry] = app.running.app.services.vault.read().certificates;
    expect(new X509Certificate(pem).fingerprint256).toBe(new X509Certificate(entry!.certificate!).fingerprint256);
    expect((await readFile(file)).includes(EXPORT_PASSPHRASE)).toBe(false);
  });

  test('pair made with openssl is imported, checked before anything is sent', async ({ app }) => {
    const { page } = app;
    await firstJob(page);
    await goTo(page, 'Certificates');
    await press(page, 'Import');
    await page.getByLabel('Paste certificate and key').fill(await strangersPair());
    await press(page, 'Look at it');
    await expect(page.getByText(/another authority|not signed by/i).first()).toBeVisible();
    expect(app.running.app.services.vault.read().certificates).toEqual([]);
  });
});
