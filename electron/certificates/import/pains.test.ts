import { generateKeyPairSync } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { expect, test } from 'vitest';
import { hasOpenssl, LEGACY, openssl } from '../../keys/import/testing/openssl.ts';
import { certificateFor, chained, ecKey, importSide, PASSPHRASE, pemOfKey, pkcs12, RSA } from './testing/import-side.ts';

/** What users of other tools suffer (PAINS.md), each under the issue that tells of it. */
const run = test.skipIf(!hasOpenssl);

run('postman-app-support#6878: a valid PFX is no KEY_VALUES_MISMATCH, in whatever order its certificates stand', async () => {
  const side = await importSide();
  const { keyPem, certificate, intermediate } = await chained(side.authority);
  // openssl puts the key's own certificate first; with -nokeys it keeps the order of the file.
  const reversed = pkcs12([side.authority.pem, intermediate.pem, certificate].join(''), '-nokeys');
  const { importId } = await side.inspect(reversed, { passphrase: PASSPHRASE });
  const view = await side.inspect(pkcs12([keyPem, certificate, intermediate.pem].join('')), { addTo: importId, passphrase: PASSPHRASE });
  expect(view).toMatchObject({ identities: [{ isFit: true, hasKey: true, chainLength: 1 }] });
  await side.take(importId);
  const [entry] = side.vault.read().certificates;
  const { identityOf } = await import('../identity.ts');
  const { cert, key } = identityOf(entry!);
  // What throws KEY_VALUES_MISMATCH where leaf and chain are mixed up.
  expect(() => createSecureContext({ cert, key: key.reveal() })).not.toThrow();
});

run('postman-app-support#5916: a key and a certificate that do not match are told, and nothing crashes', async () => {
  const side = await importSide();
  const certificate = await certificateFor(side.authority, ecKey());
  const view = await side.inspect(certificate + pemOfKey(RSA));
  expect(view).toMatchObject({ identities: [{ hasKey: false, isFit: false, checks: expect.arrayContaining([expect.objectContaining({ id: 'key-match', state: 'failed' })]) }], says: 'Certificate and key do not belong together.' });
  await expect(side.take(view.importId)).rejects.toMatchObject({ code: 'CERT_WRONG_KEY' });
  expect(side.vault.read().certificates).toEqual([]);
});

run('postman-app-support#5765: a wrong passphrase is told, nothing closes, and the next try goes through', async () => {
  const side = await importSide();
  const { keyPem, certificate } = await chained(side.authority);
  const { importId, files } = await side.inspect(pkcs12(certificate + keyPem));
  expect(files).toMatchObject([{ needsPassphrase: true }]);
  // More tries than a wrong passphrase needs to give valid padding by chance.
  for (let tries = 0; tries < 20; tries += 1) {
    const { files: again, identities, says } = await side.again(importId, `wrong ${tries}`);
    expect(again).toMatchObject([{ needsPassphrase: true, error: { code: 'IMPORT_WRONG_PASSPHRASE' } }]);
    expect(identities).toEqual([]);
    expect(says).toBe('It opens with its passphrase.');
  }
  expect(await side.again(importId, PASSPHRASE)).toMatchObject({ files: [{ needsPassphrase: false }], identities: [{ isFit: true }] });
});

run.each([['PBE-SHA1-RC2-40', 'RC2-40'], ['PBE-SHA1-RC2-128', 'RC2-128'], ['PBE-SHA1-3DES', '3DES']])('Kong/insomnia#5059: a P12 of the old cipher %s opens, and is not called a wrong passphrase', async (cipher, name) => {
  const side = await importSide();
  const { keyPem, certificate, intermediate } = await chained(side.authority, RSA);
  const file = pkcs12([certificate, keyPem, intermediate.pem].join(''), '-legacy', '-keypbe', cipher, '-certpbe', cipher);
  expect((await side.inspect(file)).files).toMatchObject([{ what: `PKCS#12 file (PKCS#12, ${name})`, needsPassphrase: true }]);
  expect(await side.inspect(file, { passphrase: PASSPHRASE })).toMatchObject({ identities: [{ isFit: true, chainLength: 1, kind: 'RSA 2048' }] });
  expect((await side.inspect(file, { passphrase: 'wrong' })).files).toMatchObject([{ error: { code: 'IMPORT_WRONG_PASSPHRASE' } }]);
});

