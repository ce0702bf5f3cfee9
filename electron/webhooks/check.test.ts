import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { expect, test } from 'vitest';
import type { SandboxTarget } from '../connections/sandbox-port.ts';
import { createMemoryShell } from '../shell/memory.ts';
import { Secret } from '../wise/secret.ts';
import { memoryAudit } from '../wise/testing/ports.ts';
import { checkDelivery } from './check.ts';
import { DELIVERY, EVENT } from './testing/signed.ts';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const signature = sign('sha256', Buffer.from(EVENT), privateKey).toString('base64');
const headers = `X-Signature-SHA256: ${signature}\nX-Delivery-Id: ${DELIVERY}`;

function side() {
  const target: SandboxTarget = {
    apiUrl: '', mtlsUrl: '', ca: '', clientId: '', clientSecret: new Secret(''), clientKey: '', profileId: 1, ownUserToken: new Secret(''), personalToken: new Secret(''), consentUrl: '', redirectUri: '',
    webhookKey: createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString(),
  };
  const sandbox = {
    started: 0,
    target: async () => {
      sandbox.started += 1;
      return target;
    },
    running: () => (sandbox.started > 0 ? target : undefined),
  };
  const shell = createMemoryShell();
  const audit = memoryAudit();
  return { shell, sandbox, audit, deps: { audit, sandbox, dialogs: shell.dialogs } };
}

test('the built-in sandbox’s key is asked of it, and it is started for nothing else', async () => {
  const { deps, sandbox, audit } = side();
  const body = { kind: 'text', text: EVENT } as const;
  expect(await checkDelivery(deps, { headers, body, environment: 'production' })).toMatchObject({ ok: false, findings: [{ id: 'body-changed' }] });
  expect(sandbox.started).toBe(0);
  expect(await checkDelivery(deps, { headers, body, environment: 'built-in' })).toMatchObject({ ok: true, signedBy: 'built-in' });
  expect(await checkDelivery(deps, { headers, body, environment: 'wise-sandbox' })).toMatchObject({ ok: false, findings: [{ id: 'other-environment' }] });
  expect(sandbox.started).toBe(1);
  expect(audit.kinds()).toEqual(['webhook.checked refused', 'webhook.checked ok', 'webhook.checked refused']);
  expect(audit.lines[1]).toMatchObject({ subject: `webhook delivery ${DELIVERY}`, says: 'The signature verifies: the built-in sandbox sent exactly these bytes.' });
});

test('base64 and files are taken as they are', async () => {
  const { deps, shell } = side();
  const bytes = Buffer.from(EVENT);
  expect(await checkDelivery(deps, { headers, body: { kind: 'base64', base64: bytes.toString('base64') }, environment: 'built-in' })).toMatchObject({ ok: true });
  await expect(checkDelivery(deps, { headers, body: { kind: 'pick' }, environment: 'built-in' })).rejects.toMatchObject({ code: 'CANCELLED' });
  shell.nextFile = { name: 'body.json', read: async () => bytes };
  expect(await checkDelivery(deps, { headers, body: { kind: 'pick' }, environment: 'built-in' })).toMatchObject({ ok: true });
  shell.nextFile = { name: 'body.json', read: async (most) => Buffer.alloc(most) };
  await expect(checkDelivery(deps, { headers, body: { kind: 'pick' }, environment: 'built-in' })).rejects.toMatchObject({ code: 'JOSE_TOO_LARGE' });
});
