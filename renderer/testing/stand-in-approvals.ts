import type { ApprovalInbox, ApprovalItem, ApprovalRecord, ApprovalStep, Challenge, OpenApproval, PhoneChallenge } from '../../shared/model/approvals.ts';
import { LOCKOUT_MINUTES, MOST_WRONG_TRIES } from '../../shared/model/approvals.ts';
import { makeApproval, makeItem, makeRecord, twoProofs } from './approvals.ts';
import type { Input } from '../../shared/ipc/contract.ts';
import { manyItems, noApprovals, type ApprovalWorld } from './approval-worlds.ts';
import { inDays } from './fixtures.ts';
import { refuse, type Methods, type StandInTools } from './tools.ts';
import type { World } from './scenarios.ts';

const MINUTE = 1 / 1440;
/** What the stand-in takes; anything else is wrong. */
const PIN = '1234';
const CODE = '111111';

type Ground = { known(): ApprovalWorld; changed: StandInTools['changed'] };

function view({ inbox, items }: ApprovalWorld, connectionId: string): ApprovalInbox {
  return { ...inbox, items: items.filter((one) => one.connectionId === connectionId) };
}

function itemOf({ items }: ApprovalWorld, key: string): ApprovalItem {
  return items.find((one) => one.key === key) ?? refuse('APPROVAL_NOT_FOUND');
}

function approvalOf({ items }: ApprovalWorld, id: string): { item: ApprovalItem; approval: OpenApproval } {
  for (const item of items) if (item.approval?.id === id) return { item, approval: item.approval };
  return refuse('APPROVAL_NOT_FOUND');
}

function keep(known: ApprovalWorld, item: ApprovalItem, approval: OpenApproval | undefined): ApprovalStep {
  const { approval: _, ...rest } = item;
  known.items = known.items.map((one) => (one.key === item.key ? { ...rest, ...(approval && { approval }) } : one));
  return { ...(approval && { approval }) };
}

function record(known: ApprovalWorld, item: ApprovalItem, rest: Partial<ApprovalRecord> = {}): ApprovalStep {
  const made = makeRecord(item, rest);
  known.records = [made, ...known.records];
  if (made.outcome === 'done') known.items = known.items.filter((one) => one.key !== item.key);
  else keep(known, item, undefined);
  return { record: made };
}

function wrongTry(known: ApprovalWorld): never {
  known.inbox = { ...known.inbox, wrongTries: known.inbox.wrongTries + 1 };
  if (known.inbox.wrongTries < MOST_WRONG_TRIES) return refuse('SCA_WRONG_PROOF');
  known.inbox = { ...known.inbox, blockedUntil: inDays(LOCKOUT_MINUTES * MINUTE) };
  return refuse('SCA_BLOCKED');
}

function withChallenge(approval: OpenApproval, index: number, change: Partial<Challenge>): OpenApproval {
  const challenges = approval.token!.challenges.map((one) => (one.index === index ? { ...one, ...change } : one));
  const isClear = challenges.every((one) => one.passed || !one.required);
  return { ...approval, state: isClear ? 'clear' : 'asking', token: { ...approval.token!, challenges } };
}

function openChallenge(approval: OpenApproval, way: Challenge['ways'][number]): Challenge {
  return approval.token?.challenges.find((one) => !one.passed && one.ways.includes(way)) ?? refuse('APPROVAL_NOT_FOUND');
}

type Flow = Pick<Methods, 'approvals.begin' | 'approvals.trigger' | 'approvals.prove' | 'approvals.send' | 'approvals.ask' | 'approvals.settle' | 'approvals.putOff' | 'approvals.handOver'>;

function begin(known: ApprovalWorld, item: ApprovalItem): ApprovalStep {
  if (known.inbox.blockedUntil && Date.parse(known.inbox.blockedUntil) > Date.now()) refuse('SCA_BLOCKED');
  if (item.risk === 'low' && known.inbox.sessionEndsAt) return record(known, item, { says: 'The statement was fetched.', challenges: [] });
  const challenges = item.risk === 'low' ? twoProofs().slice(0, 1) : twoProofs();
  return keep(known, item, makeApproval(item, { token: { endsAt: inDays(60 * MINUTE), challenges } }));
}

