import { PortcullisError } from '../../shared/errors.ts';
import type { VaultBody } from '../vault/body.ts';

/** Approvals that may have gone out and are not over, by title. Whoever is asked what became of them must be the one they were sent to. */
export function unendedApprovals({ approvals }: Pick<VaultBody, 'approvals'>, connectionId: string): string[] {
  return approvals.flatMap((entry) => (entry.connectionId === connectionId && entry.sentAt !== undefined ? [`the approval of ${entry.title}`] : []));
}

/** Throws `CONNECTION_IN_USE` with their titles. */
export function assertNoneUnended(body: VaultBody, connectionId: string): void {
  const titles = unendedApprovals(body, connectionId);
  if (titles.length > 0) throw new PortcullisError('CONNECTION_IN_USE', { reason: titles.join(', ') });
}
