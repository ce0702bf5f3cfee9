import type { ApprovalInbox, ApprovalItem, ApprovalRecord, OpenApproval, Person, SandboxMessage } from '../../shared/model/approvals.ts';
import { eur, makeApproval, makeItem, makeRecord, twoProofs } from './approvals.ts';
import { builtIn, inDays, production, wireError } from './fixtures.ts';
import type { World } from './scenarios.ts';
import { acme, overseas } from './tokens.ts';

const MINUTE = 1 / 1440;

/** What the stand-in knows of approvals. */
export type ApprovalWorld = {
  inbox: Omit<ApprovalInbox, 'items'>;
  items: ApprovalItem[];
  records: ApprovalRecord[];
  phone: SandboxMessage[];
  people: Person[];
  /** Profiles with a PIN. */
  pins: number[];
  /** The next answer to a send is lost. */
  losesAnswer?: true;
  /** Every answer to a send is: not enough money. */
  isPoor?: true;
};

const balances = [{ profileId: acme.id, balanceId: 201, available: eur(61_902.15) }, { profileId: acme.id, balanceId: 202, available: { value: 4100, currency: 'GBP' } }];
const calm: ApprovalWorld['inbox'] = { fetchedAt: inDays(-2 * MINUTE), isFetching: false, problems: [], balances, wrongTries: 0, fourEyes: false };
const { fetchedAt: _fetched, ...unasked } = calm;

export const noApprovals = (): ApprovalWorld => ({ inbox: { ...calm, balances: [] }, items: [], records: [], phone: [], people: [], pins: [acme.id] });

const batch = (rest: Partial<ApprovalItem> = {}) => makeItem({ key: 'batch:0c9d2a9e-55a0-4d2f-8f7e-5be2f7a1a001', kind: 'fund-batch', title: 'Batch “November suppliers”', transfers: 14, amount: eur(33_810), reference: 'November suppliers', madeBy: 'Maria Andersson', madeAt: inDays(-65 * MINUTE), does: ['Pays 14 transfers out of the EUR balance of Acme Payments Ltd.'], ...rest });
const lumen = (rest: Partial<ApprovalItem> = {}) => makeItem({ id: 58_114_702, payee: { name: 'Lumen Studio Ltd', account: 'GB33 BUKB •••• •••• 9268' }, title: 'Transfer 58114702', amount: eur(2000), targetAmount: { value: 1734.2, currency: 'GBP' }, reference: 'LS-88', madeAt: inDays(-15 * MINUTE), ...rest });
const statement = (rest: Partial<ApprovalItem> = {}) => {
  const { payee: _, amount: __, fee: ___, reference: ____, ...base } = makeItem();
  return { ...base, key: 'statement:/v1/x', kind: 'statement' as const, title: 'Statement of the EUR balance, October 2026', origin: 'hand' as const, does: ['Fetches what went in and out of the balance. No money moves.'], risk: 'low' as const, call: { method: 'GET' as const, path: `/v1/profiles/${acme.id}/balance-statements/201/statement.json?currency=EUR&intervalStart=2026-10-01T00:00:00.000Z&intervalEnd=2026-10-31T23:59:59.999Z&type=COMPACT` }, ...rest };
};
const threeDs = () => makeItem({ key: 'three-ds:9f1', kind: 'three-ds', title: 'Card payment at Hetzner Online', payee: { name: 'Hetzner Online' }, amount: eur(89.9), expiresAt: inDays(4 * MINUTE), does: ['Tells Wise whether the holder of the card made this payment.'], call: { method: 'POST', path: `/v3/spend/profiles/${acme.id}/3dsecure/challenge-result`, body: '{"transactionReference":"9f1","challengeResult":"APPROVED"}' } });

const three = () => [makeItem(), batch(), lumen()];

