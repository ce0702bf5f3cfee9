import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { beforeEach, expect, it } from 'vitest';
import { PortcullisError } from '../shared/errors.ts';
import { CALL_CHANNEL } from '../shared/ipc/api.ts';
import { PASSPHRASE, startTestApp, type TestApp } from './testing/open-app.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
let side: TestApp;

beforeEach(async () => {
  side = await startTestApp();
});

const call: TestApp['call'] = (method, input) => side.call(method, input);
const result: TestApp['result'] = (method, input) => side.result(method, input);

async function restart(): Promise<void> {
  await side.close();
  side = await startTestApp(side.folder);
}

/** A vault with the built-in sandbox and one uploaded key. */
async function firstJob() {
  await call('vault.create', { passphrase: PASSPHRASE });
  const connection = await call('connections.create', { environment: 'built-in', name: 'Built-in sandbox' });
  const key = await call('keys.create', { algorithm: 'ES512', label: 'payments', validDays: 365 });
  const upload = await call('keys.upload', { keyId: key.id, connectionId: connection.id });
  expect(upload.ok).toBe(true);
  return { connectionId: connection.id, signingKeyId: key.id, method: 'jws' } as const;
}

const countLines = async () => (await readFile(side.profile.files.audit, 'latin1')).split('\n').length;
const kinds = async () => (await call('audit.list', { limit: 100 })).lines.map((line) => line.kind).toReversed();

it('does the first job, and again after a lock and a restart', async () => {
  const ids = await firstJob();
  expect(await call('playground.run', { ...ids, message: 'one' })).toMatchObject({ ok: true });
  await call('vault.lock', {});
  expect(await result('keys.list', {})).toMatchObject({ ok: false, error: { code: 'VAULT_LOCKED' } });
  await call('vault.unlock', { passphrase: PASSPHRASE });
  expect(await call('keys.list', {})).toMatchObject([{ id: ids.signingKeyId, state: 'active', uses: 1, usedBy: [{ connectionId: ids.connectionId, uses: 1 }] }]);
  await restart();
  await call('vault.unlock', { passphrase: PASSPHRASE });
  expect(await call('playground.run', { ...ids, message: 'two' })).toMatchObject({ ok: true });
  expect(await call('audit.verify', {})).toMatchObject({ ok: true });
});

it('records the whole job, in order', async () => {
  const ids = await firstJob();
  await call('playground.run', { ...ids, message: 'one' });
  expect(await kinds()).toEqual([
    'vault.created', 'connection.created', 'key.made', 'token.fetched', 'key.uploaded', 'key.used', 'wise-key.fetched', 'playground.run',
  ]);
});

it('does the encrypted jobs, and records them in order', async () => {
  const { connectionId } = await firstJob();
  const { id: encryptionKeyId } = await call('keys.create', { algorithm: 'RSA-OAEP-256', label: 'answers' });
  expect(await result('playground.run', { connectionId, method: 'jwe', message: 'too early' })).toMatchObject({ error: { code: 'KEY_MISSING', details: { reason: 'encryption' } } });
  expect(await call('keys.upload', { keyId: encryptionKeyId, connectionId })).toMatchObject({ ok: true });
  const before = (await kinds()).length;
  for (const method of ['jwe', 'jwe-get', 'jwe-direct', 'jws+jwe'] as const) expect(await call('playground.run', { connectionId, method, message: method })).toMatchObject({ ok: true });
  expect((await kinds()).slice(before)).toEqual([
    'wise-key.fetched', 'key.used', 'playground.run',
    'key.used', 'playground.run',
    'playground.run',
    'key.used', 'key.used', 'wise-key.fetched', 'playground.run',
  ]);
  expect((await call('keys.list', {})).find(({ id }) => id === encryptionKeyId)).toMatchObject({ state: 'active', uses: 3 });
  expect(await call('wiseKeys.list', { connectionId })).toMatchObject([{ algorithm: 'ES512', isCurrent: true, isUnseen: false }, { algorithm: 'RSA-OAEP-256', scope: 'PAYLOAD_ENCRYPTION' }]);
  await call('connections.setKey', { connectionId, keyId: encryptionKeyId });
  expect(await call('connections.list', {})).toMatchObject([{ encryptionKeyId }]);
  expect(await call('audit.verify', {})).toMatchObject({ ok: true });
});

