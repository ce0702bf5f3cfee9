import { FIXED } from '../fixed.ts';
import { WAITING, type Balance, type BatchGroup, type Money, type MoneyTransfer, type ThreeDsChallenge, type TransferStatus } from './model.ts';
import { priceSource } from './pricing.ts';

/** The personal profile and the American business of the same person, beside `FIXED.profileId`. */
const PERSONAL = 30_120_000;
const AMERICAN = 30_120_002;

const [NORDWIND, LUMEN, HARBOR] = FIXED.transferIds;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const OLD_BATCH = '8d0c3c1e-5a64-4f0e-9b1d-7c2f6a9e4b30';

/** [id, profile, currency, amount]. */
const BALANCES: readonly (readonly [number, number, string, number])[] = [
  [200_300, PERSONAL, 'GBP', 320.4],
  [FIXED.balanceId, FIXED.profileId, 'GBP', 8_450],
  [200_302, FIXED.profileId, 'EUR', 61_902.15],
  [200_303, FIXED.profileId, 'USD', 250],
  [200_304, AMERICAN, 'USD', 12_000],
];

/** How long ago it was made, in milliseconds; and where it stands, if it does not wait. */
type Row = readonly [id: number, profileId: number, account: number, reference: string, amount: number, currencies: string, ago: number, rest?: { status?: TransferStatus; batchId?: string; paidAgo?: number }];

const sent = (paidAgo: number) => ({ status: 'outgoing_payment_sent', paidAgo }) as const;

/** `50_500_003` is more than the balance has. */
const ROWS: readonly Row[] = [
  [50_499_101, FIXED.profileId, 40_000_001, 'Invoice 2026-1102', 8_150, 'EUR EUR', 41 * DAY, sent(40 * DAY)],
  [50_499_102, FIXED.profileId, 40_000_002, 'LS-79', 1_650, 'GBP GBP', 38 * DAY, sent(38 * DAY - HOUR)],
  [50_499_103, FIXED.profileId, 40_000_031, 'Order 77120', 430.25, 'EUR PLN', 33 * DAY, { status: 'cancelled' }],
  [50_499_104, FIXED.profileId, 40_000_041, 'October 01', 2_310, 'EUR EUR', 30 * DAY, { ...sent(29 * DAY), batchId: OLD_BATCH }],
  [50_499_105, FIXED.profileId, 40_000_042, 'October 02', 1_120.6, 'EUR EUR', 30 * DAY, { ...sent(29 * DAY), batchId: OLD_BATCH }],
  [50_499_106, FIXED.profileId, 40_000_003, 'INV-20311', 1_980, 'EUR USD', 17 * DAY, sent(16 * DAY)],
  [50_499_107, PERSONAL, 40_000_032, 'Rent October', 74.5, 'GBP GBP', 12 * DAY, sent(12 * DAY - HOUR)],
  [50_499_108, FIXED.profileId, 40_000_002, 'LS-84', 900, 'GBP GBP', 6 * DAY, { status: 'cancelled' }],
  [50_499_109, FIXED.profileId, 40_000_033, 'Invoice 8841', 3_400, 'EUR EUR', DAY + 5 * HOUR, { status: 'processing', paidAgo: DAY }],
  [NORDWIND, FIXED.profileId, 40_000_001, 'Invoice 2026-1187', 12_400, 'EUR EUR', 137 * MINUTE],
  [LUMEN, FIXED.profileId, 40_000_002, 'LS-88', 2_000, 'GBP GBP', 60 * MINUTE],
  [HARBOR, FIXED.profileId, 40_000_003, 'INV-20418', 9_800, 'USD USD', 44 * MINUTE],
  [50_500_004, AMERICAN, 40_000_004, 'PO 5512', 3_150, 'USD USD', 3 * HOUR],
];

/** 33,810.00 in all. */
const NOVEMBER = [1_250, 3_480.5, 940, 2_715.25, 4_100, 1_865.75, 2_200, 3_020, 1_499, 2_640, 1_775.5, 3_310, 2_450, 2_564];
const NOVEMBER_ROWS = NOVEMBER.map((amount, index): Row => {
  const number = index + 1;
  return [50_500_100 + number, FIXED.profileId, 40_000_100 + number, `November ${String(number).padStart(2, '0')}`, amount, 'EUR EUR', (130 - number) * MINUTE, { batchId: FIXED.batchGroupId }];
});

/** The money that the sandbox starts with: the same at every start, but for the times, which count back from `now` (milliseconds since 1970). */
export function seedMoney(now: number): Money {
  const at = timesFrom(now);
  const transfers = [...ROWS, ...NOVEMBER_ROWS].map((row) => transferOf(row, at)).sort((a, b) => a.id - b.id);
  return {
    seededAt: at(0),
    nextTransferId: 50_600_001,
    balances: BALANCES.map(([id, profileId, currency, amount]): Balance => ({ id, profileId, currency, type: 'STANDARD', cents: Math.round(amount * 100), createdAt: at(700 * DAY), changedAt: at(DAY) })),
    deposits: [],
    transfers,
    quotes: [],
    batchGroups: batchGroups(transfers, at),
    threeDs: challenges(at),
  };
}

/** ISO 8601 of so many milliseconds ago. */
type At = (ago: number) => string;
const timesFrom = (now: number): At => (ago) => new Date(now - ago).toISOString();

function transferOf([id, profileId, account, reference, amount, currencies, ago, rest = {}]: Row, at: At): MoneyTransfer {
  const [from = '', to = ''] = currencies.split(' ');
  const { status = WAITING, batchId, paidAgo } = rest;
  return {
    id,
    profileId,
    userId: FIXED.userId,
    account,
    ...priceSource(from, to, Math.round(amount * 100))!,
    reference,
    status,
    createdAt: at(ago),
    ...(batchId === undefined ? {} : { batchId }),
    ...(paidAgo === undefined ? {} : { paidAt: at(paidAgo) }),
  };
}

function batchGroups(transfers: readonly MoneyTransfer[], at: At): BatchGroup[] {
  const idsOf = (batchId: string) => transfers.filter((one) => one.batchId === batchId).map(({ id }) => id);
  const common = { profileId: FIXED.profileId, userId: FIXED.userId, sourceCurrency: 'EUR', status: 'COMPLETED' } as const;
  return [
    { ...common, id: OLD_BATCH, name: 'October suppliers', version: 3, transferIds: idsOf(OLD_BATCH), createdAt: at(30 * DAY), paidAt: at(29 * DAY) },
    { ...common, id: FIXED.batchGroupId, name: 'November suppliers', version: 15, transferIds: idsOf(FIXED.batchGroupId), createdAt: at(132 * MINUTE) },
  ];
}

/** Wise gives minutes; these last for a month, so that there is something to try. The last one has ended. */
function challenges(at: At): ThreeDsChallenge[] {
  const inAMonth = at(-30 * DAY);
  return [
    challenge('148579538', 'Kestrel Cloud Hosting', 18_990, inAMonth),
    challenge('148579539', 'Vesper Air Tickets', 42_310, inAMonth),
    challenge('148579540', 'Saffron Stationery', 2_745, inAMonth),
    challenge('148579500', 'Umber Furniture', 99_900, at(DAY)),
  ];
}

const challenge = (reference: string, merchant: string, cents: number, endsAt: string): ThreeDsChallenge => ({ reference, profileId: FIXED.profileId, merchant, currency: 'EUR', cents, endsAt });
