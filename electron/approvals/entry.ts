import { PortcullisError } from '../../shared/errors.ts';
import type { ApprovalRecord } from '../../shared/model/approvals.ts';
import type { ApprovalEntry, ConnectionEntry, VaultBody } from '../vault/body.ts';

/** Throws `APPROVAL_NOT_FOUND`. */
export function findApproval({ approvals }: Pick<VaultBody, 'approvals'>, id: string): ApprovalEntry {
  const entry = approvals.find((one) => one.id === id);
  if (!entry) throw new PortcullisError('APPROVAL_NOT_FOUND');
  return entry;
}

/** What is open of a deed over a connection. */
export function approvalFor({ approvals }: Pick<VaultBody, 'approvals'>, connectionId: string, key: string): ApprovalEntry | undefined {
  return approvals.find((one) => one.connectionId === connectionId && one.key === key);
}

/** The body with this entry in place of the one of its id, or added. */
export function withApproval(body: VaultBody, entry: ApprovalEntry): VaultBody {
  const at = body.approvals.findIndex(({ id }) => id === entry.id);
  return { ...body, approvals: at < 0 ? [...body.approvals, entry] : body.approvals.with(at, entry) };
}

export function withoutApproval(body: VaultBody, id: string): VaultBody {
  const left = body.approvals.filter((one) => one.id !== id);
  return left.length === body.approvals.length ? body : { ...body, approvals: left };
}

/** Nothing of what was sent did anything: as before it was sent. Who approved stays until it is put off. */
export function asUnsent({ sentAt: _sentAt, bodySha256: _bodySha256, correlationId: _correlationId, ...entry }: ApprovalEntry): ApprovalEntry {
  return entry;
}

/** As before it was begun. Something that Wise lists is forgotten with it: `undefined`. */
export function asBefore(entry: ApprovalEntry): ApprovalEntry | undefined {
  if (entry.origin === 'wise' && !entry.isHandedOver) return undefined;
  const { approvedBy: _approvedBy, ...before } = asUnsent(entry);
  return before;
}

/** The body with the entry as it is after `change`; gone where that is undefined. One that is gone already stays gone. */
export function withChanged(body: VaultBody, id: string, change: (entry: ApprovalEntry) => ApprovalEntry | undefined): VaultBody {
  const entry = body.approvals.find((one) => one.id === id);
  if (!entry) return body;
  const next = change(entry);
  return next ? withApproval(body, next) : withoutApproval(body, id);
}

/** Entries and records over connections to the same Wise: there the same key is the same deed. An environment is one Wise, under whatever address; servers of one's own are told apart by theirs. */
export function isSameWise(body: VaultBody, one: string, other: string): boolean {
  if (one === other) return true;
  const [first, second] = [connectionOf(body, one), connectionOf(body, other)];
  if (first === undefined || second === undefined || first.environment !== second.environment) return false;
  return isOneWise(first.environment) || (first.environment === 'custom' && first.hosts?.apiUrl === second.hosts?.apiUrl);
}

/** Was this done at the Wise of the connection, also over one that has been removed? */
export function isRecordOfSameWise(body: VaultBody, { connectionId, environment }: Pick<ApprovalRecord, 'connectionId' | 'environment'>, other: string): boolean {
  if (connectionOf(body, connectionId)) return isSameWise(body, connectionId, other);
  return isOneWise(environment) && connectionOf(body, other)?.environment === environment;
}

function isOneWise(environment: ConnectionEntry['environment']): boolean {
  return environment === 'production' || environment === 'wise-sandbox';
}

function connectionOf({ connections }: VaultBody, id: string): ConnectionEntry | undefined {
  return connections.find((entry) => entry.id === id);
}
