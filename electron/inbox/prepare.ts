import { DAY_MS } from '../../shared/days.ts';
import { PortcullisError } from '../../shared/errors.ts';
import type { Parsed } from '../../shared/ipc/contract.ts';
import type { ApprovalItem, ProtectedCall } from '../../shared/model/approvals.ts';
import { findConnection } from '../connections/resolve.ts';
import type { Services } from '../services.ts';
import { askAnew } from './ask-anew.ts';
import { askerOf } from './ask.ts';
import { fundBatch, statement, threeDsResult } from './calls.ts';
import { newDraft } from './draft.ts';
import { saveDraft } from './save-draft.ts';
import { shownNote, validCall } from './validate.ts';

type Input = Parsed<'approvals.prepare'>;
type Of<K extends Input['kind']> = Extract<Input, { kind: K }>;

/** Wise's limit for one statement. */
const MOST_STATEMENT_DAYS = 469;

/** Puts something into the inbox. Sends nothing, but for a batch the question what it is. Throws `APPROVAL_CALL_INVALID`, `CONNECTION_NOT_FOUND` and as `saveDraft`. */
export async function prepare(services: Services, input: Input): Promise<ApprovalItem> {
  findConnection(services.vault.read(), input.connectionId);
  if (input.kind === 'batch') return prepareBatch(services, input);
  const draft = newDraft({ connectionId: input.connectionId, call: callOf(input, services.now()), origin: 'hand', at: services.now(), note: shownNote(input.note) });
  return saveDraft(services, draft);
}

function callOf(input: Exclude<Input, { kind: 'batch' }>, now: number): ProtectedCall {
  if (input.kind === 'statement') return validCall(statement(validPeriod(input, now)));
  if (input.kind === 'three-ds') return validCall(threeDsResult(input.profileId, validReference(input.transactionReference)));
  return validCall({ method: input.method, path: input.path, ...(input.body === undefined ? {} : { body: input.body }) });
}

function wrong(field: string, reason: string): PortcullisError {
  return new PortcullisError('APPROVAL_CALL_INVALID', { field, reason });
}

function validPeriod(input: Of<'statement'>, now: number): Of<'statement'> {
  const [from, to] = [Date.parse(input.from), Date.parse(input.to)];
  if (from > to) throw wrong('to', 'The last day is not before the first.');
  if (to > now) throw wrong('to', 'The last day is not in the future (UTC).');
  if ((to - from) / DAY_MS + 1 > MOST_STATEMENT_DAYS) throw wrong('from', `Wise gives at most ${MOST_STATEMENT_DAYS} days in one statement.`);
  return input;
}

function validReference(reference: string): string {
  if (/^[\x20-\x7e]{1,180}$/.test(reference)) return reference;
  throw wrong('transactionReference', 'It has at most 180 printable characters, as Wise’s event gives it.');
}

/** A batch group that the list of activities does not show. From now on it is fetched with the rest. Throws `APPROVAL_CALL_INVALID` where it does not wait, and the errors of the call. */
async function prepareBatch(services: Services, { connectionId, profileId, batchGroupId }: Of<'batch'>): Promise<ApprovalItem> {
  const { inbox, now } = services;
  const draft = newDraft({ connectionId, call: fundBatch(profileId, batchGroupId.toLowerCase()), origin: 'hand', at: now() });
  const kept = inbox.kept(connectionId);
  const item: ApprovalItem = { ...draft, does: [], risk: 'high', missing: [] };
  const found = await askAnew(await askerOf(services, connectionId), item, kept);
  if (!('waiting' in found)) throw wrong('batchGroupId', found.says);
  kept.put(found.waiting);
  const { title, amount } = inbox.find(connectionId, draft.key);
  return saveDraft(services, { ...draft, title, ...(amount ? { amount } : {}) });
}
