import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DAY_MS } from '../../shared/days.ts';
import { WISE_CA_FORMS, wiseCaView } from '../../shared/model/certificates.ts';
import { hasOpenssl, openssl } from '../keys/import/testing/openssl.ts';
import { Secret } from '../wise/secret.ts';
import { connectionEntry } from '../wise/testing/ports.ts';
import { exportWiseCa } from './export-wise-ca.ts';
import { certificateFor, derOf, ecKey, pemOfKey } from './import/testing/import-side.ts';
import { makeAuthority } from './testing/authority.ts';
import { certificateSide } from './testing/side.ts';
import { hasKeytool, keytool } from './testing/keytool.ts';
import { importWiseCa, removeWiseCa, wiseCa } from './wise-ca.ts';

const hasNginx = spawnSync('nginx', ['-v']).error === undefined;
const day = (offset: number) => new Date(Date.now() + offset * DAY_MS);

/** A connection without authorities, and two of them, one signed by the other. */
async function caSide() {
  const side = await certificateSide();
  const root = await makeAuthority({ name: 'O=Wise, CN=Wise root' });
  const issuing = await makeAuthority({ name: 'O=Wise, CN=Wise issuing', parent: root });
  const connectionId = side.other.id;
  const take = (content: string | Buffer) =>
    importWiseCa(side.deps, { connectionId, from: typeof content === 'string' ? { kind: 'text', text: content } : { kind: 'file', name: 'wise.bin', base64: content.toString('base64') } });
  const save = (form: (typeof WISE_CA_FORMS)[number]) => exportWiseCa(side.deps, { connectionId, form });
  const refused = (content: string | Buffer, reason: RegExp) => expect(take(content)).rejects.toMatchObject({ code: 'CA_UNREADABLE', details: { reason: expect.stringMatching(reason) } });
  return { ...side, root, issuing, connectionId, take, save, refused };
}

test('a bundle in any order and twice: issuers first, each once; it takes the place of the one before, and can be removed', async () => {
  const { deps, root, issuing, connectionId, take, audit, authority } = await caSide();
  expect(await wiseCa(deps, { connectionId })).toEqual({ source: 'none', certificates: [] });
  await take(authority.pem);
  const view = wiseCaView.parse(await take(`Wise certificate\n${issuing.pem}${root.pem}\n${issuing.pem}`));
  expect(view).toMatchObject({ source: 'imported', certificates: [{ subject: 'CN=Wise root, O=Wise' }, { subject: 'CN=Wise issuing, O=Wise' }] });
  expect(deps.vault.read().connections[1]!.wiseCa.map((pem) => new X509Certificate(pem).subject)).toEqual(['O=Wise\nCN=Wise root', 'O=Wise\nCN=Wise issuing']);
  expect(audit.lines.at(-1)).toMatchObject({ kind: 'wise-ca.imported', subject: 'Treasury', says: `SHA-256 ${view.certificates.map(({ fingerprint }) => fingerprint).join(', ')}` });
  expect(await removeWiseCa(deps, { connectionId })).toEqual({ source: 'none', certificates: [] });
  expect(audit.lines.at(-1)).toMatchObject({ kind: 'wise-ca.imported', says: 'removed' });
});

test.skipIf(!hasOpenssl)('DER, PKCS#7 in both forms; a server’s certificate beside them is passed over', async () => {
  const { root, issuing, take } = await caSide();
  const p7b = (...args: string[]) => openssl(['crl2pkcs7', '-nocrl', '-certfile', 'IN', '-out', 'OUT', ...args], root.pem + issuing.pem);
  expect((await take(derOf(root.pem))).certificates).toHaveLength(1);
  expect((await take(p7b())).certificates).toHaveLength(2);
  expect((await take(p7b('-outform', 'DER'))).certificates).toHaveLength(2);
  const leaf = await certificateFor(issuing, ecKey());
  expect((await take(leaf + issuing.pem + root.pem)).certificates.map(({ subject }) => subject)).toEqual(['CN=Wise root, O=Wise', 'CN=Wise issuing, O=Wise']);
});

test('what is no authority, ended, not begun, too much or nothing is refused with the reason, and nothing changes', async () => {
  const { deps, root, authority, connectionId, take, refused } = await caSide();
  await take(root.pem);
  await refused(await certificateFor(root, ecKey()), /^“client-of-the-test” is no authority/);
  await refused((await makeAuthority({ name: 'CN=Old', notBefore: day(-9), notAfter: day(-1) })).pem + root.pem, /^“Old” ended on/);
  await refused((await makeAuthority({ name: 'CN=New', notBefore: day(1) })).pem, /^“New” is not valid before/);
  await refused((await Promise.all(Array.from({ length: 21 }, (_, index) => makeAuthority({ name: `CN=${index}` })))).map(({ pem }) => pem).join(''), /^It holds 21 certificates/);
  await refused(pemOfKey(ecKey()), /^It is a key/);
  await refused('<html>Sign in</html>', /^It is text/);
  await refused(authority.pem.slice(0, 200), /last line/);
  expect((await wiseCa(deps, { connectionId })).certificates).toMatchObject([{ subject: 'CN=Wise root, O=Wise' }]);
});

