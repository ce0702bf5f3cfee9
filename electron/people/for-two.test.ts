import { expect, test } from 'vitest';
import { PASSPHRASE, openTestApp } from '../testing/open-app.ts';
import { expectCode } from '../vault/testing/test-vault.ts';
import type { ApprovalEntry } from '../vault/body.ts';

const ANNS = 'glacier mustard piano';
const HOSTS = { apiUrl: 'https://wise.example.com', mtlsUrl: 'https://mtls.example.com', consentUrl: 'https://example.com/oauth/authorize/' };
const CREDENTIALS = { clientId: 'client-of-ours', clientSecret: 'secret-of-ours-77aa' };

async function underFourEyes() {
  const app = await openTestApp();
  const ann = await app.call('people.add', { name: 'Ann', passphrase: PASSPHRASE, newPassphrase: ANNS });
  const { id: connectionId } = await app.call('connections.create', { environment: 'wise-sandbox', name: 'Wise', ...CREDENTIALS });
  await app.call('people.setFourEyes', { connectionId, on: true });
  return { app, connectionId, second: { personId: ann.id, passphrase: ANNS } };
}

const lastLine = async ({ app }: Awaited<ReturnType<typeof underFourEyes>>) => (await app.call('audit.list', { limit: 1 })).lines[0];

test('under four eyes nobody leads a connection elsewhere, takes it away, or gets the owner’s code alone', async () => {
  const side = await underFourEyes();
  const { app, connectionId, second } = side;
  const elsewhere = { connectionId, hosts: HOSTS, passphrase: PASSPHRASE };
  const others = { connectionId, credentials: { clientId: CREDENTIALS.clientId, clientSecret: 'another-secret-88bb' } };
  await expectCode(app.call('connections.change', elsewhere), 'PERSON_SECOND');
  await expectCode(app.call('connections.change', { ...elsewhere, second: { ...second, passphrase: PASSPHRASE } }), 'VAULT_WRONG_PASSPHRASE');
  await expectCode(app.call('connections.change', others), 'PERSON_SECOND');
  await expectCode(app.call('connections.remove', { connectionId }), 'PERSON_SECOND');
  await expectCode(app.call('vault.renewRecoveryCode', { passphrase: PASSPHRASE }), 'PERSON_SECOND');
  expect(await app.call('connections.list', {})).toMatchObject([{ hasOwnHosts: false }]);
  await app.call('connections.change', { connectionId, name: 'Wise of Acme' });

  await app.call('connections.change', { ...elsewhere, second });
  expect(await lastLine(side)).toMatchObject({ kind: 'connection.changed', says: 'hosts set, by Owner, with Ann' });
  await app.call('connections.change', { ...others, second });
  expect((await app.call('vault.renewRecoveryCode', { passphrase: PASSPHRASE, second })).recoveryCode).not.toBe('');
  expect(await lastLine(side)).toMatchObject({ kind: 'vault.recovery-code-renewed', says: 'new vault key, Owner, with Ann' });
  await app.call('connections.remove', { connectionId, second });
  expect(await lastLine(side)).toMatchObject({ kind: 'connection.removed', says: 'wise-sandbox, by Owner, with Ann' });
});

test('while the end of an approval is not known its connection stays, and leads where it was sent', async () => {
  const { app, connectionId, second } = await underFourEyes();
  const { vault } = app.app.services;
  const entry: ApprovalEntry = {
    id: crypto.randomUUID(), key: 'transfer:7', kind: 'fund-transfer', connectionId, title: 'Nordwind GmbH', call: { method: 'POST', path: '/v3/profiles/1/transfers/7/payments' },
    shown: [], origin: 'wise', preparedAt: new Date().toISOString(), sentAt: new Date().toISOString(),
  };
  await vault.update((body) => ({ ...body, approvals: [entry] }));
  const reason = 'the approval of Nordwind GmbH';
  for (const change of [{ hosts: HOSTS, passphrase: PASSPHRASE }, { credentials: { ...CREDENTIALS, clientSecret: 'another-secret-88bb' } }]) {
    expect((await expectCode(app.call('connections.change', { connectionId, second, ...change }), 'CONNECTION_IN_USE')).details).toEqual({ reason });
  }
  await expectCode(app.call('connections.remove', { connectionId, second }), 'CONNECTION_IN_USE');
  const { sentAt: _, ...unsent } = entry;
  await vault.update((body) => ({ ...body, approvals: [unsent] }));
  await app.call('connections.remove', { connectionId, second });
  expect(vault.read().approvals).toEqual([]);
});
