import 'reflect-metadata';
import { X509Certificate } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isIssuedBy, issueServerIdentity, issueWebhookSender, makeAuthority, makeIssuingAuthority, outlivesLeaves } from './certificates.ts';

test('the authority is a certificate authority for ten years', async () => {
  const authority = await makeAuthority();
  const certificate = new X509Certificate(authority.certificate);
  expect(certificate.ca).toBe(true);
  expect(certificate.publicKey.asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  const years = (certificate.validToDate.getTime() - certificate.validFromDate.getTime()) / (365.25 * 86_400_000);
  expect(years).toBeCloseTo(10, 1);
  expect(outlivesLeaves(authority)).toBe(true);
});

test('the server certificate is for the three names of loopback and signed by the authority', async () => {
  const authority = new X509Certificate((await makeAuthority()).certificate);
  const made = await makeAuthority();
  const server = new X509Certificate((await issueServerIdentity(made)).certificate);
  expect(server.subjectAltName).toBe('DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1');
  expect(server.ca).toBe(false);
  expect(server.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
  expect(server.checkIssued(new X509Certificate(made.certificate))).toBe(true);
  expect(server.verify(new X509Certificate(made.certificate).publicKey)).toBe(true);
  expect(server.verify(authority.publicKey)).toBe(false);
});

test('the issuing authority is signed by the root, ends with it, and keeps its key when it is signed anew', async () => {
  const root = await makeAuthority();
  const made = await makeIssuingAuthority(root);
  const [issuing, signer] = [made, root].map(({ certificate }) => new X509Certificate(certificate));
  expect([issuing!.ca, issuing!.verify(signer!.publicKey), issuing!.validTo]).toEqual([true, true, signer!.validTo]);
  const other = await makeAuthority();
  const again = await makeIssuingAuthority(other, made);
  expect(again.privateKey).toBe(made.privateKey);
  expect(new X509Certificate(again.certificate).publicKey.equals(issuing!.publicKey)).toBe(true);
  expect([await isIssuedBy(root, made), await isIssuedBy(other, made), await isIssuedBy(other, again)]).toEqual([true, false, true]);
});

test('openssl verifies the chains under its strict rules', async ({ skip }) => {
  if (!hasOpenssl()) skip('openssl is not on PATH');
  const authority = await makeAuthority();
  const issuing = await makeIssuingAuthority(authority);
  const [server, sender] = await Promise.all([issueServerIdentity(authority), issueWebhookSender(issuing)]);
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-certificates-'));
  const verify = (...args: string[]) => execFileSync('openssl', ['verify', '-x509_strict', '-CAfile', 'ca.pem', ...args], { cwd: folder, encoding: 'utf8' });
  try {
    writeFileSync(join(folder, 'ca.pem'), authority.certificate);
    writeFileSync(join(folder, 'server.pem'), server.certificate);
    writeFileSync(join(folder, 'sender.pem'), sender.certificate);
    expect(verify('-purpose', 'sslserver', '-verify_hostname', 'localhost', 'server.pem')).toContain('server.pem: OK');
    // The sender's file holds its chain.
    expect(verify('-purpose', 'sslclient', '-untrusted', 'sender.pem', 'sender.pem')).toContain('sender.pem: OK');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

function hasOpenssl(): boolean {
  try {
    execFileSync('openssl', ['version']);
    return true;
  } catch {
    return false;
  }
}

test('an authority that cannot be read is refused by code', async () => {
  const authority = await makeAuthority();
  await expect(issueServerIdentity({ ...authority, privateKey: 'nonsense' })).rejects.toMatchObject({ code: 'SANDBOX_FAILED', details: { reason: 'AUTHORITY_UNREADABLE' } });
});
