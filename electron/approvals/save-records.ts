import { PortcullisError, toPortcullisError } from '../../shared/errors.ts';
import type { ApprovalRecord } from '../../shared/model/approvals.ts';
import type { Parsed } from '../../shared/ipc/contract.ts';
import type { Services } from '../services.ts';
import { saveAs } from '../shell/save-as.ts';
import { writeAtomic } from '../storage/atomic-file.ts';
import { csvOf } from '../tokens/csv.ts';
import { matchingRecords } from './list-records.ts';

type Column = readonly [head: string, of: (record: ApprovalRecord) => string];

/** Times are ISO 8601, amounts as plain numbers. */
const COLUMNS: readonly Column[] = [
  ['At', ({ at }) => at],
  ['Outcome', ({ outcome }) => outcome],
  ['Says', ({ says }) => says],
  ['Kind', ({ kind }) => kind],
  ['Title', ({ title }) => title],
  ['Amount', ({ amount }) => (amount ? String(amount.value) : '')],
  ['Currency', ({ amount }) => amount?.currency ?? ''],
  ['Connection', ({ connectionName }) => connectionName],
  ['Environment', ({ environment }) => environment],
  ['Profile', ({ profileId }) => textOf(profileId)],
  ['Prepared by', ({ preparedBy }) => preparedBy?.name ?? ''],
  ['Approved by', ({ approvedBy }) => approvedBy?.name ?? ''],
  ['Challenges', ({ challenges }) => challenges.map(({ type, at }) => `${type} ${at}`).join('; ')],
  ['Method', ({ call }) => call.method],
  ['Path', ({ call }) => call.path],
  ['SHA-256 of the body', ({ bodySha256 }) => bodySha256],
  ['Signing key', ({ signingKeyId = '' }) => signingKeyId],
  ['Certificate', ({ certificate = '' }) => certificate],
  ['Status', ({ status }) => textOf(status)],
  ['Trace id', ({ traceId = '' }) => traceId],
  ['Correlation id', ({ correlationId = '' }) => correlationId],
  ['Shown', ({ shown }) => shown.map(({ label, value }) => `${label}: ${value}`).join('; ')],
  ['Answer', ({ answer = '' }) => answer],
  ['Key', ({ key }) => key],
  ['Id', ({ id }) => id],
];

const FORMATS: Readonly<Record<'csv' | 'json', (records: readonly ApprovalRecord[]) => string>> = {
  csv: (records) => csvOf([COLUMNS.map(([head]) => head), ...records.map((record) => COLUMNS.map(([, of]) => of(record)))]),
  json: (records) => `${JSON.stringify(records, null, 2)}\n`,
};

export type SaveRecordsDeps = Pick<Services, 'vault' | 'audit' | 'dialogs' | 'info' | 'now'>;

/** Saves the records that fit, newest first, as CSV (RFC 4180) or JSON. Throws `CANCELLED`, `STORAGE_*`, `VAULT_LOCKED`. */
export async function saveRecords(deps: SaveRecordsDeps, { format, ...filter }: Parsed<'approvals.saveRecords'>): Promise<{ savedAs: string }> {
  const records = matchingRecords(deps.vault.read(), filter);
  const words = `${records.length} ${records.length === 1 ? 'record' : 'records'} as ${format.toUpperCase()}`;
  return save(deps, { title: 'Save the record of approvals', name: `portcullis-approvals.${format}`, text: FORMATS[format](records), words });
}

/** Saves the whole answer that a record tells of the beginning of. Throws `APPROVAL_ANSWER_GONE` and as `saveRecords`. */
export async function saveAnswer(deps: SaveRecordsDeps & Pick<Services, 'approvals'>, recordId: string): Promise<{ savedAs: string }> {
  const record = deps.vault.read().approvalRecords.find(({ id }) => id === recordId);
  const text = deps.approvals.answerOf(recordId);
  if (!record || text === undefined) throw new PortcullisError('APPROVAL_ANSWER_GONE');
  const name = `wise-answer-${record.kind}-${record.at.slice(0, 10)}.${/^\s*[[{]/.test(text) ? 'json' : 'txt'}`;
  return save(deps, { title: 'Save Wise’s answer', name, text, words: `the answer to ${record.key.slice(0, 120)}` });
}

async function save(deps: SaveRecordsDeps, { title, name, text, words }: { title: string; name: string; text: string; words: string }): Promise<{ savedAs: string }> {
  const path = await saveAs(deps, { title, suggestedName: name });
  const note = (outcome: 'ok' | 'failed', says: string) => deps.audit({ kind: 'approval.exported', outcome, subject: 'record of approvals', says });
  try {
    await writeAtomic(path, [Buffer.from(text, 'utf8')]);
  } catch (thrown) {
    await note('failed', toPortcullisError(thrown).code);
    throw thrown;
  }
  await note('ok', words);
  return { savedAs: path };
}

function textOf(value: number | undefined): string {
  return value === undefined ? '' : String(value);
}
