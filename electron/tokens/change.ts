import { PortcullisError } from '../../shared/errors.ts';
import type { Output, Parsed } from '../../shared/ipc/contract.ts';
import { findConnection } from '../connections/resolve.ts';
import type { Audit, Clock, VaultStore } from '../ports.ts';
import type { TokenEntry } from '../vault/body.ts';
import { findToken, tokenName, withToken } from './entry.ts';
import { labelOr } from './label.ts';
import { summarizeToken } from './summary.ts';

/** What is left out stays; null takes the reminder away, which only personal tokens have. Throws `TOKEN_NOT_FOUND`, and `IPC_INVALID_INPUT` for a reminder on a user token. */
export async function changeToken({ vault, audit, now = Date.now }: { vault: VaultStore; audit: Audit; now?: Clock }, { tokenId, label, replaceAfterDays }: Parsed<'tokens.change'>): Promise<Output<'tokens.change'>> {
  const body = await vault.update((before) => {
    const entry = findToken(before, tokenId);
    if (entry.kind !== 'personal' && typeof replaceAfterDays === 'number') throw new PortcullisError('IPC_INVALID_INPUT', { field: 'replaceAfterDays', reason: 'PERSONAL_TOKENS_ONLY' });
    const next = reminded(label === undefined ? entry : { ...entry, label: labelOr(label, entry.kind, entry.madeAt) }, replaceAfterDays);
    return next === entry ? before : withToken(before, tokenId, () => next);
  });
  const entry = findToken(body, tokenId);
  const says = [...(label === undefined ? [] : ['label changed']), ...saysOf(replaceAfterDays)].join(', ');
  if (says) await audit({ kind: 'token.changed', outcome: 'ok', subject: tokenName(entry), says });
  return summarizeToken(entry, findConnection(body, entry.connectionId), { now: now() });
}

function reminded(entry: TokenEntry, days: number | null | undefined): TokenEntry {
  if (days === undefined) return entry;
  const { replaceAfterDays: _before, ...rest } = entry;
  return days === null ? rest : { ...rest, replaceAfterDays: days };
}

function saysOf(days: number | null | undefined): string[] {
  if (days === undefined) return [];
  return [days === null ? 'no reminder to replace it' : `to be replaced ${days} ${days === 1 ? 'day' : 'days'} after it was made`];
}
