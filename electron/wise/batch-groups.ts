import type { WiseClient } from './client.ts';
import type { WiseAnswer } from './exchange.ts';
import type { Secret } from './secret.ts';

/** What the app reads of a batch group (`GET /v3/profiles/{profileId}/batch-groups/{id}`). */
export type WiseBatchGroup = { id: string; version?: number; name: string; sourceCurrency: string; status: string; transferIds: number[]; payInAmount?: number };

export async function requestBatchGroup(_client: WiseClient, _token: Secret<string>, _profileId: number, _id: string): Promise<WiseAnswer> {
  throw new Error('TODO');
}
export function readBatchGroup(_answer: WiseAnswer): WiseBatchGroup {
  throw new Error('TODO');
}
