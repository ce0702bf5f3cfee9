import { expect } from '@playwright/test';
import { createPrivateKey, type JsonWebKey } from 'node:crypto';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { linkTo } from '../electron/link-to.ts';
import { beginApproval, expectResult, openInbox, openItem, setFirstPin } from './approval-jobs.ts';
import { firstCertificate, receiveTest } from './certificate-jobs.ts';
import { inProcess, test, type AppUnderTest } from './fixtures.ts';
import { press } from './jose-jobs.ts';
import { addSandboxToken, firstConsent, makeUser, testToken } from './token-jobs.ts';
import { createVault, goTo, lock, makeKey, PASSPHRASE, pickBuiltInSandbox, putCodeAway, tryKey, unlock, uploadKey } from './jobs.ts';

test.skip(!inProcess, 'It listens between main and window, which in Electron is another process.');
test.use({ needsCallbackPort: true });

/** A secret as it could turn up: as it is, in JSON, in base64 and base64url at every offset, in hex. */
function disguises(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const encoded = [0, 1, 2].map((offset) => Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64').slice(offset ? 4 : 0, -4));
  return [secret, JSON.stringify(secret).slice(1, -1), ...encoded, ...encoded.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')), bytes.toString('hex')];
}

function expectNowhere(secrets: Record<string, string>, places: [name: string, text: string][]): void {
  for (const [what, secret] of Object.entries(secrets)) {
    expect(secret.length, what).toBeGreaterThan(10);
    for (const [place, text] of places) {
      for (const disguise of disguises(secret)) expect(text.includes(disguise), `${what} in ${place}`).toBe(false);
    }
  }
}

const FINGERPRINT = 'fingerprint of the tests, 4f1c9a';

/** A transfer is funded with a PIN and a fingerprint that was enrolled by hand; answers the one-time token that Wise gave, as it came over the wire. */
async function approveWithFingerprint(app: AppUnderTest): Promise<string> {
  const { page } = app;
  let oneTimeToken = '';
  const listen = (message: unknown) => {
    const { request } = message as { request: { headers: string[] } };
    const at = request.headers.findIndex((name) => String(name).toLowerCase() === 'one-time-token');
    if (at >= 0) oneTimeToken = String(request.headers[at + 1]);
  };
  subscribe('undici:request:create', listen);
  await openInbox(page);
  await page.getByRole('tab', { name: 'Factors' }).click();
  await press(page, 'Add a device');
  await page.getByRole('radio', { name: 'Another one, by its fingerprint' }).check();
  await page.getByLabel('Fingerprint', { exact: true }).fill(FINGERPRINT);
  await page.getByLabel('Label').fill('Ledger server');
  await press(page, 'Enrol the fingerprint');
  await expect(page.getByRole('region', { name: 'Devices', exact: true })).toContainText('Ledger server');
  await page.getByRole('tab', { name: 'Inbox' }).click();
  await openItem(page, /Nordwind GmbH/);
  await beginApproval(page);
  await setFirstPin(page);
  await press(page, 'this device');
  await page.getByLabel('Another fingerprint').fill(FINGERPRINT);
  await press(page, 'Use it');
  await page.getByRole('button', { name: /^Send / }).click();
  await expectResult(page, '12,400.00 EUR to Nordwind GmbH.');
  unsubscribe('undici:request:create', listen);
  return oneTimeToken;
}

test('no secret is in any file, any message to the window, the page, or the logs', async ({ app }) => {
  const printed: string[] = [];
  const original = { out: process.stdout.write, err: process.stderr.write };
  const listen = (stream: NodeJS.WriteStream) => {
    const write = stream.write.bind(stream);
    stream.write = ((chunk: string | Uint8Array, ...rest: never[]) => { printed.push(String(chunk)); return write(chunk, ...rest); }) as typeof stream.write;
  };
  listen(process.stdout);
  listen(process.stderr);
  const { page, running, sent } = app;
  page.on('console', (message) => printed.push(message.text()));

  test.setTimeout(180_000);
  const code = await createVault(page);
  await putCodeAway(page);
  await pickBuiltInSandbox(page);
  await makeKey(page);
  await uploadKey(page);
  await tryKey(page);
  await firstCertificate(page);
  await receiveTest(page);
  await firstConsent(app);
  await addSandboxToken(page, 'Script');
  await testToken(page);
  await makeUser(page);
  const oneTimeToken = await approveWithFingerprint(app);
  for (const screen of ['Overview', 'Keys', 'Certificates', 'Tokens', 'Connections', 'Audit log', 'Settings'] as const) await goTo(page, screen);
  const services = await running.app.work();
  const { vault, tokens } = services;
  const body = vault.read();
  const { token, from } = await tokens.get(await linkTo(services, body.connections[0]!.id));
  expect(from).toBe('memory');
  const certificateKey = createPrivateKey({ key: body.certificates[0]!.privateJwk as JsonWebKey, format: 'jwk' }).export({ format: 'pem', type: 'pkcs8' }).toString();
  const html = await page.content();
  await lock(page);
  await unlock(page, 'wrong horse battery staple');
  await expect(page.getByText('That passphrase does not open this vault.')).toBeVisible();
  await unlock(page);
  await expect(page.getByRole('navigation')).toBeVisible();

  const readAll = async () => {
    const entries = await readdir(app.profileDir, { recursive: true, withFileTypes: true });
    return Promise.all(entries.filter((entry) => entry.isFile()).map(async (entry): Promise<[string, string]> => [entry.name, await readFile(join(entry.parentPath, entry.name), 'latin1')]));
  };
  const whileRunning = await readAll();
  await app.quit();
  Object.assign(process.stdout, { write: original.out });
  Object.assign(process.stderr, { write: original.err });

  const secrets = {
    'the passphrase': PASSPHRASE,
    'a wrong passphrase': 'wrong horse battery staple',
    'the signing key': String(body.keys[0]!.privateJwk['d']),
    'the key of the certificate': String(body.certificates[0]!.privateJwk['d']),
    'the same in PEM': certificateKey.split('\n')[1]!,
    'the audit key': String(body.audit.privateJwk['d']),
    'the client secret': String(body.sandbox!['clientSecret']),
    'the personal token': String(body.sandbox!['personalToken']),
    'the sandbox’s own user token': String(body.sandbox!['ownUserToken']),
    'the application token': token.value.reveal(),
    ...Object.fromEntries(body.tokens.flatMap(({ kind, label, access, refresh }) => [[`the access token of ${kind} ${label}`, access!.value], ...(refresh ? [[`its refresh token, of ${kind} ${label}`, refresh.value]] : [])])),
    'a device fingerprint': FINGERPRINT,
    'a one-time token': oneTimeToken,
    'the registration code': body.users[0]!.registrationCode,
  };
  const files = [...whileRunning, ...(await readAll())];
  expect(files.map(([name]) => name)).toEqual(expect.arrayContaining(['vault.json', 'vault.json.bak', 'audit.log', 'preferences.json']));
  expect(sent.length).toBeGreaterThan(30);
  expectNowhere(secrets, [...files, ['the messages to the window', sent.join('\n')], ['the page', html], ['the logs', printed.join('')]]);
  // The recovery code is shown once, so it is in exactly one message, and nowhere else.
  expectNowhere({ 'the recovery code': code }, [...files, ['the page', html], ['the logs', printed.join('')]]);
  expect(sent.filter((message) => message.includes(code))).toHaveLength(1);
});
