import { X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DAY_MS } from '../../shared/days.ts';
import { makeAuthority } from './testing/authority.ts';
import { certificateSide } from './testing/side.ts';
import { certificateText, saveCertificateText } from './text.ts';

async function withChain() {
  const side = await certificateSide();
  const lower = await makeAuthority({ name: 'O=Wise, CN=Lower', parent: side.authority, notAfter: new Date(Date.now() + 900 * DAY_MS) });
  const { id } = await side.request({ name: 'Prod / October 2026' });
  await side.install(id, (await side.issued(id, {}, lower)) + lower.pem);
  const text = async (what: Parameters<typeof certificateText>[1]['what']) => (await certificateText(side.deps, { certificateId: id, what })).text;
  return { ...side, id, lower, text };
}

test('what is public of it, as text, and nothing else', async () => {
  const { id, lower, text, entryOf, csrOf } = await withChain();
  const certificate = new X509Certificate(entryOf(id).certificate!);
  expect(await text('csr')).toBe(csrOf(id));
  expect(new X509Certificate(await text('certificate')).raw).toEqual(certificate.raw);
  expect(await text('fingerprint')).toBe(certificate.fingerprint256);
  const chain = (await text('chain')).split(/(?<=-----END CERTIFICATE-----\n)/);
  expect(chain.map((pem) => new X509Certificate(pem).raw)).toEqual([certificate.raw, new X509Certificate(lower.pem).raw]);
  const all = [await text('csr'), await text('certificate'), await text('chain'), await text('fingerprint')].join('');
  expect(all).not.toContain('PRIVATE');
});

test('a certificate that has not come back has no text', async () => {
  const side = await certificateSide();
  const { id } = await side.request();
  for (const what of ['certificate', 'chain', 'fingerprint'] as const) await expect(certificateText(side.deps, { certificateId: id, what })).rejects.toMatchObject({ code: 'CERT_NOT_ISSUED' });
  await expect(saveCertificateText(side.deps, { certificateId: id, what: 'chain' })).rejects.toMatchObject({ code: 'CERT_NOT_ISSUED' });
});

test('saved where the dialog says, or in exports of the profile, and recorded', async () => {
  const { id, text, shell, folder, deps, audit } = await withChain();
  expect(await saveCertificateText(deps, { certificateId: id, what: 'csr' })).toEqual({ savedAs: join(folder, 'exports', 'prod-october-2026.csr') });
  shell.nextSavePath = join(folder, 'here.pem');
  const { savedAs } = await saveCertificateText(deps, { certificateId: id, what: 'chain' });
  expect([savedAs, readFileSync(savedAs, 'utf8')]).toEqual([join(folder, 'here.pem'), await text('chain')]);
  expect(statSync(savedAs).mode & 0o077).toBe(0);
  expect(audit.lines.at(-1)).toMatchObject({ kind: 'certificate.copied', says: 'the certificate with its chain to a file' });
});

test('no dialog answered is no file', async () => {
  const { id, deps, audit } = await withChain();
  const lines = audit.lines.length;
  const electron = { ...deps, info: () => ({ host: 'electron' as const, profileDir: '/nowhere' }) };
  await expect(saveCertificateText(electron, { certificateId: id, what: 'csr' })).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(audit.lines).toHaveLength(lines);
});
