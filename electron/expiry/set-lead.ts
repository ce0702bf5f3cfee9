import { PortcullisError } from '../../shared/errors.ts';
import type { Parsed } from '../../shared/ipc/contract.ts';
import type { Audit, VaultStore } from '../ports.ts';
import type { VaultBody } from '../vault/body.ts';
import { titleOfKey } from './list.ts';

/** Gives one key, certificate or token of the vault a lead time of its own, in days, or with null that of its kind again. Throws `KEY_NOT_FOUND` for an id that none has. */
export async function setLead({ vault, audit }: { vault: VaultStore; audit: Audit }, { id, leadDays }: Parsed<'expiry.setLead'>): Promise<void> {
  const title = titleOf(vault.read(), id);
  await vault.update((body) => {
    titleOf(body, id);
    return withLead(body, id, leadDays);
  });
  await audit({ kind: 'expiry.lead-changed', outcome: 'ok', subject: title, says: leadDays === null ? 'that of its kind again' : `${leadDays} days before its end` });
}

/** Drops the lead times of what is gone as well. */
function withLead(body: VaultBody, id: string, days: number | null): VaultBody {
  const there = new Set([...body.keys, ...body.certificates, ...body.tokens].map((entry) => entry.id));
  const kept = Object.entries(body.leadDays).filter(([other]) => other !== id && there.has(other));
  return { ...body, leadDays: Object.fromEntries(days === null ? kept : [...kept, [id, days]]) };
}

function titleOf({ keys, certificates, tokens }: VaultBody, id: string): string {
  const key = keys.find((one) => one.id === id);
  const title = key ? titleOfKey(key) : (certificates.find((one) => one.id === id)?.name ?? tokens.find((one) => one.id === id)?.label);
  if (title === undefined) throw new PortcullisError('KEY_NOT_FOUND');
  return title;
}
