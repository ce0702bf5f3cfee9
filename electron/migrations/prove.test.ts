import { expect, onTestFinished, test } from 'vitest';
import { UserTokens } from '../tokens/user-tokens.ts';
import type { MigrationEntry, TokenEntry } from '../vault/body.ts';
import { StepNotes } from '../wise/run-recorder.ts';
import { startLinked } from '../wise/testing/linked.ts';
import { connectionEntry } from '../wise/testing/ports.ts';
import { json } from '../wise/testing/wise-double.ts';
import { callByPersonalToken } from './prove.ts';

const AT = '2026-11-23T12:00:00.000Z';

test('the personal token goes over its own connection, whichever the leg is', async () => {
  const { wise, vault, audit, clients, tokens, link, close } = await startLinked();
  onTestFinished(close);
  wise.routes['GET /v2/profiles'] = () => json([{ id: 7, type: 'BUSINESS', fullName: 'Acme' }]);
  const hosts = { apiUrl: wise.url, mtlsUrl: wise.url, consentUrl: `${wise.url}/authorize` };
  const leg = connectionEntry({ name: 'OAuth', clientId: 'other', clientSecret: 'secret-of-other', hosts: { ...hosts, apiUrl: 'https://nowhere.invalid' } });
  const token: TokenEntry = { id: crypto.randomUUID(), connectionId: link.target.id, kind: 'personal', label: 'Old', origin: 'pasted', madeAt: AT, access: { value: 'personal-token', issuedAt: AT }, profiles: [], history: [] };
  await vault.update((body) => ({ ...body, connections: [...body.connections.map((one) => ({ ...one, hosts, wiseCa: [wise.ca.pem] })), leg], tokens: [token] }));
  const entry: MigrationEntry = { id: crypto.randomUUID(), tokenId: token.id, tokenLabel: 'Old', startedAt: AT, realId: leg.id, done: [] };
  const deps = { vault, audit, clients, tokens, userTokens: new UserTokens({ vault, audit }), sandbox: { target: () => Promise.reject(new Error('not needed')) } };
  expect(await callByPersonalToken(deps, entry, 'prove', new StepNotes(''), {})).toContain('sees 1 profile');
});