run('Kong/insomnia#5059: a cipher that is too old is told by its name, with the command that converts it, whatever the passphrase', async () => {
  const side = await importSide();
  const { keyPem, certificate } = await chained(side.authority, RSA);
  const file = pkcs12(certificate + keyPem, ...LEGACY, '-keypbe', 'PBE-SHA1-RC4-128', '-certpbe', 'PBE-SHA1-RC4-128', '-macalg', 'sha1');
  for (const passphrase of [PASSPHRASE, 'wrong']) {
    const { files } = await side.inspect(file, { passphrase });
    expect(files).toMatchObject([{ what: 'PKCS#12 file (PKCS#12, RC4-128)', error: { code: 'IMPORT_CIPHER', details: { reason: expect.stringMatching(/openssl pkcs12 -provider legacy .* -in old\.p12/) } } }]);
  }
});

run.each(['Grüße, 密码 und mehr', 'Gru\u0308\u00dfe', '', 'ſtrange “quotes” 🔑', ' blanks around ', 'per%20cent&co"\'$`\\'])('usebruno/bruno#5361: the correct passphrase %j is never rejected', async (passphrase) => {
  const side = await importSide();
  const { keyPem, certificate } = await chained(side.authority);
  for (const args of [[], ['-legacy'], ['-legacy', '-keypbe', 'PBE-SHA1-RC2-40', '-certpbe', 'PBE-SHA1-RC2-40']]) {
    const file = pkcs12(certificate + keyPem, '-passout', `pass:${passphrase}`, ...args);
    expect(await side.inspect(file, { passphrase })).toMatchObject({ files: [{ needsPassphrase: false }], identities: [{ isFit: true }] });
    const wrong = await side.inspect(file, { passphrase: `${passphrase}x` });
    expect(wrong.files).toMatchObject([{ error: { code: 'IMPORT_WRONG_PASSPHRASE' } }]);
  }
});

run('usebruno/bruno#5361: letters composed otherwise, and as OpenSSL 1.0 wrote them, are the same passphrase', async () => {
  const side = await importSide();
  const { keyPem, certificate } = await chained(side.authority);
  const asTyped = 'Grüße';
  const bytewise = Buffer.from(asTyped).toString('latin1');
  for (const written of [asTyped.normalize('NFD'), bytewise]) {
    for (const args of [[], ['-legacy']]) {
      if (written === bytewise && args.length === 0) continue;
      const file = pkcs12(certificate + keyPem, '-passout', `pass:${written}`, ...args);
      expect((await side.inspect(file, { passphrase: asTyped })).identities).toMatchObject([{ isFit: true }]);
    }
  }
});

run('usebruno/bruno#5361: the right passphrase of a key that cannot be used is not called wrong', async () => {
  const side = await importSide();
  const dsa = generateKeyPairSync('dsa', { modulusLength: 1024, divisorLength: 160 }).privateKey;
  const passout = ['-passout', `pass:${PASSPHRASE}`];
  const files = [openssl(['dsa', '-aes128', '-in', 'IN', '-out', 'OUT', ...passout], pemOfKey(dsa)), openssl(['pkcs8', '-topk8', '-in', 'IN', '-out', 'OUT', ...passout], pemOfKey(dsa))];
  for (const file of files) {
    expect((await side.inspect(file, { passphrase: PASSPHRASE })).files).toMatchObject([{ needsPassphrase: false, error: { code: 'CERT_UNREADABLE', details: { reason: expect.stringContaining('it does not take DSA') } } }]);
    expect((await side.inspect(file, { passphrase: 'wrong' })).files).toMatchObject([{ needsPassphrase: true, error: { code: 'IMPORT_WRONG_PASSPHRASE' } }]);
  }
});

run('usebruno/bruno#5361: no passphrase and an empty one both open without being asked for', async () => {
  const side = await importSide();
  const { keyPem, certificate } = await chained(side.authority);
  const none = pkcs12(certificate + keyPem, '-passout', 'pass:', '-keypbe', 'NONE', '-certpbe', 'NONE', '-nomac');
  const empty = pkcs12(certificate + keyPem, '-passout', 'pass:');
  for (const file of [none, empty]) expect(await side.inspect(file)).toMatchObject({ files: [{ needsPassphrase: false }], identities: [{ isFit: true }] });
});
