import type { Money, ProtectedCall } from '../../shared/model/approvals.ts';
import { amountWords } from '../../shared/money.ts';
import { shortText } from '../wise/lenient.ts';
import type { Owner, WaitingBatch } from './waiting.ts';

const NO_WAY_BACK = 'It cannot be taken back once Wise has begun to pay out.';
/** Longest body that a sentence quotes, in characters: what Wise's own calls have. */
const LONGEST_QUOTED = 120;
const MOST_NAMES = 3;

type Paid = { owner: Owner; amount: Money | undefined; targetAmount?: Money | undefined; fee?: Money | undefined; payee?: { name?: string; account?: string } | undefined };

/** What funding a transfer does. */
export function transferDoes({ owner, amount, targetAmount, fee, payee }: Paid): string[] {
  return [
    leaves(owner, amount),
    ...(targetAmount ? [`${payee?.name ?? 'The payee'} gets ${amountWords(targetAmount)}${payee?.account === undefined ? '' : ` on ${payee.account}`}.`] : []),
    ...(fee ? [`Wise keeps ${amountWords(fee)} as its fee.`] : []),
    NO_WAY_BACK,
  ];
}

/** What funding a batch group does. `names`: of payees, as far as they are known. */
export function batchDoes({ owner, group }: Pick<WaitingBatch, 'owner' | 'group'>, { amount, fee }: Pick<Paid, 'amount' | 'fee'>, names: readonly string[]): string[] {
  const count = group.transferIds.length;
  return [
    leaves(owner, amount, group.sourceCurrency),
    `${count === 1 ? 'One transfer is' : `${count.toLocaleString('en')} transfers are`} paid at once${count > 0 && names.length > 0 ? `: to ${namesWords(names, count)}` : ''}.`,
    ...(fee ? [`Wise keeps ${amountWords(fee)} in fees.`] : []),
    NO_WAY_BACK,
  ];
}

/** Where nothing but the call itself is known. */
export function callDoes(call: ProtectedCall): string[] {
  return [sends(call), ...(call.method === 'GET' ? [] : ['What Wise does with it is not known here: read the call before it goes out.'])];
}

/** Exactly what goes out. */
export function sends({ method, path, body }: ProtectedCall): string {
  const what = `Sends ${method} ${path}`;
  if (body === undefined || body === '') return `${what}, without a body.`;
  const line = shortText(body);
  if (body.length <= LONGEST_QUOTED && line === body) return `${what} with the body ${body}`;
  return `${what} with a body of ${Buffer.byteLength(body).toLocaleString('en')} bytes, as it stands under “What will be sent”.`;
}

function leaves({ id, name = `profile ${id}` }: Owner, amount: Money | undefined, currency?: string): string {
  const from = `the ${amount?.currency ?? currency ?? ''} balance of ${name}`.replace('  ', ' ');
  return amount ? `${amountWords(amount)} leave ${from}${from.endsWith('.') ? '' : '.'}` : `Money leaves ${from}; how much, Wise has not told yet.`;
}

/** Such as "Nordwind GmbH, Lumen Studio Ltd and 12 more". */
function namesWords(names: readonly string[], count: number): string {
  const shown = [...new Set(names)].slice(0, MOST_NAMES);
  const more = count - names.filter((name) => shown.includes(name)).length;
  if (more > 0) return `${shown.join(', ')} and ${more.toLocaleString('en')} more`;
  return shown.length > 1 ? `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}` : (shown[0] ?? '');
}

export const THREE_DS_DOES = [
  'Wise is told whether the cardholder made this card payment: approved, it goes through; rejected, it does not.',
  'You decide when you begin. Only the first result counts.',
] as const;

export const STATEMENT_DOES = [
  'Reads what came and went on this balance, and its state at the end. No money moves.',
  'One proof is enough, and covers other statements for five minutes.',
] as const;
