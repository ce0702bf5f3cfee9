import type { ProtectedCall } from '../../shared/model/approvals.ts';

/** The protected calls that Portcullis makes itself (WISE.md, "Protected calls worth having ready"). */
const FROM_BALANCE = JSON.stringify({ type: 'BALANCE' });

export function fundTransfer(profileId: number, transferId: number): ProtectedCall {
  return { method: 'POST', path: `/v3/profiles/${profileId}/transfers/${transferId}/payments`, body: FROM_BALANCE };
}

export function fundBatch(profileId: number, batchGroupId: string): ProtectedCall {
  return { method: 'POST', path: `/v3/profiles/${profileId}/batch-payments/${batchGroupId}/payments`, body: FROM_BALANCE };
}

/** Until the person decides it holds `APPROVED`. */
export function threeDsResult(profileId: number, transactionReference: string): ProtectedCall {
  return { method: 'POST', path: `/v3/spend/profiles/${profileId}/3dsecure/challenge-result`, body: JSON.stringify({ transactionReference, challengeStatus: 'APPROVED' }) };
}

/** `from`, `to`: ISO 8601 dates, both included, UTC. */
export function statement({ profileId, balanceId, currency, from, to, type }: { profileId: number; balanceId: number; currency: string; from: string; to: string; type: string }): ProtectedCall {
  const query = `currency=${currency}&intervalStart=${from}T00:00:00.000Z&intervalEnd=${to}T23:59:59.999Z&type=${type}`;
  return { method: 'GET', path: `/v1/profiles/${profileId}/balance-statements/${balanceId}/statement.json?${query}` };
}
