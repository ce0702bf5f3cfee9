import fc from 'fast-check';
import { expect, test } from 'vitest';
import { certificateImportView } from '../../../shared/model/certificates.ts';
import { hasOpenssl, openssl } from '../../keys/import/testing/openssl.ts';
import { makeAuthority } from '../testing/authority.ts';
import { chained, derOf, importSide, PASSPHRASE, pemOfKey, pkcs12 } from './testing/import-side.ts';

/** One change to a file: some bytes replaced, cut out, or put in. */
const change = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), drop: fc.nat(8), put: fc.uint8Array({ maxLength: 8 }) });

function changed(bytes: Buffer, { at, drop, put }: { at: number; drop: number; put: Uint8Array }): Buffer {
  const start = Math.floor(at * bytes.length);
  return Buffer.concat([bytes.subarray(0, start), put, bytes.subarray(start + drop)]);
}

test.skipIf(!hasOpenssl)('files with bytes changed at any place are read or refused, never thrown', async () => {
  const side = await importSide();
  const { key, keyPem, certificate, intermediate } = await chained(side.authority);
  const whole = certificate + intermediate.pem;
  const files = [
    pkcs12(whole + keyPem), pkcs12(whole + keyPem, '-legacy'), derOf(certificate), Buffer.from(whole + pemOfKey(key)),
    openssl(['crl2pkcs7', '-nocrl', '-certfile', 'IN', '-out', 'OUT', '-outform', 'DER'], whole),
    openssl(['pkcs8', '-topk8', '-in', 'IN', '-out', 'OUT', '-outform', 'DER', '-passout', `pass:${PASSPHRASE}`], keyPem),
  ];
  await fc.assert(fc.asyncProperty(fc.constantFrom(...files), fc.array(change, { minLength: 1, maxLength: 3 }), async (file, changes) => {
    const view = certificateImportView.parse(await side.inspect(changes.reduce(changed, file), { passphrase: PASSPHRASE }));
    expect(view.files[0]!.error?.code).not.toBe('INTERNAL');
    expect(JSON.stringify(view)).not.toContain(PASSPHRASE);
    await expect(side.take(view.importId).catch((thrown: unknown) => thrown)).resolves.not.toMatchObject({ code: 'INTERNAL' });
  }), { numRuns: 250 });
});

test('any bytes and any text at all', async () => {
  const side = await importSide();
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('-----BEGIN CERTIFICATE-----', '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----', '-----BEGIN PKCS7-----\nMAA=\n-----END PKCS7-----'));
  await fc.assert(fc.asyncProperty(fc.oneof(text, fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes))), async (content) => {
    const { identities, says } = certificateImportView.parse(await side.inspect(content, { passphrase: '' }));
    expect(identities).toEqual([]);
    expect(says).not.toBe('');
  }), { numRuns: 300 });
});

test('DER nested a thousand deep is refused', async () => {
  const side = await importSide();
  const nested = Array.from({ length: 1000 }).reduce<Buffer>((inner) => Buffer.concat([Buffer.from([0x30, 0x82, inner.length >> 8, inner.length & 255]), inner]), Buffer.alloc(0));
  expect((await side.inspect(nested)).files).toMatchObject([{ error: { code: 'CERT_UNREADABLE' } }]);
});

test('authorities that sign each other in circles end', async () => {
  const side = await importSide();
  const name = 'CN=Circle';
  const [a, b] = [await makeAuthority({ name }), await makeAuthority({ name })];
  const circle = await Promise.all(Array.from({ length: 30 }, (_, index) => makeAuthority({ name, parent: index % 2 === 0 ? a : b })));
  const { keyPem, certificate } = await chained(circle[0]!);
  const { identities } = await side.inspect([certificate, keyPem, ...circle.map(({ pem }) => pem)].join(''));
  expect(identities).toHaveLength(1);
});
