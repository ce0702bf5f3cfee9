import { expect, test } from 'vitest';
import { BuiltInSandbox } from '../built-in-sandbox.ts';
import { createMemoryShell } from '../shell/memory.ts';
import { ClientCredentialsTokens } from '../tokens/client-credentials.ts';
import { UserTokens } from '../tokens/user-tokens.ts';
import { WiseClients } from '../wise/clients.ts';
import { RateLimitWaits } from '../wise/rate-limit.ts';
import { connectionEntry, memoryAudit, memoryVault } from '../wise/testing/ports.ts';
import { checkDelivery } from './check.ts';
import { Receiver } from './receiver.ts';
import { listSubscriptions, subscribe, testSubscription, unsubscribe } from './subscriptions.ts';
import { send } from './testing/senders.ts';

const scope = { domain: 'application' } as const;

test('the whole job: a receiver over mTLS, a subscription, a test notification that arrives, verified and from a trusted sender', async () => {
  const connection = connectionEntry({ name: 'Built-in sandbox', environment: 'built-in' });
  const [vault, audit, changed] = [memoryVault({ connections: [connection] }), memoryAudit(), () => undefined];
  const [sandbox, clients, tokens] = [new BuiltInSandbox(vault, changed), new WiseClients(new RateLimitWaits()), new ClientCredentialsTokens({ audit })];
  const receiver = new Receiver({ vault, audit, sandbox, changed });
  const userTokens = new UserTokens({ vault, audit });
  const deps = { vault, audit, sandbox, clients, tokens, userTokens, changed };
  const connectionId = connection.id;
  try {
    const { url } = await receiver.start(connectionId, true);
    const made = await subscribe(deps, { connectionId, scope, name: 'Mine', triggerOn: 'transfers#state-change', version: '4.0.0', url: url!, mtlsEnabled: true });
    expect(made).toMatchObject({ mtlsEnabled: true, url });
    expect(await listSubscriptions(deps, { connectionId, scope })).toEqual([made]);
    const { deliveryIds } = await testSubscription(deps, { connectionId, subscriptionId: made.id });
    await expect.poll(() => receiver.view().deliveries, { timeout: 10_000 }).toHaveLength(1);
    const [delivery] = receiver.view().deliveries;
    expect(delivery).toMatchObject({
      deliveryId: deliveryIds[0], isTest: true, eventType: 'transfers#state-change', senderCertificate: { isTrusted: true },
      verdict: { ok: true, signedBy: 'built-in', findings: [{ id: 'test-notification' }] },
    });

    // What a person would paste into the check.
    const headers = delivery!.headers.map(({ name, value }) => `${name}: ${value}`).join('\n');
    const check = { audit, sandbox, dialogs: createMemoryShell().dialogs };
    expect(await checkDelivery(check, { headers, body: { kind: 'text', text: delivery!.body }, environment: 'built-in' })).toMatchObject({ ok: true });
    expect(await checkDelivery(check, { headers, body: { kind: 'text', text: JSON.stringify(JSON.parse(delivery!.body), null, 2) }, environment: 'built-in' })).toMatchObject({ ok: false, findings: [{ id: 'body-reformatted' }, {}] });

    await expect(send(url!, delivery!.body)).rejects.toThrow();
    await unsubscribe(deps, { connectionId, scope, subscriptionId: made.id });
    expect(await listSubscriptions(deps, { connectionId, scope })).toEqual([]);
    await expect(unsubscribe(deps, { connectionId, scope, subscriptionId: made.id })).rejects.toMatchObject({ code: 'WISE_REFUSED', details: { status: 404 } });

    const profile = { domain: 'profile', profileId: sandbox.running()!.profileId } as const;
    const ofProfile = await subscribe(deps, { connectionId, scope: profile, name: 'Profile', triggerOn: 'balances#credit', version: '4.0.0', url: 'https://127.0.0.1:9/', mtlsEnabled: false });
    expect(await listSubscriptions(deps, { connectionId, scope: profile })).toEqual([ofProfile]);
    await unsubscribe(deps, { connectionId, scope: profile, subscriptionId: ofProfile.id });
  } finally {
    await receiver.stop();
    await clients.close();
    await sandbox.stop();
  }
});