it('records failed unlocks and refused messages while locked, sealed by the next unlock', async () => {
  await call('vault.create', { passphrase: PASSPHRASE });
  await call('vault.lock', {});
  expect(await result('vault.unlock', { passphrase: 'wrong horse battery' })).toMatchObject({ ok: false, error: { code: 'VAULT_WRONG_PASSPHRASE' } });
  expect(await side.app.onInvoke(CALL_CHANNEL, ['vault.explode', {}], { trusted: true, url: '' })).toMatchObject({ error: { code: 'IPC_UNKNOWN_METHOD' } });
  await call('vault.unlock', { passphrase: PASSPHRASE });
  const { lines } = await call('audit.list', { limit: 100 });
  expect(lines.toReversed().map(({ kind, signedBy }) => `${kind} ${signedBy}`)).toEqual([
    'vault.created vault', 'vault.locked vault', 'vault.unlock-failed session', 'ipc.refused session', 'vault.unlocked vault',
  ]);
  expect(await call('audit.verify', {})).toMatchObject({ ok: true, lines: 5 });
});

it.each(['suspend', 'screen-lock'] as const)('locks on %s', async (event) => {
  await call('vault.create', { passphrase: PASSPHRASE });
  side.shell.fire(event);
  await expect.poll(async () => (await call('vault.status', {})).state).toBe('locked');
});

it('clears the clipboard on lock', async () => {
  const { recoveryCode } = await call('vault.create', { passphrase: PASSPHRASE });
  await call('app.copy', { text: recoveryCode, sensitive: true });
  expect(await side.shell.clipboard.read()).toBe(recoveryCode);
  await call('vault.lock', {});
  await expect.poll(() => side.shell.clipboard.read()).toBe('');
});

it('opens by the recovery code once, with a new passphrase and a new code', async () => {
  const { recoveryCode } = await call('vault.create', { passphrase: PASSPHRASE });
  await call('vault.lock', {});
  const next = await call('vault.recover', { recoveryCode, newPassphrase: 'a wholly new passphrase' });
  await call('vault.lock', {});
  expect(await result('vault.unlock', { passphrase: PASSPHRASE })).toMatchObject({ error: { code: 'VAULT_WRONG_PASSPHRASE' } });
  expect(await result('vault.recover', { recoveryCode, newPassphrase: PASSPHRASE })).toMatchObject({ error: { code: 'VAULT_WRONG_RECOVERY_CODE' } });
  await call('vault.unlock', { passphrase: 'a wholly new passphrase' });
  expect(next.recoveryCode).not.toBe(recoveryCode);
});