function trigger(known: ApprovalWorld, approvalId: string, way: PhoneChallenge): ApprovalStep {
  const { item, approval } = approvalOf(known, approvalId);
  const sent = { way, hint: '•••••••••8888', at: inDays(0), againAt: inDays(0.5 * MINUTE) };
  known.phone = [{ id: crypto.randomUUID(), at: inDays(0), way, to: '+441632960123', text: `${CODE} is your Wise code.`, code: CODE }, ...known.phone];
  return keep(known, item, withChallenge(approval, openChallenge(approval, way).index, { sent }));
}

function flow({ known, changed }: Ground): Flow {
  const moved = (step: ApprovalStep): ApprovalStep => (changed('approvals', 'records', 'phone'), step);
  return {
    'approvals.begin': ({ key, second }) => {
      const item = itemOf(known(), key);
      if (second && second.passphrase !== 'correct horse battery staple') refuse('VAULT_WRONG_PASSPHRASE');
      return moved(begin(known(), item));
    },
    'approvals.handOver': ({ key }) => {
      const item = itemOf(known(), key);
      const { token: _, ...approval } = makeApproval(item, { state: 'prepared', needsAnother: true, ...(known().people[0] && { preparedBy: known().people[0] }) });
      return moved(keep(known(), item, approval));
    },
    'approvals.trigger': ({ approvalId, way }) => moved(trigger(known(), approvalId, way)),
    'approvals.prove': ({ approvalId, proof }) => {
      const { item, approval } = approvalOf(known(), approvalId);
      const { index } = openChallenge(approval, proof.way);
      if (proof.way === 'PIN' && !known().pins.includes(item.profileId ?? 0)) refuse('SCA_NOT_ENROLLED');
      const typed = 'digits' in proof ? proof.digits.join('') : '';
      const isRight = !('digits' in proof) || typed === (proof.way === 'PIN' ? PIN : CODE);
      changed('approvals');
      if (!isRight) wrongTry(known());
      known().inbox = { ...known().inbox, wrongTries: 0 };
      return moved(keep(known(), item, withChallenge(approval, index, { passed: true })));
    },
    'approvals.send': ({ approvalId }) => {
      const { item, approval } = approvalOf(known(), approvalId);
      if (approval.state === 'unclear') refuse('APPROVAL_UNCLEAR');
      if (known().losesAnswer) return moved(keep(known(), item, { ...approval, state: 'unclear' }));
      return moved(known().isPoor ? record(known(), item, { outcome: 'rejected', says: 'Rejected: not enough money, nothing moved.', status: 200 }) : record(known(), item));
    },
    'approvals.ask': ({ approvalId }) => {
      const { item, approval } = approvalOf(known(), approvalId);
      if (!approval.canAsk) refuse('APPROVAL_CANNOT_ASK');
      delete known().losesAnswer;
      return moved(record(known(), item, { says: `Wise says it was funded: ${item.payee?.name ?? item.title}.` }));
    },
    'approvals.settle': ({ approvalId, happened }) => moved(record(known(), approvalOf(known(), approvalId).item, happened ? {} : { outcome: 'not done', says: 'It did not happen, as you say.' })),
    'approvals.putOff': ({ approvalId }) => {
      const { item } = approvalOf(known(), approvalId);
      moved(keep(known(), item, undefined));
      return {};
    },
  };
}

const TITLES = { batch: 'Batch “by its id”', statement: 'Statement, prepared by hand', 'three-ds': 'Card payment, prepared by hand' } as const;

/** Something that was prepared by hand: without what only a transfer has. */
function preparedItem(input: Input<'approvals.prepare'>): ApprovalItem {
  const { payee: _, fee: __, reference: ___, madeBy: ____, amount, ...base } = makeItem({ connectionId: input.connectionId, origin: 'hand', missing: [] });
  const item: ApprovalItem = { ...base, key: `call:${crypto.randomUUID()}`, kind: input.kind === 'batch' ? 'fund-batch' : input.kind, title: input.kind === 'call' ? `${input.method} ${input.path}` : TITLES[input.kind], risk: input.kind === 'statement' ? 'low' : 'high', does: ['Sends the call below. Nothing else.'], ...(input.kind === 'batch' && amount && { amount }) };
  return input.kind === 'call' ? { ...item, call: { method: input.method, path: input.path, ...(input.body !== undefined && { body: input.body }) } } : item;
}

