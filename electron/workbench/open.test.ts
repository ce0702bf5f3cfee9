import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { CompactEncrypt } from 'jose';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Parsed } from '../../shared/ipc/contract.ts';
import { run as runSchema } from '../../shared/model/views.ts';
import { encryptCompact } from '../jose/encrypt.ts';
import { looseJwe, looseJws } from '../jose/testing/tokens.ts';
import { withKey } from '../keys/entry.ts';
import { signWithNode } from '../wise/testing/wise-double.ts';
import { openToken } from './open.ts';
import { statesOf, stepOf, workbenchSide } from './testing.ts';

type With = Parsed<'workbench.open'>['with'];
let side: Awaited<ReturnType<typeof workbenchSide>>;
let signing: string;
let encryption: string;

beforeAll(async () => {
  side = await workbenchSide();
  signing = (await side.make()).id;
  encryption = (await side.make({ algorithm: 'RSA-OAEP-256' })).id;
}, 60_000);
beforeEach(() => {
  side.audit.lines.length = 0;
});

const open = async (token: string, using: With = { kind: 'nothing' }) => runSchema.parse(await openToken(side, { token, with: using }));
const ours = async (payload = '{"message":"hello"}') => {
  const { jws } = await side.sign({ keyId: signing, method: 'POST', path: '/v1/x', payload });
  side.audit.lines.length = 0;
  return jws;
};
const wises = (version = 1, payload = '{"a":1}') => signWithNode('ES512', side.wise.privateKey, { alg: 'ES512', version }, payload);
const encrypted = async (payload: string | Uint8Array) => (await encryptCompact(side.publicKeyOf(encryption), { kid: encryption }, payload)).jwe;

const byContentKey = (bytes: Buffer) => ({ kind: 'content-key', base64url: bytes.toString('base64url') }) as const;

describe('decoding', () => {
  test('a JWS: header and payload in words, and not believed', async () => {
    const run = await open(await ours());
    expect(run).toMatchObject({ ok: true, says: 'Decoded, not verified.', steps: [{ id: 'decode', title: 'A signed message (JWS)' }] });
    expect(stepOf(run, 'decode').blocks).toEqual([
      { label: 'Protected header', kind: 'json', text: JSON.stringify({ alg: 'ES512', typ: 'JWT', kid: signing, url: '/v1/x' }, null, 2) },
      { label: 'Payload, not verified yet', kind: 'json', text: '{\n  "message": "hello"\n}' },
    ]);
    expect(stepOf(run, 'decode').facts).toContainEqual({ label: 'Key of this vault', value: `Payments (key ${signing.slice(0, 8)})` });
    expect(side.audit.lines).toEqual([]);
  });

  test('a JWE: only its header', async () => {
    const run = await open(await encrypted('secret words'));
    expect(run).toMatchObject({ ok: true, says: 'Decoded; the payload is still encrypted.', steps: [{ title: 'An encrypted message (JWE)' }] });
    expect(JSON.stringify(run)).not.toContain('secret words');
  });

  test('a token that came in lines', async () => {
    const jws = await ours();
    expect((await open(`  ${jws.replaceAll(/(.{60})/g, '$1\r\n')}\n`)).ok).toBe(true);
  });

  test.each([
    ['JOSE_NOT_COMPACT', 'hello'],
    ['JOSE_ALG_NONE', looseJws({ alg: 'nOnE' })],
    ['JOSE_CRIT_UNKNOWN', looseJws({ alg: 'ES512', crit: ['exp'], exp: 1 })],
    ['JOSE_COMPRESSED', looseJwe({ alg: 'RSA-OAEP-256', enc: 'A256GCM', zip: 'DEF' })],
    ['JOSE_DUPLICATE_MEMBER', looseJws('{"alg":"ES512","alg":"ES256"}')],
    ['JOSE_HEADER_INVALID', looseJws({ kid: 'k' })],
    ['JOSE_TOO_LARGE', `${looseJws({ alg: 'ES512' })}${'A'.repeat(262_144)}`],
  ])('%s is refused by name, whatever it is opened with', async (code, token) => {
    for (const using of [{ kind: 'nothing' }, { kind: 'key', keyId: signing }, { kind: 'key', keyId: encryption }, { kind: 'wise-key', connectionId: side.connectionId }] as const) {
      const run = await open(token, using);
      expect(statesOf(run)).toEqual(['decode failed']);
      expect(stepOf(run, 'decode').error?.code).toBe(code);
    }
    expect(side.audit.lines).toEqual([]);
  });

  test('what indenting would change is shown as it came', async () => {
    for (const payload of ['{"amount":12345678901234567890}', '{"a":1,"a":2}', `${'['.repeat(9000)}${']'.repeat(9000)}`]) {
      expect(stepOf(await open(looseJws({ alg: 'ES512' }, payload)), 'decode').blocks.at(-1)!.text).toBe(payload);
    }
  });
});

