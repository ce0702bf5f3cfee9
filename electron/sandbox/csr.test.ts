import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { readCsr } from './csr.ts';
import { HubRefusal } from './hub-refusal.ts';
import { EC_P256, EC_P384, makeCsr, rsa } from './testing/client-identity.ts';

let csr: string;
beforeAll(async () => {
  ({ csr } = await makeCsr());
});

/** Status and sentence of the refusal. */
async function refusal(text: unknown): Promise<[number, string]> {
  const thrown = await readCsr(text).then(() => undefined, (error: unknown) => error);
  if (!(thrown instanceof HubRefusal)) throw new Error('not refused');
  expect(thrown.field).toMatchObject({ code: 'NOT_VALID', path: 'csr' });
  return [thrown.status, thrown.message];
}

/** The CSR with other bytes in its PEM. */
function rewrap(change: (der: Buffer) => Buffer): string {
  const der = change(Buffer.from(csr.replaceAll(/-----.*-----|\s/g, ''), 'base64'));
  return `-----BEGIN CERTIFICATE REQUEST-----\n${der.toString('base64')}\n-----END CERTIFICATE REQUEST-----\n`;
}

test.each([['EC P-256', EC_P256, false], ['EC P-384', EC_P384, false], ['RSA 2048', rsa(2048), true], ['RSA 3072', rsa(3072), true]])('%s is taken', async (_name, algorithm, isRsa) => {
  const read = await readCsr((await makeCsr('O=Acme', algorithm)).csr);
  expect([read.subject.toString(), read.isRsa]).toEqual(['O=Acme', isRsa]);
});

test('line ends of any kind, space around and the older label are taken', async () => {
  for (const text of [csr.replaceAll('\n', '\r\n'), `\n\n${csr}\n\n`, csr.replaceAll('CERTIFICATE REQUEST', 'NEW CERTIFICATE REQUEST')]) await expect(readCsr(text)).resolves.toBeDefined();
});

test.each([
  ['nothing', () => undefined, 400, 'csr must be a CSR in PEM.'],
  ['a number', () => 5, 400, 'csr must be a CSR in PEM.'],
  ['words', () => 'hello', 400, 'This is not PEM'],
  ['base64 alone', () => csr.replaceAll(/-----.*-----/g, ''), 400, 'This is not PEM'],
  ['a comment before', () => `# mine\n${csr}`, 400, 'There must be nothing around the PEM'],
  ['a comment after', () => `${csr}# mine\n`, 400, 'There must be nothing around the PEM'],
  ['the text form of openssl', () => `Certificate Request:\n    Data:\n        Version: 1 (0x0)\n${csr}`, 400, 'There must be nothing around the PEM'],
  ['a header inside', () => csr.replace('-----\n', '-----\nComment: mine\n\n'), 400, 'There must be nothing but base64'],
  ['two blocks', () => csr + csr, 400, 'There is more than one PEM block.'],
  ['no end', () => csr.split('-----END')[0], 400, 'There must be nothing around the PEM'],
  ['ends that do not fit', () => csr.replace('END CERTIFICATE REQUEST', 'END CERTIFICATE'), 400, 'There must be nothing around the PEM'],
  ['a certificate', () => csr.replaceAll(' REQUEST', ''), 400, 'This is a CERTIFICATE, not a CERTIFICATE REQUEST.'],
  ['a private key', async () => (await makeCsr()).key, 400, 'There is a private key in it.'],
  ['a private key beside it', async () => csr + (await makeCsr()).key, 400, 'There is a private key in it.'],
  ['a byte after it', () => rewrap((der) => Buffer.concat([der, Buffer.of(0)])), 400, 'There is something after the CSR'],
  ['other DER', () => '-----BEGIN CERTIFICATE REQUEST-----\nMAMCAQE=\n-----END CERTIFICATE REQUEST-----\n', 400, 'What is inside of the PEM is not a CSR'],
  ['half a CSR', () => csr.replace(/\n[^-]{64}\n/, '\n'), 400, 'What is inside of the PEM is not a CSR'],
  ['too much', () => ' '.repeat(16_385) + csr, 400, 'The CSR is longer than 16384 characters.'],
  ['no organisation', async () => (await makeCsr('CN=x, OU=y')).csr, 422, 'The subject of the CSR must have an organisation name (O).'],
  ['a blank organisation', async () => (await makeCsr('O=" ", CN=x')).csr, 422, 'The subject of the CSR must have an organisation name (O).'],
  ['RSA 1024', async () => (await makeCsr('O=Acme', rsa(1024))).csr, 422, 'The key must be RSA of 2048'],
  ['RSA 2056', async () => (await makeCsr('O=Acme', rsa(2056))).csr, 422, 'The key must be RSA of 2048'],
  ['EC P-521', async () => (await makeCsr('O=Acme', { name: 'ECDSA', namedCurve: 'P-521', hash: 'SHA-512' })).csr, 422, 'The key must be RSA of 2048'],
])('%s is refused', async (_name, make, status, words) => {
  expect(await refusal(await make())).toEqual([status, expect.stringContaining(words)]);
});

test('a CSR that was changed after it was signed is refused', async () => {
  const changed = rewrap((der) => der.fill('B', der.indexOf('Acme'), der.indexOf('Acme') + 1));
  expect(await refusal(changed)).toEqual([422, expect.stringContaining('The signature of the CSR does not verify')]);
});

test('no text brings it down', async () => {
  const inside = fc.base64String().map((text) => `-----BEGIN CERTIFICATE REQUEST-----\n${text}\n-----END CERTIFICATE REQUEST-----`);
  await fc.assert(fc.asyncProperty(fc.oneof(fc.string(), inside), async (text) => {
    expect((await refusal(text))[0]).toBe(400);
  }), { numRuns: 200 });
});

/** A CSR that openssl made. */
function requestByOpenssl(...args: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-csr-'));
  try {
    execFileSync('openssl', ['req', '-new', '-nodes', '-utf8', '-subj', '/C=DE/O=Käse & Söhne/CN=x', '-keyout', join(folder, 'key'), '-out', join(folder, 'csr'), ...args], { stdio: 'ignore' });
    return readFileSync(join(folder, 'csr'), 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
if (!hasOpenssl) console.log('CSRs of openssl are skipped: openssl is not on PATH.');

describe.skipIf(!hasOpenssl)('what openssl makes', () => {
  const P256 = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'];
  test.each([
    ['SHA-512 with P-256', [...P256, '-sha512']],
    ['RSA-PSS signatures', ['-newkey', 'rsa:2048', '-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:32']],
    ['extensions asked for', [...P256, '-addext', 'subjectAltName=DNS:acme.example']],
  ])('is taken: %s', async (_name, args) => {
    expect((await readCsr(requestByOpenssl(...args))).subject.getField('O')).toEqual(['Käse & Söhne']);
  });

  test('its text form is refused, as is an Ed25519 key', async () => {
    expect((await refusal(requestByOpenssl(...P256, '-text')))[1]).toContain('nothing around the PEM');
    expect((await refusal(requestByOpenssl('-newkey', 'ed25519')))[1]).toContain('The key must be RSA');
  });
});
