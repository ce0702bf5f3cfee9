import { PortcullisError, toPortcullisError } from '../../shared/errors.ts';
import type { Parsed } from '../../shared/ipc/contract.ts';
import type { ApprovalItem } from '../../shared/model/approvals.ts';
import { findConnection } from '../connections/resolve.ts';
import type { Services } from '../services.ts';
import { givenBytes } from '../shell/given-bytes.ts';
import { readApprovalText, type WrittenCall } from './approval-link.ts';
import { newDraft } from './draft.ts';
import { saveDraft } from './save-draft.ts';

/** Reads a link or an approval file that a person pasted, dropped or picked, into the inbox. Sends nothing. Throws `APPROVAL_FILE_UNREADABLE`, `CANCELLED` and as `saveDraft`. */
export async function openSource(services: Services, { connectionId, from }: Parsed<'approvals.open'>): Promise<ApprovalItem> {
  findConnection(services.vault.read(), connectionId);
  const { bytes, fileName } = await givenBytes(services.dialogs, from, { title: 'Open an approval', extensions: ['json', 'txt'], refusal: 'APPROVAL_FILE_UNREADABLE', thing: 'approval file' });
  const { call, note } = readWritten(bytes);
  return saveDraft(services, newDraft({ connectionId, call, origin: fileName === undefined ? 'link' : 'file', at: services.now(), note }));
}

/** A call in it that cannot be sent is told with its field. */
function readWritten(bytes: Buffer): WrittenCall {
  try {
    return readApprovalText(bytes.toString('utf8'));
  } catch (thrown) {
    throw new PortcullisError('APPROVAL_FILE_UNREADABLE', toPortcullisError(thrown).details, { cause: thrown });
  }
}