test('the built-in sandbox has its own', async () => {
  const { deps, root, authority } = await caSide();
  const builtIn = connectionEntry({ environment: 'built-in' });
  await deps.vault.update((body) => ({ ...body, connections: [...body.connections, builtIn] }));
  const secret = new Secret('of the test');
  const target = { apiUrl: '', mtlsUrl: '', ca: authority.pem, clientId: '', clientSecret: secret, clientKey: '', profileId: 1, ownUserToken: secret, personalToken: secret, consentUrl: '', redirectUri: '', webhookKey: '' };
  const sandbox = { ...deps.sandbox, running: () => target };
  expect(await wiseCa({ ...deps, sandbox }, { connectionId: builtIn.id })).toMatchObject({ source: 'built-in', certificates: [{ subject: 'CN=Test root, O=Wise' }] });
  await expect(importWiseCa(deps, { connectionId: builtIn.id, from: { kind: 'text', text: root.pem } })).rejects.toMatchObject({ code: 'CA_BUILT_IN' });
  await expect(removeWiseCa(deps, { connectionId: builtIn.id })).rejects.toMatchObject({ code: 'CA_BUILT_IN' });
});

test.each([
  ['nginx', [/^ssl_client_certificate "\/.*\.pem";$/m, /^ssl_verify_client on;$/m, /^ssl_verify_depth 2;$/m]],
  ['envoy', [/require_client_certificate: true/, /validation_context:\n +trusted_ca:\n +filename: "\/.*\.pem"/]],
  ['haproxy', [/^bind :443 ssl crt \S+ ca-file "\/.*\.pem" verify required$/m]],
  ['pem', [/^\/.*\.pem$/m]],
] as const)('for %s: the authorities in PEM, and the lines that use the file', async (form, shapes) => {
  const { root, issuing, take, save, audit, folder } = await caSide();
  await take(root.pem + issuing.pem);
  const { savedAs, config } = await save(form);
  expect(savedAs).toBe(join(folder, 'exports', `wise-ca-treasury${form === 'pem' ? '' : `-${form}`}.pem`));
  expect(statSync(savedAs).mode & 0o777).toBe(0o600);
  expect(readFileSync(savedAs, 'utf8').match(/-----BEGIN CERTIFICATE-----/g)).toHaveLength(2);
  expect(config).toContain(savedAs);
  for (const shape of shapes) expect(config).toMatch(shape);
  expect(audit.lines.at(-1)).toMatchObject({ kind: 'wise-ca.exported', outcome: 'ok', says: `for ${form}, 2 certificates` });
});

test.skipIf(!hasNginx)('nginx takes the lines as they are', async () => {
  const { root, authority, take, save, folder } = await caSide();
  await take(root.pem);
  const { config } = await save('nginx');
  const key = ecKey();
  writeFileSync(join(folder, 'server.key'), pemOfKey(key));
  writeFileSync(join(folder, 'server.crt'), await certificateFor(authority, key));
  writeFileSync(join(folder, 'nginx.conf'), `pid ${folder}/pid; error_log stderr; events {} http { access_log off; server { listen 127.0.0.1:0 ssl; ssl_certificate server.crt; ssl_certificate_key server.key;\n${config}} }`);
  expect(spawnSync('nginx', ['-t', '-p', folder, '-c', join(folder, 'nginx.conf')], { encoding: 'utf8' }).stderr).toContain('syntax is ok');
});

test('for Java: a trust store in which keytool sees trusted entries', async () => {
  const { root, issuing, take, save } = await caSide();
  await take(root.pem + issuing.pem);
  const { savedAs, config } = await save('java');
  expect(config).toContain(`javax.net.ssl.trustStore=${savedAs}\njavax.net.ssl.trustStoreType=PKCS12\njavax.net.ssl.trustStorePassword=changeit\n`);
  if (!hasKeytool) {
    console.warn('keytool is not here: skipped');
    return;
  }
  const { status, stdout } = keytool('-list', '-keystore', savedAs, '-storepass', 'changeit');
  expect([status, stdout.match(/trustedCertEntry/g)?.length]).toEqual([0, 2]);
  expect(stdout).toMatch(/wise-root-1,[\s\S]*wise-issuing-2,|wise-issuing-2,[\s\S]*wise-root-1,/);
}, 120_000);

test('nothing to export, and a file that cannot be written', async () => {
  const { root, take, save, shell, folder, audit } = await caSide();
  await expect(save('pem')).rejects.toMatchObject({ code: 'CA_UNREADABLE' });
  await take(root.pem);
  writeFileSync(join(folder, 'file'), '');
  shell.nextSavePath = join(folder, 'file', 'ca.pem');
  await expect(save('pem')).rejects.toMatchObject({ code: expect.stringMatching(/^STORAGE_/) });
  expect(audit.kinds().at(-1)).toBe('wise-ca.exported failed');
});
