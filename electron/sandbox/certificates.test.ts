import 'reflect-metadata';
import { X509Certificate } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { issueServerIdentity, makeAuthority, outlivesLeaves } from './certificates.ts';

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

test('openssl verifies the chain under its strict rules', async ({ skip }) => {
  if (!hasOpenssl()) skip('openssl is not on PATH');
  const authority = await makeAuthority();
  const server = await issueServerIdentity(authority);
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-certificates-'));
  try {
    writeFileSync(join(folder, 'ca.pem'), authority.certificate);
    writeFileSync(join(folder, 'server.pem'), server.certificate);
    const verify = ['verify', '-x509_strict', '-purpose', 'sslserver', '-verify_hostname', 'localhost', '-CAfile', join(folder, 'ca.pem'), join(folder, 'server.pem')];
    expect(execFileSync('openssl', verify, { encoding: 'utf8' })).toContain('server.pem: OK');
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
