import { expect, test } from 'vitest';
import { BodyJson } from './body-json.ts';
import type { CertificateEntry } from './body.ts';
import { newVaultBody } from './new-body.ts';

const CERTIFICATE: CertificateEntry = {
  id: '7f0b1f8e-3c53-4b0e-9a80-3f3f5a2f1c11', connectionId: '0f7c1a52-6a1f-4a3e-8f4c-5f8a7a3b2c22', name: 'October', kind: 'EC P-256', privateJwk: { kty: 'EC', d: 'the private half' }, subject: '', chain: [],
  madeAt: '2026-11-22T12:00:00.000Z', origin: 'made', uses: 0, history: [],
};
const POINT = { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' } as const;
const RECOVERY = { publicJwk: POINT, kdf: { name: 'hkdf-sha256' as const, salt: 'A'.repeat(22) } };

test('the bytes of a certificate’s private key are zeroed when all is forgotten', () => {
  const json = new BodyJson();
  const pieces = json.encode({ ...newVaultBody(), certificates: [CERTIFICATE] }, { recovery: RECOVERY });
  expect(Buffer.concat(pieces).toString()).toContain('the private half');
  json.forget();
  expect(Buffer.concat(pieces).toString()).not.toContain('the private half');
});
