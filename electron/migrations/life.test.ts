import { expect, onTestFinished, test } from 'vitest';
import { MIGRATION_STEPS, type MigrationStep } from '../../shared/model/migrations.ts';
import { decideOn, submit } from '../consents/testing/person.ts';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import { openTestApp, type TestApp } from '../testing/open-app.ts';

/** The built-in sandbox is the rehearsal, another sandbox is what is migrated. */
async function openApp() {
  const real = await startSandbox();
  onTestFinished(() => real.close());
  const { app, call } = await openTestApp();
  const { id: rehearsalId } = await call('connections.create', { environment: 'built-in', name: 'Rehearsal' });
  const realId = await connect(call, real);
  const token = await call('tokens.add', { connectionId: realId, label: 'Old script', value: real.info.personalToken });
  return { app, call, real, rehearsalId, realId, token };
}

type Side = Awaited<ReturnType<typeof openApp>>;
type CallMethod = TestApp['call'];

async function connect(call: CallMethod, { info, caPem }: Sandbox): Promise<string> {
  const { apiUrl, mtlsUrl, authorizeUrl: consentUrl, clientId, clientSecret, redirectUri } = info;
  const { id } = await call('connections.create', { environment: 'custom', name: 'Company', clientId, clientSecret, hosts: { apiUrl, mtlsUrl, consentUrl }, redirectUri });
  await call('wiseCa.import', { connectionId: id, from: { kind: 'text', text: caPem } });
  return id;
}

async function builtInCa({ app }: Side): Promise<string> {
  return (await app.work()).sandbox.running()!.ca;
}

async function consent(side: Side, connectionId: string, ca: string): Promise<void> {
  const { id, url } = await side.call('consents.start', { connectionId, label: 'Payments' });
  await side.call('consents.finish', { consentId: id, pasted: await decideOn(url, { ca }) });
}

async function certify(call: CallMethod, connectionId: string, issue: (csr: string, name: string) => Promise<string> | undefined): Promise<void> {
  const { id: certificateId } = await call('certificates.request', { connectionId, name: 'Migration', kind: 'EC P-256', subject: { O: 'Example Ltd' } });
  const { text } = await call('certificates.text', { certificateId, what: 'csr' });
  const issued = await issue(text, 'Migration');
  if (issued === undefined) await call('certificates.issueInSandbox', { certificateId });
  else await call('certificates.install', { certificateId, from: { kind: 'text', text: issued } });
  expect(await call('certificates.prove', { certificateId })).toMatchObject({ ok: true });
  await call('connections.setCertificate', { connectionId, certificateId });
}

