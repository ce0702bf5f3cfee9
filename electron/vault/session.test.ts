import { renameSync, symlinkSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { PortcullisError } from '../../shared/errors.ts';
import { AuditLog } from '../audit/audit-log.ts';
import type { AuditEntry } from '../ports.ts';
import { AutoLock } from './auto-lock.ts';
import { Session } from './session.ts';
import { expectCode, OTHER_PASSPHRASE, PASSPHRASE, testVault } from './testing/test-vault.ts';

/** A session on a real vault and log. `fullFor` names the kinds of lines for which there is no space. */
async function testSession() {
  const { vault, profile } = await testVault(undefined, { beforeSave: (body) => log.noteIn(body) });
  const log: AuditLog = new AuditLog({ path: profile.files.audit });
  onTestFinished(() => log.close());
  const state = { fullFor: new Set<string>(), beforeLock: async (): Promise<unknown> => undefined };
  const audit = async (entry: AuditEntry): Promise<void> => {
    if (state.fullFor.has(entry.kind)) throw new PortcullisError('STORAGE_FULL');
    return log.append(entry);
  };
  const session: Session = new Session({
    vault, log, audit, auditFailure: audit,
    autoLock: new AutoLock({ onLock: () => void session.lock('idle') }),
    beforeLock: () => state.beforeLock(),
    afterLock: () => undefined,
  });
  onTestFinished(() => session.lock('quit'));
  const lines = async () => (await log.list({ limit: 100 })).lines.map(({ kind, says }) => `${kind}: ${says}`).toReversed();
  const kinds = async () => (await log.list({ limit: 100 })).lines.map(({ kind }) => kind).toReversed();
  return { vault, profile, log, session, state, lines, kinds };
}

async function lockedSession() {
  const made = await testSession();
  await made.session.create(PASSPHRASE);
  await made.session.lock('by hand');
  return made;
}

test('a lock while the passphrase is still being judged leaves the vault locked', async () => {
  const { session, vault } = await lockedSession();
  const unlocking = expectCode(session.unlock(PASSPHRASE), 'VAULT_LOCKED');
  await Promise.resolve();
  await session.lock('suspend');
  await unlocking;
  expect(vault.isUnlocked).toBe(false);
});

test('locking never rejects, even where the vault file cannot be looked at', async () => {
  const { session, profile } = await lockedSession();
  renameSync(profile.files.vault, `${profile.files.vault}.moved`);
  symlinkSync(`${profile.files.vault}.moved`, profile.files.vault);
  await expect(session.lock('suspend')).resolves.toBeUndefined();
});

test('a change of the settings is recorded, each of them', async () => {
  const { session, lines } = await testSession();
  await session.create(PASSPHRASE);
  await session.setSettings({ ...session.settings(), autoLockMinutes: 25, keyLeadDays: 60 });
  expect((await lines()).at(-1)).toBe('settings.changed: locks after 25 idle minutes; lead times in days: keys 60, certificates 30, tokens 14; what ends is shown while locked; notifications on');
});

test('a lock is recorded even when what had gathered could not be saved', async () => {
  const { session, state, kinds } = await testSession();
  await session.create(PASSPHRASE);
  state.beforeLock = () => Promise.reject(new PortcullisError('STORAGE_FULL'));
  await session.lock('by hand');
  expect(await kinds()).toEqual(['vault.created', 'vault.locked']);
});

test('two unlocks at once are one opening', async () => {
  const { session, kinds } = await lockedSession();
  await Promise.all([session.unlock(PASSPHRASE), session.unlock(PASSPHRASE)]);
  expect(await kinds()).toEqual(['vault.created', 'vault.locked', 'vault.unlocked']);
});

test('a lock while the vault is being made, or opened by code, does not swallow the recovery code', async () => {
  const { session, vault } = await testSession();
  const creating = session.create(PASSPHRASE);
  await Promise.resolve();
  await session.lock('suspend');
  const code = await creating;
  expect(vault.isUnlocked).toBe(false);
  const recovering = session.recover(code, OTHER_PASSPHRASE);
  await Promise.resolve();
  await session.lock('suspend');
  const next = await recovering;
  expect(vault.isUnlocked).toBe(false);
  await session.recover(next, PASSPHRASE);
  expect(vault.isUnlocked).toBe(true);
});

test('what cannot be recorded but is done is told as done: codes are handed over, the vault is locked, the line follows', async () => {
  const { session, vault, state, lines } = await testSession();
  state.fullFor = new Set(['vault.created', 'vault.recovered', 'vault.recovery-code-renewed', 'vault.passphrase-changed']);
  const first = await session.create(PASSPHRASE);
  expect(vault.isUnlocked).toBe(false);
  const second = await session.recover(first, OTHER_PASSPHRASE);
  expect(vault.isUnlocked).toBe(false);
  state.fullFor = new Set(['vault.unlocked']);
  await expectCode(session.unlock(OTHER_PASSPHRASE), 'STORAGE_FULL');
  expect(vault.isUnlocked).toBe(false);
  state.fullFor = new Set(['vault.recovery-code-renewed', 'vault.passphrase-changed']);
  await session.unlock(OTHER_PASSPHRASE);
  const third = await session.renewRecoveryCode(OTHER_PASSPHRASE);
  expect(vault.isUnlocked).toBe(false);
  await expectCode(session.recover(second, PASSPHRASE), 'VAULT_WRONG_RECOVERY_CODE');
  state.fullFor = new Set();
  await session.recover(third, OTHER_PASSPHRASE);
  state.fullFor = new Set(['vault.passphrase-changed']);
  await session.changePassphrase(OTHER_PASSPHRASE, PASSPHRASE);
  expect(vault.isUnlocked).toBe(false);
  state.fullFor = new Set();
  await session.unlock(PASSPHRASE);
  const written = await lines();
  for (const kind of ['vault.created', 'vault.recovered', 'vault.recovery-code-renewed', 'vault.passphrase-changed']) {
    expect(written.filter((line) => line.startsWith(kind)).length).toBeGreaterThan(0);
  }
  expect(written.filter((line) => line === 'vault.locked: by hand')).toEqual([]);
});

test('from the moment of the lock nothing is signed by the vault’s key', async () => {
  const { session, vault, log } = await testSession();
  await session.create(PASSPHRASE);
  const locking = session.lock('by hand');
  await expect.poll(() => vault.isUnlocked, { interval: 0 }).toBe(false);
  await log.append({ kind: 'ipc.refused', outcome: 'refused', subject: 'unknown', says: '' });
  await locking;
  expect((await log.list({ limit: 1 })).lines[0]).toMatchObject({ kind: 'ipc.refused', signedBy: 'session' });
});
