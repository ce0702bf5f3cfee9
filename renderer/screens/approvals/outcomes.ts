import type { Icon } from '@tabler/icons-react';
import IconBan from '@tabler/icons-react/dist/esm/icons/IconBan.mjs';
import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs';
import IconCircleMinus from '@tabler/icons-react/dist/esm/icons/IconCircleMinus.mjs';
import IconCircleX from '@tabler/icons-react/dist/esm/icons/IconCircleX.mjs';
import type { ApprovalKind, ApprovalRecord } from '../../../shared/model/approvals.ts';
import type { Tone } from '../../components/pill.tsx';

type Look = { word: string; tone: Tone; icon: Icon; says: string };

export const OUTCOMES: Record<ApprovalRecord['outcome'], Look> = {
  done: { word: 'done', tone: 'ok', icon: IconCircleCheck, says: 'Wise did it.' },
  rejected: { word: 'rejected', tone: 'bad', icon: IconCircleX, says: 'Wise answered, and nothing moved.' },
  refused: { word: 'refused', tone: 'bad', icon: IconBan, says: 'Wise did not let it through.' },
  'not done': { word: 'not done', tone: 'plain', icon: IconCircleMinus, says: 'It did not happen.' },
};

const DONE: Record<ApprovalKind, string> = { 'fund-transfer': 'Funded', 'fund-batch': 'Funded', statement: 'Fetched', 'three-ds': 'Answered', call: 'Done' };
const NOT: Record<Exclude<ApprovalRecord['outcome'], 'done'>, string> = { rejected: 'Rejected', refused: 'Refused', 'not done': 'Not done' };

/** The result in one word: "Funded". */
export function resultWord({ kind, outcome }: Pick<ApprovalRecord, 'kind' | 'outcome'>): string {
  return outcome === 'done' ? DONE[kind] : NOT[outcome];
}
