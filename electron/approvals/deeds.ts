import type { ApprovalItem, ApprovalKind, ProtectedCall } from '../../shared/model/approvals.ts';

/** What a call does at Wise. Two calls that do the same have the same key, however they were prepared. */
export type Deed = {
  /** Such as `transfer:50500001`, `batch:<uuid>`, `three-ds:<reference>`, `statement:<path>`; for any other call `call:` and what `deedOf` was given. */
  key: string;
  kind: ApprovalKind;
  risk: ApprovalItem['risk'];
  profileId?: number;
  transferId?: number;
  batchGroupId?: string;
  transactionReference?: string;
};

/** Recognises the calls of WISE.md ("Protected calls worth having ready") by method and path. `id` names any other. */
export function deedOf(_call: ProtectedCall, _id: string): Deed {
  throw new Error('TODO');
}
