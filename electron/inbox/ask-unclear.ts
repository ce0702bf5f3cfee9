import type { Services } from '../services.ts';
import { attempt } from './ask.ts';

/** Asks Wise about each approval whose end is not known; one that cannot be told now is asked about the next time. */
export async function askUnclear({ vault, approvals }: Services, connectionId: string): Promise<void> {
  const unclear = vault.read().approvals.filter((entry) => entry.connectionId === connectionId && entry.sentAt !== undefined);
  for (const entry of unclear) {
    const { state, canAsk } = approvals.viewOf(entry);
    if (state === 'unclear' && canAsk) await attempt(() => approvals.ask(entry.id));
  }
}