function lastMonths(count: number): ApprovalRecord[] {
  const says = { done: 'Funded: 12,400.00 EUR to Nordwind GmbH.', rejected: 'Rejected: not enough money, nothing moved.', refused: 'Wise refused it. Nothing moved.', 'not done': 'Not funded, as Wise says. Nothing moved.' };
  const outcomes = ['done', 'done', 'done', 'rejected', 'done', 'refused', 'done', 'not done'] as const;
  return Array.from({ length: count }, (_, index) => {
    const outcome = outcomes[index % outcomes.length]!;
    const item = index % 5 === 4 ? statement() : makeItem({ id: 58_114_000 - index, amount: eur(100 + index * 13.7) });
    return makeRecord(item, { at: inDays(-index / 3), outcome, says: item.kind === 'statement' ? 'The statement was fetched.' : says[outcome], preparedBy: { id: builtIn.id, name: 'Maria Andersson' }, approvedBy: { id: production.id, name: 'Jonas Weber' } });
  });
}

const LONG = 'Internationale Beteiligungsgesellschaft für erneuerbare Energien und Infrastruktur Verwaltungs-GmbH & Co. Kommanditgesellschaft auf Aktien';

/** So many transfers over two profiles. */
export function manyItems(count: number): ApprovalItem[] {
  const payees = ['Nordwind GmbH', 'Lumen Studio Ltd', 'Hetzner Online', 'Anna Lindqvist', LONG];
  return Array.from({ length: count }, (_, index) => {
    const profile = index % 3 === 0 ? overseas : acme;
    return makeItem({ id: 60_000_000 + index, profileId: profile.id, profileName: profile.name, payee: { name: payees[index % payees.length]!, account: `DE${10 + (index % 89)} •••• ${1000 + index}` }, title: `Transfer ${60_000_000 + index}`, amount: { value: 10 + index * 37.25, currency: index % 4 === 3 ? 'GBP' : 'EUR' }, reference: index % 7 === 6 ? `${LONG}, invoice ${index}` : `Invoice 2026-${1000 + index}`, madeAt: inDays(-index * 7 * MINUTE) });
  });
}

function at(id: number, name: string, rest: (item: ApprovalItem) => OpenApproval): ApprovalItem {
  const item = makeItem({ id, payee: { name, account: 'DE89 3704 •••• •••• 3000' }, title: `Transfer ${id}` });
  return { ...item, approval: rest(item) };
}

/** Something in each state that an approval can be in. */
function everyState(): ApprovalItem[] {
  const proofs = twoProofs();
  const cleared = proofs.map((one) => ({ ...one, passed: true }));
  const token = (challenges: typeof proofs, endsIn = 58) => ({ token: { endsAt: inDays(endsIn * MINUTE), challenges } });
  return [
    at(1, 'Asks for a PIN', (item) => makeApproval(item)),
    at(2, 'Asks for a code', (item) => makeApproval(item, token([{ ...proofs[0]!, passed: true }, proofs[1]!]))),
    at(3, 'Code sent', (item) => makeApproval(item, token([{ ...proofs[0]!, passed: true }, { ...proofs[1]!, sent: { way: 'SMS', hint: '•••••••••8888', at: inDays(0), againAt: inDays(0.5 * MINUTE) } }]))),
    at(4, 'Clear', (item) => makeApproval(item, { state: 'clear', ...token(cleared) })),
    at(5, 'Sending', (item) => makeApproval(item, { state: 'sending', ...token(cleared) })),
    at(6, 'Unclear', (item) => makeApproval(item, { state: 'unclear', error: wireError('WISE_TIMEOUT', { reason: 'UND_ERR_HEADERS_TIMEOUT', correlationId: 'a4c7a0d2-51f6-4c37-8a45-0a4e1a0c6f11' }) })),
    at(7, 'Unclear, cannot ask', (item) => makeApproval(item, { state: 'unclear', canAsk: false })),
    at(8, 'Token ended', (item) => makeApproval(item, token(proofs, -1))),
    at(9, 'Unknown proof', (item) => makeApproval(item, token([{ ...proofs[0]!, passed: true }, { ...proofs[1]!, ways: [], unknown: ['PASSKEY'] }]))),
    at(10, 'The old way', (item) => makeApproval(item, { state: 'clear', signsToken: true, token: { endsAt: inDays(50 * MINUTE), challenges: [] } })),
    statement(),
    threeDs(),
    statement({ title: 'PUT /v3/spend/profiles/30120001/cards/77/spending-limit', key: 'call:1', kind: 'call', origin: 'link', risk: 'unknown', missing: ['payee', 'amount', 'fee'], note: 'As agreed on the phone, the new limit.', does: ['Sends the call as it stands. Portcullis does not know what it does.'], call: { method: 'PUT', path: '/v3/spend/profiles/30120001/cards/77/spending-limit', body: '{"limit":{"value":90000,"currency":"EUR"}}' } }),
  ];
}

