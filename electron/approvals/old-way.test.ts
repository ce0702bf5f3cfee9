import { createPublicKey, generateKeyPairSync, randomUUID, verify } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { expectCode } from '../vault/testing/test-vault.ts';
import { fund, FUND, KEY, reject, startApprovalSide, STATUS, type ApprovalSide } from './testing/approval-side.ts';

let side: ApprovalSide;
afterEach(() => side.close());

const begin = async () => side.approvals.begin({ connectionId: side.connectionId, key: KEY });
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const privateJwk = privateKey.export({ format: 'jwk' });

async function withKey(): Promise<void> {
  const entry = { id: randomUUID(), connectionId: side.connectionId, label: 'old', privateJwk: { ...privateJwk, kty: 'RSA' as const }, bits: 2048, fingerprint: 'aa', origin: 'made' as const, madeAt: new Date(side.clock.now).toISOString(), uses: 0 };
  await side.vault.update((body) => ({ ...body, scaKeys: [entry] }));
}

/** Takes a token that is signed with the key that was uploaded. */
function takeSigned(): void {
  side.wise.routes[FUND] = ({ headers }) => {
    const token = String(headers['x-2fa-approval'] ?? '');
    const isSigned = verify('sha256', Buffer.from(token), createPublicKey(privateKey), Buffer.from(String(headers['x-signature'] ?? ''), 'base64'));
    return isSigned && side.state.tokens.has(token) ? fund(side.state, token) : reject(side.state);
  };
}

test('a personal token: no proofs, the one-time token is signed when it is sent', async () => {
  side = await startApprovalSide({}, 'personal');
  await withKey();
  takeSigned();
  const { approval } = await begin();
  expect(approval).toMatchObject({ state: 'clear', signsToken: true, token: { challenges: [] } });
  expect(side.wise.received.some(({ path }) => STATUS.endsWith(path))).toBe(false);
  expect((await side.approvals.send(approval?.id ?? '')).record).toMatchObject({ outcome: 'done', challenges: [] });
  const { headers } = side.fundCalls()[1]!;
  expect(JSON.stringify([side.vault.read().approvalRecords, side.audit.lines])).not.toContain(String(headers['x-signature']));
});

test('without a key it says so; where Wise does not take the signature, too, and nothing is open any more', async () => {
  side = await startApprovalSide({}, 'personal');
  await expectCode(begin(), 'SCA_KEY_MISSING');
  await expectCode(side.approvals.startSession({ connectionId: side.connectionId, profileId: 30_120_001 }), 'SCA_USER_TOKEN');
  expect(side.vault.read().approvals).toEqual([]);
  await withKey();
  for (const refusal of [() => reject(side.state), () => ({ status: 403, body: '' }), () => ({ status: 403, headers: { 'x-2fa-approval-result': 'REJECTED' } })]) {
    const id = (await begin()).approval?.id ?? '';
    side.wise.next(FUND, refusal);
    await expectCode(side.approvals.send(id), 'SCA_OLD_WAY_REFUSED');
    expect(side.vault.read().approvals).toEqual([]);
  }
  expect(side.state.funded).toBe(0);
  expect(side.vault.read()).toMatchObject({ approvalRecords: [], factors: [] });
});
