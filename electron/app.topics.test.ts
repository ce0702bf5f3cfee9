import { expect, test, vi } from 'vitest';
import type { Topic } from '../shared/ipc/contract.ts';
import { openTestApp } from './testing/open-app.ts';

/** An app with the built-in sandbox, and what its window is told from here on. */
async function listened() {
  const side = await openTestApp();
  const { id: connectionId } = await side.call('connections.create', { environment: 'built-in', name: 'Built-in sandbox' });
  await side.call('connections.check', { id: connectionId });
  const told = new Set<Topic>();
  const window = await side.shell.openWindow({ title: '', width: 1, height: 1, background: '', assets: { get: () => undefined }, preload: '', onInvoke: side.app.onInvoke });
  side.app.attach({ ...window, send: (_channel, topics) => (topics as Topic[]).forEach((topic) => told.add(topic)) });
  /** The topics that `work` changed; `last` is the one to wait for. */
  const toldBy = async (work: () => Promise<unknown>, last: Topic): Promise<Topic[]> => {
    await settled();
    told.clear();
    await work();
    await vi.waitFor(() => expect(told).toContain(last));
    await settled();
    return [...told].toSorted();
  };
  /** Nothing is gathered any more. */
  const settled = async () => {
    await side.app.services.vault.update((body) => body);
    await new Promise((resolve) => setTimeout(resolve, 60));
  };
  return { ...side, connectionId, toldBy };
}

test('a change of one part of the vault has only those lists asked again that show it', async () => {
  const { app, call, connectionId, toldBy } = await listened();
  const { vault } = app.services;
  expect(await toldBy(() => call('keys.create', { algorithm: 'ES256', label: 'k' }), 'keys')).toEqual(['audit', 'keys', 'rotations']);
  await call('tokens.add', { connectionId, label: 'First', value: 'personal-token-0123456789' });
  const second = await toldBy(() => call('tokens.add', { connectionId, label: 'Second', value: 'personal-token-9876543210' }), 'tokens');
  expect(second).toEqual(expect.arrayContaining(['audit', 'connections', 'consents', 'migrations', 'tokens', 'users']));
  for (const other of ['keys', 'rotations', 'certificates', 'settings', 'vault', 'webhooks']) expect(second).not.toContain(other);
  const renamed = await toldBy(() => call('connections.change', { connectionId, name: 'Sandbox' }), 'connections');
  expect(renamed).toEqual(expect.arrayContaining(['audit', 'certificates', 'connections', 'consents', 'keys', 'migrations', 'rotations', 'tokens', 'users']));
  expect(renamed).not.toContain('settings');
  const settings = await call('vault.settings', {});
  expect(await toldBy(() => call('vault.setSettings', { ...settings, autoLockMinutes: 5 }), 'settings')).toEqual(['audit', 'settings']);
  expect(await toldBy(async () => {
    await vault.update((body) => ({ ...body, sandbox: { ...body.sandbox } }));
    app.services.changed('waits');
  }, 'waits')).toEqual(['waits']);
});

test('an application token is no part of the vault: that it is there, or there no more, is told by itself', async () => {
  const { call, connectionId, toldBy } = await listened();
  const [application] = await call('tokens.list', {});
  expect(application).toMatchObject({ kind: 'application' });
  expect(await toldBy(() => call('tokens.forget', { tokenId: application!.id }), 'tokens')).toEqual(['audit', 'tokens']);
  expect(await toldBy(() => call('connections.check', { id: connectionId }), 'tokens')).toContain('tokens');
});
