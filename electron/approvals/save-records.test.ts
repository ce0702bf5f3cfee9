import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { ApprovalRecord } from '../../shared/model/approvals.ts';
import { tempFolder } from '../storage/testing/temp-folder.ts';
import { expectCode } from '../vault/testing/test-vault.ts';
import { memoryAudit, memoryVault } from '../wise/testing/ports.ts';
import { KeptAnswers } from './kept-answers.ts';
import { listRecords } from './list-records.ts';
import { saveAnswer, saveRecords } from './save-records.ts';

const CONNECTION = randomUUID();

function recordOf(day: number, change: Partial<ApprovalRecord> = {}): ApprovalRecord {
  return {
    id: randomUUID(), at: `2026-11-${String(day).padStart(2, '0')}T23:30:00.000Z`, key: `transfer:${day}`, kind: 'fund-transfer', connectionId: CONNECTION, connectionName: 'Acme', environment: 'production',
    title: 'Nordwind GmbH', shown: [{ label: 'Payee', value: 'Nordwind GmbH' }], call: { method: 'POST', path: '/v3' }, bodySha256: 'aa', challenges: [], outcome: 'done', says: 'Funded.', ...change,
  };
}

const RECORDS = [recordOf(1), recordOf(2, { outcome: 'rejected', traceId: 'trace-77' }), recordOf(3, { kind: 'call', title: '=HYPERLINK("http://evil")', says: '@SUM(1)', shown: [] }), recordOf(4, { connectionId: randomUUID(), preparedBy: { id: randomUUID(), name: '+Bert' } })];
const days = (filter: Partial<Parameters<typeof listRecords>[1]>) => listRecords({ approvalRecords: RECORDS }, { limit: 10, ...filter }).records.map(({ at }) => Number(at.slice(8, 10)));

function deps() {
  const folder = tempFolder();
  const answers = new KeptAnswers();
  const audit = memoryAudit();
  const services = {
    vault: memoryVault({ approvalRecords: RECORDS }), audit, now: Date.now, approvals: { answerOf: (id: string) => answers.get(id) },
    dialogs: { saveFile: async ({ suggestedName }: { suggestedName: string }) => join(folder, suggestedName) }, info: () => ({ host: 'electron', profileDir: folder }),
  } as unknown as Parameters<typeof saveAnswer>[0];
  return { services, answers, audit };
}

test('records are listed newest first, filtered, page by page', () => {
  expect(days({})).toEqual([4, 3, 2, 1]);
  expect(days({ connectionId: CONNECTION, kinds: ['fund-transfer'] })).toEqual([2, 1]);
  expect(days({ outcome: 'rejected' })).toEqual([2]);
  expect(days({ text: 'TRACE-77 nordwind' })).toEqual([2]);
  expect(days({ from: '2026-11-02', to: '2026-11-03' })).toEqual([3, 2]);
  expect(days({ before: RECORDS[2]!.id, limit: 1 })).toEqual([2]);
  expect(listRecords({ approvalRecords: RECORDS }, { limit: 1, before: RECORDS[1]!.id }).matching).toBe(4);
});

test('CSV runs nothing in a spreadsheet; JSON holds all of it; both are audited', async () => {
  const { services, audit } = deps();
  const csv = await readFile((await saveRecords(services, { format: 'csv' })).savedAs, 'utf8');
  const lines = csv.split('\r\n');
  expect(lines).toHaveLength(6);
  expect(lines[0]).toMatch(/^At,Outcome,Says,/);
  expect(lines[2]).toContain(`"'=HYPERLINK(""http://evil"")"`);
  expect(lines[2]).toContain(`,"'@SUM(1)",`);
  expect(lines[1]).toContain(`,"'+Bert",`);
  const json = await readFile((await saveRecords(services, { format: 'json', outcome: 'rejected' })).savedAs, 'utf8');
  expect(JSON.parse(json)).toEqual([RECORDS[1]]);
  expect(audit.lines.map(({ kind, says }) => `${kind} ${says}`)).toEqual(['approval.exported 4 records as CSV', 'approval.exported 1 record as JSON']);
});

test('a whole answer is saved while it is kept; no more than twenty are', async () => {
  const { services, answers } = deps();
  const { id } = RECORDS[0]!;
  await expectCode(saveAnswer(services, id), 'APPROVAL_ANSWER_GONE');
  answers.add(id, '{"transactions":[]}');
  const { savedAs } = await saveAnswer(services, id);
  expect(savedAs).toMatch(/wise-answer-fund-transfer-2026-11-01\.json$/);
  expect(await readFile(savedAs, 'utf8')).toBe('{"transactions":[]}');
  for (let count = 0; count < 20; count += 1) answers.add(randomUUID(), 'x');
  await expectCode(saveAnswer(services, id), 'APPROVAL_ANSWER_GONE');
});