it('leaves nothing secret in any file, answer or event', async () => {
  const ids = await firstJob();
  await call('playground.run', { ...ids, message: 'a harmless message' });
  const { id: encryptionKeyId } = await call('keys.create', { algorithm: 'RSA-OAEP-256', label: 'answers' });
  await call('keys.upload', { keyId: encryptionKeyId, connectionId: ids.connectionId });
  await call('playground.run', { ...ids, method: 'jws+jwe', message: 'another harmless message' });
  await call('connections.check', { id: ids.connectionId });
  const { vault, tokens, clients, sandbox } = await side.app.work();
  const body = vault.read();
  const secrets = [
    PASSPHRASE,
    ...body.keys.map(({ privateJwk }) => String(privateJwk['d'])),
    String(body.audit.privateJwk['d']),
    String(body.sandbox!['clientSecret']),
    String(body.sandbox!['personalToken']),
    String(body.sandbox!['ownUserToken']),
    (await tokens.get(clients.link({ ...sandbox.running()!, id: ids.connectionId, name: 'Built-in sandbox', environment: 'built-in' }))).token.value.reveal(),
  ];
  for (const secret of secrets) expect(secret.length).toBeGreaterThan(10);
  const files = await Promise.all((await readdir(side.folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => readFile(join(entry.parentPath, entry.name), 'latin1')));
  const written = [...files, ...side.answers].join('\n');
  for (const secret of secrets) {
    expect(written.includes(secret)).toBe(false);
    expect(written.includes(Buffer.from(secret).toString('base64url'))).toBe(false);
  }
});

it('a call that comes while it is being locked is refused, so that nothing begins that would outlive the lock', async () => {
  const { connectionId } = await firstJob();
  const { sandbox } = await side.app.work();
  const stopSandbox = sandbox.stop.bind(sandbox);
  const during: unknown[] = [];
  sandbox.stop = async () => {
    await stopSandbox();
    during.push(await result('connections.check', { id: connectionId }), (await result('vault.status', {})).ok);
  };
  await call('vault.lock', {});
  expect(during).toMatchObject([{ ok: false, error: { code: 'VAULT_LOCKED' } }, true]);
  expect(sandbox.running()).toBeUndefined();
});

it('after a lock nothing refers to what the vault held', async () => {
  const ids = await firstJob();
  await call('playground.run', { ...ids, message: 'one' });
  const held = await weakly(async () => {
    const { vault, privateKeys, tokens, clients, sandbox } = await side.app.work();
    const body = vault.read();
    const link = clients.link({ ...sandbox.running()!, id: ids.connectionId, name: 'Built-in sandbox', environment: 'built-in' });
    const { token, from } = await tokens.get(link);
    expect(from).toBe('memory');
    return [body, body.audit.privateJwk, body.sandbox!, ...body.keys.map((key) => key.privateJwk), await privateKeys.get(body.keys[0]!), token.value, link.target];
  });
  await call('vault.lock', {});
  await expect.poll(() => {
    collectGarbage();
    return held.map((ref) => ref.deref() !== undefined);
  }).toEqual(held.map(() => false));
});

async function weakly(objects: () => Promise<object[]>): Promise<WeakRef<object>[]> {
  return (await objects()).map((object) => new WeakRef(object));
}

it('writes nothing into the log of a profile that another process took over', async () => {
  await call('vault.create', { passphrase: PASSPHRASE });
  const before = await readFile(side.profile.files.audit, 'latin1');
  side.profile.assertOurs = () => { throw new PortcullisError('VAULT_IN_USE'); };
  await side.app.services.session.lock('another process took the profile over');
  expect(await result('vault.unlock', { passphrase: PASSPHRASE })).toMatchObject({ error: { code: 'VAULT_IN_USE' } });
  await side.app.onInvoke(CALL_CHANNEL, ['vault.explode', {}], { trusted: true, url: '' });
  expect(await readFile(side.profile.files.audit, 'latin1')).toBe(before);
});

it('what is done but not recorded does not claim that nothing was changed', async () => {
  await call('vault.create', { passphrase: PASSPHRASE });
  side.app.services.log.append = () => Promise.reject(new PortcullisError('STORAGE_FULL', { reason: 'ENOSPC' }));
  const refused = await result('keys.create', { algorithm: 'ES512', label: 'payments', validDays: 365 });
  expect(refused).toMatchObject({ ok: false, error: { code: 'AUDIT_UNWRITABLE', details: { reason: 'ENOSPC' } } });
  expect(JSON.stringify(refused)).not.toContain('Nothing was changed');
  expect(await call('keys.list', {})).toHaveLength(1);
});

it('a page that tries passphrases without end does not fill the log', async () => {
  await call('vault.create', { passphrase: PASSPHRASE });
  await call('vault.lock', {});
  const before = await countLines();
  for (let i = 0; i < 100; i++) await result('vault.unlock', { passphrase: 'wrong horse battery' });
  for (let i = 0; i < 100; i++) await result('vault.recover', { recoveryCode: 'nonsense', newPassphrase: PASSPHRASE });
  expect(await countLines() - before).toBeLessThan(50);
});

it('what ends is seen while locked, told once, put in a calendar, and wiped when that is switched off', async () => {
  const { signingKeyId } = await firstJob();
  await call('expiry.setLead', { id: signingKeyId, leadDays: 365 });
  expect(await call('expiry.list', {})).toMatchObject([{ kind: 'token', isCovered: true }, { id: signingKeyId, kind: 'signing-key', title: 'payments', state: 'due', leadDays: 365, hasOwnLead: true, isCovered: false }]);
  expect(await call('keys.list', {})).toMatchObject([{ state: 'expiring' }]);
  await expect.poll(() => side.shell.notifications, { timeout: 5000 }).toMatchObject([{ title: expect.stringMatching(/^payments ends in 36\d days$/) }]);
  expect((await call('expiry.saveCalendar', {})).events).toBe(1);
  await call('vault.lock', {});
  expect(await call('expiry.locked', {})).toMatchObject([{ title: 'payments', state: 'due' }]);
  expect(await result('expiry.list', {})).toMatchObject({ error: { code: 'VAULT_LOCKED' } });
  await restart();
  expect(await call('expiry.locked', {})).toMatchObject([{ title: 'payments' }]);
  // As the window does when it shows its first screen.
  await call('app.ready', {});
  await call('vault.unlock', { passphrase: PASSPHRASE });
  await call('vault.setSettings', { ...(await call('vault.settings', {})), showExpiryWhileLocked: false });
  await expect.poll(() => readFile(side.profile.files.preferences, 'utf8')).not.toContain('payments');
  expect(await call('expiry.locked', {})).toEqual([]);
  expect(side.shell.notifications).toEqual([]);
  expect(await kinds()).toEqual(expect.arrayContaining(['expiry.lead-changed', 'expiry.notified', 'expiry.calendar-saved']));
  expect(await call('audit.verify', {})).toMatchObject({ ok: true });
});