test('the whole way: rehearsed, done, proved both ways, and the personal token gone', { timeout: 60_000 }, async () => {
  const side = await openApp();
  const { call, real, rehearsalId, realId, token } = side;
  const started = await call('migrations.start', { tokenId: token.id });
  expect(started).toMatchObject({ step: 'rehearse-credentials', outcome: 'under way', rehearsal: { connectionId: rehearsalId }, real: { connectionId: realId } });
  expect(await call('migrations.start', { tokenId: token.id })).toEqual(started);
  const { id } = started;
  const check = (step: MigrationStep) => call('migrations.check', { id, step });
  const holds = async (step: MigrationStep) => {
    const { run, migration } = await check(step);
    expect([step, run.ok, run.steps.at(-1)?.error?.details]).toEqual([step, true, undefined]);
    return migration;
  };
  const isNotYet = async (step: MigrationStep, reason: RegExp) => {
    const { run, migration } = await check(step);
    expect([run.ok, migration.step]).toEqual([false, step]);
    expect(run.steps.find(({ error }) => error)).toMatchObject({ error: { code: 'MIGRATION_NOT_YET' }, says: expect.stringMatching(reason) });
  };

  await expect(check('mtls')).rejects.toMatchObject({ code: 'MIGRATION_OUT_OF_STEP' });
  await holds('rehearse-credentials');
  await isNotYet('rehearse-consent', /Ask for consent over Rehearsal/);
  await consent(side, rehearsalId, await builtInCa(side));
  await holds('rehearse-consent');
  await holds('rehearse-exchange');
  await isNotYet('rehearse-certificate', /no client certificate/);
  await certify(call, rehearsalId, () => undefined);
  await holds('rehearse-certificate');
  await holds('rehearse-mtls');

  await holds('credentials');
  await isNotYet('consent', /Ask for consent over Company/);
  await consent(side, realId, real.caPem);
  await holds('consent');
  await holds('exchange');
  await certify(call, realId, (csr, name) => real.issueCertificate({ name, csr }));
  await holds('certificate');
  await holds('mtls');

  await isNotYet('prove', /Company still uses the personal token/);
  const user = (await call('tokens.list', {})).find((one) => one.connectionId === realId && one.kind === 'user')!;
  await call('connections.setUserToken', { connectionId: realId, tokenId: user.id });
  expect(await holds('prove')).toMatchObject({ step: 'delete', toDelete: [expect.any(String), expect.stringContaining('on the site behind these hosts'), expect.stringContaining('Tokens, Forget')] });
  await isNotYet('delete', /Wise still takes the personal token/);
  expect((await submit(`${real.info.apiUrl}/__sandbox/api-tokens`, real.caPem, { delete: 'first' })).status).toBe(200);
  const over = await holds('delete');
  expect(over).toMatchObject({ outcome: 'done', done: MIGRATION_STEPS.map((step) => ({ step })), toDelete: [expect.stringContaining('Every place'), expect.stringContaining('Wise takes it no more')] });
  expect(over.step).toBeUndefined();
  expect((await call('tokens.list', {})).find((one) => one.id === token.id)).toMatchObject({ state: 'refused' });
  const { lines } = await call('audit.list', { kinds: ['migration.step'], limit: 100 });
  expect(lines.filter(({ outcome }) => outcome === 'ok')).toHaveLength(MIGRATION_STEPS.length);
});

test('legs: never production as a rehearsal, nor one connection as both, and a changed leg begins anew', async () => {
  const { call, token, rehearsalId, realId } = await openApp();
  const { id } = await call('migrations.start', { tokenId: token.id });
  await call('migrations.check', { id, step: 'rehearse-credentials' });
  const production = await call('connections.create', { environment: 'production', name: 'Live', clientId: 'live', clientSecret: 'secret of production', word: 'PRODUCTION' });
  await expect(call('migrations.change', { id, rehearsalId: production.id })).rejects.toMatchObject({ code: 'MIGRATION_LEG', details: { field: 'rehearsalId' } });
  await expect(call('migrations.change', { id, rehearsalId: realId })).rejects.toMatchObject({ code: 'MIGRATION_LEG', details: { field: 'rehearsalId' } });
  await expect(call('migrations.change', { id, realId: production.id })).rejects.toMatchObject({ code: 'MIGRATION_LEG', details: { field: 'realId' } });
  const other = await call('connections.create', { environment: 'wise-sandbox', name: 'Test', clientId: 'test', clientSecret: 'secret of the test system' });
  expect(await call('migrations.change', { id, rehearsalId })).toMatchObject({ done: [{ step: 'rehearse-credentials' }] });
  expect(await call('migrations.change', { id, rehearsalId: other.id })).toMatchObject({ done: [], step: 'rehearse-credentials', rehearsal: { name: 'Test' } });
  await call('migrations.giveUp', { id });
  expect(await call('migrations.list', {})).toMatchObject([{ outcome: 'given up' }]);
  await expect(call('migrations.change', { id, rehearsalId })).rejects.toMatchObject({ code: 'MIGRATION_OUT_OF_STEP' });
  await expect(call('migrations.check', { id, step: 'rehearse-credentials' })).rejects.toMatchObject({ code: 'MIGRATION_OUT_OF_STEP' });
});

test('only a personal token is left behind', async () => {
  const side = await openApp();
  await consent(side, side.realId, side.real.caPem);
  const user = (await side.call('tokens.list', {})).find(({ kind }) => kind === 'user')!;
  await expect(side.call('migrations.start', { tokenId: user.id })).rejects.toMatchObject({ code: 'IPC_INVALID_INPUT', details: { field: 'tokenId' } });
  await expect(side.call('migrations.giveUp', { id: crypto.randomUUID() })).rejects.toMatchObject({ code: 'MIGRATION_NOT_FOUND' });
});