type Part = Pick<World, 'connections' | 'approvals'>;
const over = (approvals: Partial<ApprovalWorld>, connections = [builtIn]): Part => ({ connections, approvals: { ...noApprovals(), inbox: calm, records: lastMonths(9), ...approvals } });

const maria: Person = { id: '11111111-0000-4000-8000-000000000001', name: 'Maria Andersson' };
const jonas: Person = { id: '11111111-0000-4000-8000-000000000002', name: 'Jonas Weber' };

function preparedBy(who: Person, needsAnother: boolean, item: ApprovalItem): ApprovalItem {
  const { token: _, ...approval } = makeApproval(item, { state: 'prepared', needsAnother, preparedBy: who });
  return { ...item, approval };
}

/** Four eyes: one that nobody prepared, one that you did, one that Jonas did. */
function twoPeople(): Part {
  return over({ inbox: { ...calm, fourEyes: true }, items: [makeItem(), preparedBy(maria, true, batch()), preparedBy(jonas, false, lumen())], people: [maria, jonas] });
}

export const APPROVAL_WORLDS = {
  approvals: () => over({ items: three() }),
  'approvals-live': () => over({ items: three().map((one) => ({ ...one, connectionId: production.id })) }, [builtIn, production].map((one) => ({ ...one, selected: one === production, hasUserToken: true, signsCalls: true as const, signingKeyId: '663a0e44-aa4a-4ff0-a9f8-cd99f5fbad71', certificateId: builtIn.id })).map((one) => ({ ...one }))),
  'approvals-states': () => over({ items: everyState(), inbox: { ...calm, sessionEndsAt: inDays(4.5 * MINUTE), problems: [{ profileId: overseas.id, profileName: overseas.name, what: 'transfers', error: wireError('WISE_FORBIDDEN', { status: 403, traceId: 'fba501b68d4c0e21' }) }] } }),
  'approvals-one': () => over({ items: [makeItem()] }),
  'approvals-no-pin': () => over({ items: [makeItem()], pins: [] }),
  'approvals-none': () => over({}),
  'approvals-unfetched': () => over({ inbox: unasked, records: [] }),
  'approvals-no-token': () => over({ inbox: unasked, records: [] }, [{ ...builtIn, environment: 'wise-sandbox', name: 'Acme Payments (test)', hasUserToken: false }]),
  'approvals-fourth-try': () => over({ items: [{ ...makeItem(), approval: makeApproval(makeItem()) }, lumen()], inbox: { ...calm, wrongTries: 4 } }),
  'approvals-blocked': () => over({ items: three(), inbox: { ...calm, wrongTries: 5, blockedUntil: inDays(12.6 * MINUTE) } }),
  'approvals-lost': () => over({ items: three(), losesAnswer: true }),
  'approvals-poor': () => over({ items: three(), isPoor: true }),
  'approvals-two-people': twoPeople,
  'many-approvals': () => over({ items: manyItems(500), records: lastMonths(1200) }),
} satisfies Record<string, () => Part>;
