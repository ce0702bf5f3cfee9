import type { Services } from '../services.ts';
import type { VaultBody } from '../vault/body.ts';

type TriesDeps = Pick<Services, 'vault' | 'now'>;

/** Wrong tries in a row, and until when Wise blocks (ISO 8601), as far as is known here. */
export function triesOf(_body: VaultBody, _connectionId: string, _profileId: number | undefined, _now: number): { wrongTries: number; blockedUntil?: string } {
  return { wrongTries: 0 };
}

/** Wise refused a proof. The fifth in a row blocks for 15 minutes. */
export async function noteWrongTry(_deps: TriesDeps, _connectionId: string, _profileId: number): Promise<void> {}

/** Wise took one: the row is broken. */
export async function noteRightTry(_deps: TriesDeps, _connectionId: string, _profileId: number): Promise<void> {}

/** Wise gave no one-time token: it blocks, whatever was counted here. */
export async function noteBlocked(_deps: TriesDeps, _connectionId: string, _profileId: number): Promise<void> {}
