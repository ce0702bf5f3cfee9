import { expect, test } from 'vitest';
import type { ApprovalRecord } from '../../shared/model/approvals.ts';
import { BodyJson } from './body-json.ts';
import type { CertificateEntry } from './body.ts';
import { newVaultBody } from './new-body.ts';

const CERTIFICATE: CertificateEntry = {
  id: '7f0b1f8e-3c53-4b0e-9a80-3f3f5a2f1c11', connectionId: '0f7c1a52-6a1f-4a3e-8f4c-5f8a7a3b2c22', name: 'October', kind: 'EC P-256', privateJwk: { kty: 'EC', d: 'the private half' }, subject: '', chain: [],
  madeAt: '2026-11-22T12:00:00.000Z', origin: 'made', uses: 0, history: [],
};
const POINT = { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' } as const;
const RECOVERY = { publicJwk: POINT, kdf: { name: 'hkdf-sha256' as const, salt: 'A'.repeat(22) } };

const record = (): ApprovalRecord => ({
  id: crypto.randomUUID(), at: '2026-11-22T12:00:00.000Z', key: 'transfer:1', kind: 'fund-transfer', connectionId: CERTIFICATE.connectionId, connectionName: 'Acme', environment: 'production',
  title: 'Nordwind', shown: [], call: { method: 'POST', path: '/v3' }, bodySha256: '', challenges: [], outcome: 'done', says: 'Funded.',
});

test('the bytes of a certificate’s private key are zeroed when all is forgotten', () => {
  const json = new BodyJson();
  const pieces = json.encode({ ...newVaultBody(), certificates: [CERTIFICATE] }, { recovery: RECOVERY });
  expect(Buffer.concat(pieces).toString()).toContain('the private half');
  json.forget();
  expect(Buffer.concat(pieces).toString()).not.toContain('the private half');
});

test('with thousands of approvals on record, one more writes only the last few anew; all of them are read back', () => {
  const json = new BodyJson();
  const body = { ...newVaultBody(), approvalRecords: Array.from({ length: 2000 }, record) };
  const before = new Set(json.encode(body, { recovery: RECOVERY }));
  const after = { ...body, approvalRecords: [...body.approvalRecords, record()] };
  const pieces = json.encode(after, { recovery: RECOVERY });
  const anew = pieces.filter((piece) => !before.has(piece)).map((piece) => piece.toString()).join('');
  expect(anew.split('"bodySha256"').length - 1).toBeLessThanOrEqual(64);
  expect(json.decode(Buffer.concat(pieces)).body.approvalRecords).toEqual(after.approvalRecords);
});