type Kept = Pick<Methods, 'approvals.records' | 'approvals.saveRecords' | 'approvals.saveAnswer' | 'approvals.startSession' | 'approvals.copyLink' | 'approvals.discard' | 'approvals.prepare' | 'approvals.open' | 'sandbox.phone' | 'sandbox.fill'>;

function kept({ known, changed }: Ground): Kept {
  return {
    'approvals.records': ({ text, kinds, outcome, from, to, before, limit }) => {
      const fits = (one: ApprovalRecord) =>
        (!kinds?.length || kinds.includes(one.kind)) && (!outcome || one.outcome === outcome) && (!text || JSON.stringify(one).toLowerCase().includes(text.toLowerCase())) && (!from || one.at.slice(0, 10) >= from) && (!to || one.at.slice(0, 10) <= to);
      const matching = known().records.filter(fits);
      const start = before ? matching.findIndex((one) => one.id === before) + 1 : 0;
      return { records: matching.slice(start, start + limit), matching: matching.length };
    },
    'approvals.saveRecords': ({ format }) => ({ savedAs: `approvals.${format}` }),
    'approvals.saveAnswer': () => ({ savedAs: 'answer.json' }),
    'approvals.startSession': ({ connectionId, profileId }) => {
      known().inbox = { ...known().inbox, sessionEndsAt: inDays(5 * MINUTE) };
      changed('approvals');
      return { approval: makeApproval(makeItem({ connectionId, profileId, key: `session:${profileId}` }), { state: 'clear' }) };
    },
    'approvals.copyLink': () => ({}),
    'approvals.discard': ({ key }) => {
      known().items = known().items.filter((one) => one.key !== key);
      changed('approvals');
      return {};
    },
    'approvals.prepare': (input) => {
      const item = preparedItem(input);
      known().items = [item, ...known().items];
      changed('approvals');
      return item;
    },
    'approvals.open': ({ connectionId, from }) => {
      if (from.kind === 'text' && !from.text.startsWith('portcullis:')) refuse('APPROVAL_FILE_UNREADABLE');
      const item = makeItem({ connectionId, key: `call:${crypto.randomUUID()}`, kind: 'call', title: 'PUT /v3/spend/profiles/30120001/cards/77/spending-limit', origin: from.kind === 'text' ? 'link' : 'file', risk: 'unknown', missing: ['payee', 'fee'] });
      known().items = [item, ...known().items];
      changed('approvals');
      return item;
    },
    'sandbox.phone': () => known().phone,
    'sandbox.fill': ({ transfers }) => {
      known().items = [...known().items, ...manyItems(transfers).map((one, index) => ({ ...one, key: `transfer:${Date.now() + index}` }))];
      changed('approvals');
      return {};
    },
  };
}

export type ApprovalMethods = Flow & Kept & Pick<Methods, 'approvals.inbox' | 'approvals.fetch' | 'approvals.details'>;

/** The inbox, the way of an approval through its proofs, and its record. PIN 1234, code 111111. */
export function approvalMethods(world: World, { changed }: StandInTools): ApprovalMethods {
  const known = () => (world.approvals ??= noApprovals());
  return {
    ...flow({ known, changed }),
    ...kept({ known, changed }),
    'approvals.inbox': ({ connectionId }) => view(known(), connectionId),
    'approvals.fetch': ({ connectionId }) => {
      if (world.wiseFails) refuse('WISE_UNREACHABLE', { host: 'localhost', reason: 'ECONNREFUSED' });
      known().inbox = { ...known().inbox, fetchedAt: inDays(0) };
      changed('approvals');
      return view(known(), connectionId);
    },
    'approvals.details': ({ key }) => itemOf(known(), key),
  };
}
