import type { ApprovalItem } from '../../../shared/model/approvals.ts';
import { sumsText } from '../../lib/money.ts';
import { waitingForYou } from '../approvals/title.ts';
import type { Need } from './needs.ts';

const count = (number: number, one: string, many: string): string => (number === 1 ? one : `${number.toLocaleString('en')} ${many}`);

/** Lost answers, which come before all else, and what waits for whoever is at the vault. */
export function approvalNeeds(items: readonly ApprovalItem[]): Need[] {
  const lost = items.filter((item) => item.approval?.state === 'unclear');
  const waiting = waitingForYou(items).filter((item) => !lost.includes(item));
  const sum = sumsText(waiting.flatMap(({ kind, amount }) => (amount && kind !== 'three-ds' ? [amount] : [])));
  const needs: Need[] = [];
  if (lost.length > 0) needs.push({ kind: 'lost-answer', keyId: '', title: count(lost.length, 'One answer of Wise was lost', 'answers of Wise were lost'), says: 'The money may or may not have moved. Ask Wise before anything else.', pill: 'unclear', tone: 'bad', action: 'Ask Wise' });
  if (waiting.length > 0) needs.push({ kind: 'approval', keyId: '', title: count(waiting.length, 'One approval waits for you', 'approvals wait for you'), says: sum ? `${sum} in all. Nothing moves until somebody approves it.` : 'Nothing is sent until somebody approves it.', pill: 'waiting', tone: 'plain', action: 'Approve' });
  return needs;
}
