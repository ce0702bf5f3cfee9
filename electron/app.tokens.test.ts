import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test, vi } from 'vitest';
import { resolveConnection } from './connections/resolve.ts';
import { redirectOf, startWithDouble } from './consents/testing/consent-app.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
const REDIRECT_URI = 'portcullis://oauth/callback';
const CODE = 'good';

test('after a lock nothing refers to a token, a code or what Wise granted for it, and no answer or file ever showed them', async () => {
  const { app, call, folder, answers, connectionId } = await startWithDouble(REDIRECT_URI);
  const held: WeakRef<object>[] = [];
  const secrets = ['personal-token-0123456789'];
  const { consentInbox, vault, clients, sandbox, tokens } = await app.work();
  const hold = (...objects: (object | undefined)[]) => held.push(...objects.flatMap((object) => (object ? [new WeakRef(object)] : [])));
  const { takeLink } = consentInbox;
  const taking = vi.spyOn(consentInbox, 'takeLink').mockImplementation((link) => {
    hold(link, link.answer, 'code' in link.answer ? link.answer.code : undefined);
    takeLink.call(consentInbox, link);
  });
  const keeping = vi.spyOn(consentInbox.kept, 'keepGranted');
  await call('tokens.add', { connectionId, label: 'Old', value: secrets[0]! });
  const { url } = await call('consents.start', { connectionId, label: 'Acme' });
  await app.openLink(redirectOf(url, { code: CODE }));
  await vi.waitFor(async () => expect(await call('tokens.list', {})).toHaveLength(2), { timeout: 5000 });
  await vi.waitFor(async () => expect(await call('consents.list', {})).toEqual([]));
  await (async () => {
    for (const { id } of vault.read().tokens) await call('tokens.test', { tokenId: id });
    await call('connections.check', { id: connectionId });
    for (const entry of vault.read().tokens) {
      hold(entry, entry.access, entry.refresh);
      secrets.push(...[entry.access?.value, entry.refresh?.value].flatMap((one) => one ?? []));
    }
    const target = await resolveConnection({ vault, sandbox }, connectionId);
    hold(target, target.clientSecret, clients.link(target).client, tokens.of(connectionId), tokens.of(connectionId)?.value);
    secrets.push(target.clientSecret.reveal(), tokens.of(connectionId)!.value.reveal());
    for (const [, granted] of keeping.mock.calls) hold(granted, granted?.value, granted?.refresh?.value);
  })();
  expect(held.length).toBeGreaterThan(15);
  await call('vault.lock', {});
  for (const spy of [taking, keeping]) spy.mockRestore();
  await expect.poll(() => {
    collectGarbage();
    return held.map((ref) => ref.deref() !== undefined);
  }).toEqual(held.map(() => false));
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
  for (const secret of secrets) expect([...files, ...answers].filter((text) => text.includes(secret) || text.includes(Buffer.from(secret).toString('base64')))).toEqual([]);
});