describe('verifying', () => {
  test('with a signing key of the vault, by its public half; that it was used is audited', async () => {
    const run = await open(await ours(), { kind: 'key', keyId: signing });
    expect(run).toMatchObject({ ok: true, says: `The signature is of key ${signing.slice(0, 8)}.` });
    expect(statesOf(run)).toEqual(['decode ok', 'verify ok']);
    expect(side.audit.lines).toEqual([{ kind: 'key.used', outcome: 'ok', subject: `key ${signing.slice(0, 8)}`, says: 'checked a signature on the workbench' }]);
  });

  test('with Wise’s key that is kept, of the version that the header names', async () => {
    const newer = generateKeyPairSync('ec', { namedCurve: 'P-521' });
    await side.keep('ES512', 2, newer.publicKey);
    const using = { kind: 'wise-key', connectionId: side.connectionId } as const;
    expect(await open(wises(1), using)).toMatchObject({ ok: true, says: 'The signature is of Wise’s key, version 1.' });
    expect(statesOf(await open(signWithNode('ES512', newer.privateKey, { alg: 'ES512', version: 2 }, '{}'), using))).toEqual(['decode ok', 'wise-key ok', 'verify ok']);
    const forged = await open(wises(2), using);
    expect(statesOf(forged)).toEqual(['decode ok', 'wise-key ok', 'verify failed']);
    expect(stepOf(forged, 'verify').error?.code).toBe('JOSE_SIGNATURE_INVALID');
    expect(side.audit.lines).toEqual([]);
  });

  test('a key of Wise’s that is not kept is asked for, and the step that fails says so', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const run = await open(signWithNode('ES256', privateKey, { alg: 'ES256' }, '{}'), { kind: 'wise-key', connectionId: side.connectionId });
    expect(statesOf(run)).toEqual(['decode ok', 'wise-key failed']);
    expect(stepOf(run, 'wise-key').error?.code).toBe('WISE_UNREACHABLE');
  });

  test('with a pasted public key; another is JOSE_SIGNATURE_INVALID', async () => {
    const jws = await ours();
    const text = String(side.publicKeyOf(signing).export({ format: 'pem', type: 'spki' }));
    expect(await open(jws, { kind: 'public-key', text })).toMatchObject({ ok: true, says: 'The signature is of the pasted public key.' });
    const other = JSON.stringify(generateKeyPairSync('ec', { namedCurve: 'P-521' }).publicKey.export({ format: 'jwk' }));
    expect(stepOf(await open(jws, { kind: 'public-key', text: other }), 'verify').error?.code).toBe('JOSE_SIGNATURE_INVALID');
    await expect(open(jws, { kind: 'public-key', text: 'x' })).rejects.toMatchObject({ code: 'PUBLIC_KEY_UNREADABLE' });
  });

  test.each(['HS256', 'RS256', 'EdDSA', 'ES256K'])('%s is refused by name before any key is used', async (alg) => {
    for (const using of [{ kind: 'key', keyId: signing }, { kind: 'wise-key', connectionId: side.connectionId }, { kind: 'public-key', text: String(side.publicKeyOf(signing).export({ format: 'pem', type: 'spki' })) }] as const) {
      const run = await open(looseJws({ alg }), using);
      expect(statesOf(run)).toEqual(['decode ok', 'verify failed']);
      expect(stepOf(run, 'verify').error).toMatchObject({ code: 'JOSE_ALGORITHM_REFUSED', details: { reason: alg } });
    }
    expect(side.audit.lines).toEqual([]);
  });

  test('a key of the vault verifies its own algorithm only', async () => {
    const { id } = await side.make({ algorithm: 'PS256' });
    await side.vault.update((body) => withKey(body, id, (entry) => ({ ...entry, algorithm: 'PS384' })));
    const { jws } = await side.sign({ keyId: id, method: 'POST', path: '/', payload: '' });
    await side.vault.update((body) => withKey(body, id, (entry) => ({ ...entry, algorithm: 'PS256' })));
    expect(stepOf(await open(jws, { kind: 'key', keyId: id }), 'verify').error).toMatchObject({ code: 'JOSE_ALGORITHM_REFUSED', details: { reason: 'PS384' } });
  });
});

