import { X509Certificate } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DAY_MS } from '../../../shared/days.ts';
import type { HubCertificate } from '../issued.ts';
import { startSandbox } from '../sandbox.ts';
import { makeCsr, rsa } from '../testing/client-identity.ts';
import { TestClient } from '../testing/client.ts';

const PATH = '/__sandbox/certificates';
let client: TestClient;
beforeEach(async () => {
  client = new TestClient(await startSandbox());
});
afterEach(() => client.close());

const issue = (name: unknown, csr: unknown) => client.call('POST', PATH, { headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name, csr }) });
const list = async () => (await client.call('GET', PATH)).json as unknown as HubCertificate[];
const subjectOf = async (subject: string) => new X509Certificate((await issue(subject, (await makeCsr(subject)).csr)).json['certificate'] as string).subject.split('\n');

test('a certificate is for one year, for clients, with the key of the CSR and the client id as CN', async () => {
  const { csr } = await makeCsr('C=EE, O=Acme, OU=Payments, CN=mine');
  const { status, json } = await issue('first', csr);
  expect(status).toBe(201);
  const issued = new X509Certificate(json['certificate'] as string);
  expect(json['certificate']).toMatch(/^-----BEGIN CERTIFICATE-----\n[^-]+\n-----END CERTIFICATE-----\n$/);
  expect(issued.subject.split('\n')).toEqual(['C=EE', 'O=Acme', 'OU=Payments', `CN=${client.sandbox.info.clientId}`]);
  expect(issued.validToDate.getTime() - issued.validFromDate.getTime()).toBe(365 * DAY_MS);
  expect(Math.abs(issued.validToDate.getTime() - Date.now() - 365 * DAY_MS)).toBeLessThan(DAY_MS);
  expect([issued.ca, issued.keyUsage]).toEqual([false, ['1.3.6.1.5.5.7.3.2']]);
  const issuing = new X509Certificate(json['chain'] as string);
  expect([issued.checkIssued(issuing), issued.verify(issuing.publicKey)]).toEqual([true, true]);
  const [listed, ...more] = await list();
  expect([{ ...listed, chain: json['chain'] }, more]).toEqual([json, []]);
  expect(listed).toMatchObject({ name: 'first', state: 'active', serial: issued.serialNumber, fingerprint: issued.fingerprint256, notAfter: issued.validToDate.toISOString() });
});

test('of the subject only the CN changes', async () => {
  const cn = `CN=${client.sandbox.info.clientId}`;
  expect(await subjectOf('O=Acme')).toEqual(['O=Acme', cn]);
  expect(await subjectOf('CN=a, O=Acme, CN=b')).toEqual([cn, 'O=Acme']);
  expect(await subjectOf('E=a@acme.example, O=Käse \\"& Söhne\\", DC=acme')).toEqual(['emailAddress=a@acme.example', String.raw`O=Käse \"& Söhne\"`, 'DC=acme', cn]);
});

test('an RSA key may also encrypt keys', async () => {
  const { json } = await issue('rsa', (await makeCsr('O=Acme', rsa(2048))).csr);
  const der = new X509Certificate(json['certificate'] as string).raw.toString('hex');
  // keyUsage, critical, BIT STRING with digitalSignature and keyEncipherment (RFC 5280, 4.2.1.3).
  expect(der).toContain('0603551d0f0101ff0404030205a0');
});

test('form fields and JSON under any type are taken; the bare PEM can be asked for', async () => {
  const { csr } = await makeCsr();
  const form = await client.call('POST', PATH, { headers: { accept: 'application/x-pem-file', 'content-type': 'application/x-www-form-urlencoded' }, body: String(new URLSearchParams({ name: 'form', csr })) });
  expect([form.status, form.headers['content-type']]).toEqual([201, 'application/x-pem-file']);
  expect(new X509Certificate(form.text).subject).toContain('O=Acme');
  const curled = await client.call('POST', PATH, { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: JSON.stringify({ name: 'curl', csr }) });
  expect(curled.status).toBe(201);
});

describe('is refused in Wise\'s shape', () => {
  test.each([['no name', undefined], ['an empty name', '  '], ['a number', 5], ['two lines', 'a\nb'], ['a long name', 'x'.repeat(101)]])('%s', async (_name, name) => {
    const { status, json } = await issue(name, (await makeCsr()).csr);
    expect([status, json]).toEqual([400, { errors: [{ code: 'NOT_VALID', message: expect.stringContaining('name must be'), path: 'name', arguments: [] }] }]);
  });

  test('a CSR without O', async () => {
    const { status, json } = await issue('first', (await makeCsr('CN=x')).csr);
    expect([status, json]).toEqual([422, { errors: [{ code: 'NOT_VALID', message: 'The subject of the CSR must have an organisation name (O).', path: 'csr', arguments: [] }] }]);
    expect(await list()).toEqual([]);
  });

  test.each(['', 'null', '[]', '"x"', '{'])('the body %j', async (body) => {
    expect((await client.call('POST', PATH, { body })).status).toBe(400);
  });

  test('a name that was used, even of a certificate that is revoked', async () => {
    const { csr } = await makeCsr();
    await issue('first', csr);
    await client.call('DELETE', `${PATH}?name=first`);
    const { status, json } = await issue(' first ', csr);
    expect([status, json.errors![0]]).toMatchObject([409, { code: 'DUPLICATE', path: 'name' }]);
  });
});

test('at most ten are active, however many are asked for at once; revoking one makes room', async () => {
  const { csr } = await makeCsr();
  const answers = await Promise.all(Array.from({ length: 13 }, (_, index) => issue(`c${index}`, csr)));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([...Array.from({ length: 10 }, () => 201), 409, 409, 409]);
  expect(answers.find(({ status }) => status === 409)!.json.errors![0]).toMatchObject({ code: 'LIMIT_REACHED', arguments: ['10'] });
  const [first] = await list();
  expect((await client.call('DELETE', `${PATH}?name=${first!.name}`)).json).toMatchObject({ name: first!.name, state: 'revoked', revokedAt: expect.stringMatching(/Z$/) });
  expect((await issue('eleventh', csr)).status).toBe(201);
  expect((await issue('twelfth', csr)).status).toBe(409);
});

test('of two requests with one name at once one is refused', async () => {
  const { csr } = await makeCsr();
  const answers = await Promise.all([issue('same', csr), issue('same', csr)]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  expect(await list()).toHaveLength(1);
});

test('revoking is the same the second time, and refused for a name that is not there', async () => {
  await issue('first', (await makeCsr()).csr);
  const once = await client.call('DELETE', `${PATH}?name=first`);
  expect((await client.call('DELETE', `${PATH}?name=first`)).text).toBe(once.text);
  expect((await client.call('DELETE', `${PATH}?name=second`)).status).toBe(404);
  expect((await client.call('DELETE', PATH)).status).toBe(404);
});

test('the CA chain is there to download', async () => {
  const { text, headers } = await client.call('GET', '/__sandbox/ca.pem');
  expect(text).toBe(client.sandbox.caPem);
  expect(headers['content-disposition']).toBe('attachment; filename="wise-sandbox-ca.pem"');
});

test('from inside it does the same, and is refused by code with the sentence', async () => {
  const { csr } = await makeCsr();
  expect(await client.sandbox.issueCertificate({ name: 'inside', csr })).toBe((await list())[0]!.certificate);
  await expect(client.sandbox.issueCertificate({ name: 'inside', csr })).rejects.toMatchObject({ code: 'HUB_REFUSED', details: { reason: 'There is a certificate named "inside" already. Names must be unique.' } });
});
