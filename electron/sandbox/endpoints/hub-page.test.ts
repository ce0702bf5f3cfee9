import { X509Certificate, createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startSandbox } from '../sandbox.ts';
import { makeCsr } from '../testing/client-identity.ts';
import { TestClient } from '../testing/client.ts';

const PATH = '/__sandbox/developer-hub';
let client: TestClient;
beforeEach(async () => {
  client = new TestClient(await startSandbox());
});
afterEach(() => client.close());

const submit = (fields: Record<string, string>) => client.call('POST', PATH, { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: String(new URLSearchParams(fields)) });

test('it is a page without script that runs nothing from elsewhere', async () => {
  const { status, text, headers } = await client.call('GET', PATH);
  expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
  expect(text).not.toMatch(/<script|\son\w+=|style="/i);
  const style = createHash('sha256').update(/<style>([^]*)<\/style>/.exec(text)![1]!).digest('base64');
  expect(headers['content-security-policy']).toBe(`default-src 'none'; style-src 'sha256-${style}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`);
  for (const words of ['There is none yet.', 'Get Wise certificate', 'href="/__sandbox/ca.pem"', 'valid for one year; at most 10 are active', client.sandbox.info.clientId]) expect(text).toContain(words);
});

test('its form issues a certificate to copy, and revokes it', async () => {
  const { status, text } = await submit({ name: 'laptop', csr: (await makeCsr()).csr });
  expect(status).toBe(201);
  const pem = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/.exec(text)![0];
  expect(new X509Certificate(pem).subject).toContain(`CN=${client.sandbox.info.clientId}`);
  expect(text).toContain('<td class="active">active</td>');
  const revoked = await submit({ revoke: 'laptop' });
  expect([revoked.status, revoked.text]).toEqual([200, expect.stringContaining('<td class="revoked">revoked</td>')]);
});

test('a refusal says why and keeps what was filled in', async () => {
  const { status, text } = await submit({ name: 'laptop', csr: 'not a CSR' });
  expect(status).toBe(400);
  expect(text).toContain('role="alert">This is not PEM');
  expect(text).toContain('value="laptop"');
  expect(text).toContain('not a CSR</textarea>');
  expect((await submit({ revoke: 'nothing' })).status).toBe(404);
});

test('whatever was sent stands there as text', async () => {
  const evil = `"'><script>alert(1)</script>&amp;`;
  const escaped = '&quot;&#39;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;';
  const refused = await submit({ name: evil, csr: `</textarea>${evil}` });
  expect(refused.text).toContain(`value="${escaped}"`);
  expect(refused.text).toContain(`&lt;/textarea&gt;${escaped}</textarea>`);
  const issued = await submit({ name: evil, csr: (await makeCsr('O=<b>Acme</b>, CN=x')).csr });
  expect(issued.status).toBe(201);
  expect(issued.text).toContain(`<td>${escaped}</td><td>O=\\&lt;b\\&gt;Acme\\&lt;/b\\&gt;, CN=`);
  expect((await submit({ revoke: '<i>' })).text).toContain('&lt;i&gt;');
  for (const { text } of [refused, issued]) expect(text).not.toMatch(/<script|<b>|&amp;&amp;/);
});

test.each(['cross-site', 'same-site'])('a form of another page changes nothing (%s)', async (site) => {
  const { csr } = await makeCsr();
  const body = String(new URLSearchParams({ name: 'laptop', csr }));
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  for (const path of [PATH, '/__sandbox/certificates']) expect((await client.call('POST', path, { headers: { ...headers, 'sec-fetch-site': site }, body })).status).toBe(403);
  expect((await client.call('GET', PATH, { headers: { 'sec-fetch-site': site } })).text).toContain('There is none yet.');
  expect((await client.call('POST', PATH, { headers: { ...headers, 'sec-fetch-site': 'same-origin' }, body })).status).toBe(201);
});