describe('decrypting', () => {
  test('with an encryption key of the vault; that it was used is audited, what was in it is not', async () => {
    const run = await open(await encrypted('{"pin":"1234"}'), { kind: 'key', keyId: encryption });
    expect(run).toMatchObject({ ok: true, says: 'Decrypted.' });
    expect(stepOf(run, 'decrypt').blocks).toEqual([{ label: 'Payload', kind: 'json', text: '{\n  "pin": "1234"\n}' }]);
    expect(side.audit.lines).toEqual([{ kind: 'key.used', outcome: 'ok', subject: `key ${encryption.slice(0, 8)}`, says: 'decrypted a message on the workbench' }]);
  });

  test('a signed message inside is decoded and told to be unverified; alone it verifies', async () => {
    const run = await open(await encrypted(wises()), { kind: 'key', keyId: encryption });
    expect(statesOf(run)).toEqual(['decode ok', 'decrypt ok', 'decode ok']);
    expect(run.says).toBe('Decrypted. The message inside is signed and not verified yet: copy it, and open it with the key of who signed it.');
    const inner = stepOf(run, 'decode');
    expect(inner).toMatchObject({ title: 'Inside: a signed message (JWS)', blocks: [{ label: 'The message itself', kind: 'compact', text: expect.stringMatching(/^ey/) }, {}, { label: 'Payload, not verified yet' }] });
    expect((await open(inner.blocks[0]!.text, { kind: 'wise-key', connectionId: side.connectionId })).ok).toBe(true);
  });

  test('a message inside that must be refused is, by name', async () => {
    const run = await open(await encrypted(looseJws({ alg: 'none' })), { kind: 'key', keyId: encryption });
    expect(statesOf(run)).toEqual(['decode ok', 'decrypt ok', 'decode failed']);
    expect(stepOf(run, 'decode').error?.code).toBe('JOSE_ALG_NONE');
  });

  test('bytes that are no text are shown in base64', async () => {
    const run = await open(await encrypted(Buffer.from([0xff, 0xfe])), { kind: 'key', keyId: encryption });
    expect(stepOf(run, 'decrypt').blocks).toEqual([{ label: 'Payload (bytes, in base64)', kind: 'text', text: '//4=' }]);
  });

  test('direct encryption with the content key of the request', async () => {
    const contentKey = randomBytes(32);
    const token = await new CompactEncrypt(Buffer.from('hello')).setProtectedHeader({ alg: 'dir', enc: 'A256GCM' }).encrypt(contentKey);
    expect(stepOf(await open(token, byContentKey(contentKey)), 'decrypt').blocks[0]!.text).toBe('hello');
    expect(stepOf(await open(token, byContentKey(randomBytes(32))), 'decrypt').error?.code).toBe('JOSE_DECRYPT_FAILED');
    await expect(open(token, byContentKey(randomBytes(31)))).rejects.toMatchObject({ code: 'IPC_INVALID_INPUT', details: { field: 'with.base64url' } });
  });

  test('what a key cannot do is KEY_WRONG_USE in the step where it shows', async () => {
    const [jws, jwe] = [await ours(), await encrypted('x')];
    const wrong = [
      [jws, 'verify', { kind: 'key', keyId: encryption }],
      [jws, 'verify', { kind: 'content-key', base64url: randomBytes(32).toString('base64url') }],
      [jwe, 'decrypt', { kind: 'key', keyId: signing }],
      [jwe, 'decrypt', { kind: 'wise-key', connectionId: side.connectionId }],
      [jwe, 'decrypt', { kind: 'public-key', text: side.publicKeyOf(encryption).export({ format: 'pem', type: 'spki' }).toString() }],
    ] as const;
    for (const [token, step, using] of wrong) expect(stepOf(await open(token, using), step).error?.code).toBe('KEY_WRONG_USE');
  });

  test('nothing of a token stays in the vault or the audit log', async () => {
    const before = JSON.stringify(side.vault.read());
    await open(await encrypted('a word that is nowhere else'), { kind: 'key', keyId: encryption });
    expect(JSON.stringify(side.vault.read())).toBe(before);
    expect(JSON.stringify(side.audit.lines)).not.toMatch(/nowhere else|eyJ/);
  });

  test('keys and connections that are not there', async () => {
    const none = '00000000-0000-4000-8000-000000000000';
    await expect(open('x', { kind: 'key', keyId: none })).rejects.toMatchObject({ code: 'KEY_NOT_FOUND' });
    await expect(open('x', { kind: 'wise-key', connectionId: none })).rejects.toMatchObject({ code: 'CONNECTION_NOT_FOUND' });
  });
});
