import type { Parsed } from '../../shared/ipc/contract.ts';
import type { Services } from '../services.ts';
import { writeApproval } from './approval-link.ts';

/** The call of an item as text that `approvals.open` reads, to the clipboard. It names no host and holds no credential. Throws `APPROVAL_NOT_FOUND`, `CLIPBOARD_REFUSED`. */
export async function copyApprovalLink({ inbox, clipboard }: Pick<Services, 'inbox' | 'clipboard'>, { connectionId, key }: Parsed<'approvals.copyLink'>): Promise<void> {
  const { call, note } = inbox.find(connectionId, key);
  await clipboard.copy(writeApproval({ call, ...(note === undefined ? {} : { note }) }), false);
}
