import IconChecklist from '@tabler/icons-react/dist/esm/icons/IconChecklist.mjs';
import IconFileImport from '@tabler/icons-react/dist/esm/icons/IconFileImport.mjs';
import IconFingerprint from '@tabler/icons-react/dist/esm/icons/IconFingerprint.mjs';
import IconListDetails from '@tabler/icons-react/dist/esm/icons/IconListDetails.mjs';
import IconPencilPlus from '@tabler/icons-react/dist/esm/icons/IconPencilPlus.mjs';
import IconShieldCheck from '@tabler/icons-react/dist/esm/icons/IconShieldCheck.mjs';
import type { ApprovalItem } from '../../../shared/model/approvals.ts';
import { amountText } from '../../lib/money.ts';
import { KINDS, subjectOf } from '../approvals/words.ts';
import type { Entry } from './palette-actions.ts';

/** What the palette can begin about approvals, whether or not something waits. */
export const APPROVAL_DEEDS: readonly Entry[] = [
  { id: 'prepare-approval', group: 'Do', label: 'Prepare a call by hand', description: 'a statement, a card payment or any protected call', icon: IconPencilPlus, deed: { do: 'go', to: { screen: 'approvals', preparing: true } } },
  { id: 'open-approval', group: 'Do', label: 'Open an approval link or file', description: 'shows everything, sends nothing', icon: IconFileImport, deed: { do: 'go', to: { screen: 'approvals', opening: true } } },
  { id: 'start-session', group: 'Do', label: 'Start a session for statements', description: 'one proof, then five minutes without', icon: IconShieldCheck, deed: { do: 'go', to: { screen: 'approvals', startingSession: true } } },
];

export const APPROVAL_PLACES: readonly Entry[] = [
  { id: 'go-record', group: 'Go to', label: 'Record of approvals', description: 'what was approved, by whom, and what Wise answered', icon: IconListDetails, deed: { do: 'go', to: { screen: 'approvals', tab: 'record' } } },
  { id: 'go-factors', group: 'Go to', label: 'Factors', description: 'PIN, devices, phone number and face map', icon: IconFingerprint, deed: { do: 'go', to: { screen: 'approvals', tab: 'factors' } } },
];

/** What waits, to be opened by payee, reference or amount. */
export function approvalEntries(items: readonly ApprovalItem[]): Entry[] {
  return items.map((item) => ({
    id: `approval-${item.key}`,
    group: 'Approvals',
    label: `Approve ${[item.amount && amountText(item.amount), subjectOf(item)].filter(Boolean).join(', ')}`,
    description: [KINDS[item.kind].name, item.reference].filter(Boolean).join(', '),
    icon: IconChecklist,
    deed: { do: 'go', to: { screen: 'approvals', key: item.key } },
  }));
}
