import fc from 'fast-check';
import { createPublicKey } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { formatCode, newRecoveryCode, parseCode, recoveryKeyPair } from './recovery-code.ts';
import { expectCode } from './testing/test-vault.ts';

const twentyBytes = fc.uint8Array({ minLength: 20, maxLength: 20 });

describe('the code', () => {
  test('is eight groups of four characters that cannot be mixed up', () => {
    expect(newRecoveryCode()).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){7}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(new Set(Array.from({ length: 100 }, newRecoveryCode)).size).toBe(100);
  });

  test('reads back, however it is typed', () => {
    fc.assert(fc.property(twentyBytes, (bytes) => {
      const code = formatCode(bytes);
      const typed = [code, code.toLowerCase(), code.replaceAll('-', ''), ` ${code.replaceAll('-', ' – ')}\n`, code.replaceAll('0', 'o').replaceAll('1', 'l'), code.replaceAll('0', 'O').replaceAll('1', 'I')];
      expect(typed.map((text) => parseCode(text).equals(bytes))).toEqual(typed.map(() => true));
    }));
  });

  test.each(['', 'ABCD', 'U'.repeat(32), '0'.repeat(31), '0'.repeat(33), `${'0'.repeat(31)}*`, '\u0000'.repeat(32)])('refuses %j', async (typed) => {
    await expectCode(() => parseCode(typed), 'VAULT_WRONG_RECOVERY_CODE');
  });
});

describe('its key pair', () => {
  test('is always a valid P-256 key, and the same for the same code and salt', () => {
    fc.assert(fc.property(twentyBytes, fc.uint8Array({ minLength: 16, maxLength: 16 }), (code, salt) => {
      const jwk = recoveryKeyPair(code, salt);
      expect(recoveryKeyPair(code, salt)).toEqual(jwk);
      expect(createPublicKey({ key: jwk, format: 'jwk' }).export({ format: 'jwk' })).toEqual({ kty: 'EC', crv: 'P-256', x: jwk.x, y: jwk.y });
    }));
  });

  test('stays as it is, or printed codes would stop working', () => {
    const { x, d } = recoveryKeyPair(Buffer.alloc(20, 1), Buffer.alloc(16, 2));
    expect({ x, d }).toMatchInlineSnapshot(`
      {
        "d": "aRy69YzTE4R7zoz07tAWJsFUHrrqx_uqLSyNohc8Wyw",
        "x": "aEzB0ZhwAquWNAP6eC3PIFAtRZ1yoTm_1wd-u3FJn-A",
      }
    `);
  });
});
