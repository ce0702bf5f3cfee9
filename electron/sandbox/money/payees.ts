import { chance, digest } from './name-uuid.ts';

/** Who is paid, and where. All of them are invented. */
interface Payee {
  readonly id: number;
  readonly name: string;
  readonly currency: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Wise's name of the kind of account. */
  readonly type: string;
  readonly fields: readonly AccountField[];
}

/** One part of an account: its name in Wise's `details`, its label, as it is kept and as it is shown. */
interface AccountField {
  readonly key: string;
  readonly label: string;
  readonly value: string;
  readonly shown: string;
}

const inFours = (text: string): string => text.replace(/(.{4})(?=.)/g, '$1 ');

function iban(value: string): AccountField[] {
  return [{ key: 'iban', label: 'IBAN', value, shown: inFours(value) }];
}

function sortCode(code: string, number: string): AccountField[] {
  return [{ key: 'sortCode', label: 'UK sort code', value: code, shown: code.replace(/(..)(?=.)/g, '$1-') }, plain('accountNumber', 'Account number', number)];
}

const aba = (routing: string, number: string): AccountField[] => [plain('abartn', 'Routing number', routing), plain('accountNumber', 'Account number', number)];
const swift = (code: string, number: string): AccountField[] => [plain('swiftCode', 'SWIFT code', code), plain('accountNumber', 'Account number', number)];
const plain = (key: string, label: string, value: string): AccountField => ({ key, label, value, shown: value });

const FIXED_PAYEES: readonly Payee[] = [
  { id: 40_000_001, name: 'Nordwind GmbH', currency: 'EUR', country: 'DE', type: 'Iban', fields: iban('DE89370400440532013000') },
  { id: 40_000_002, name: 'Lumen Studio Ltd', currency: 'GBP', country: 'GB', type: 'SortCode', fields: sortCode('231470', '28821822') },
  { id: 40_000_003, name: 'Harbor Line Freight Inc', currency: 'USD', country: 'US', type: 'Aba', fields: aba('111000025', '9876543210') },
  { id: 40_000_004, name: 'Prairie Office Supply LLC', currency: 'USD', country: 'US', type: 'Aba', fields: aba('026009593', '1234567890') },
];

const FIRST = ['Aster', 'Birkholm', 'Calder', 'Dorrit', 'Elmgrove', 'Fennel', 'Granat', 'Hallam', 'Indigo', 'Juniper', 'Kestrel', 'Lindqvist', 'Marlowe', 'Nettle', 'Orchard', 'Pelican', 'Quillon', 'Rowan', 'Saffron', 'Tamsin', 'Umber', 'Vesper', 'Wexford', 'Yarrow'];
const SECOND = ['Analytics', 'Bakery', 'Catering', 'Design', 'Engineering', 'Freight', 'Gardens', 'Hosting', 'Interiors', 'Joinery', 'Kitchens', 'Logistics', 'Media', 'Networks', 'Optics', 'Paper'];
/** Payees of ids in a row have different names, up to this many. */
export const INVENTED_NAMES = FIRST.length * SECOND.length;

/** By the currency of the account. */
const KINDS: Readonly<Record<string, { country: string; form: string; type: string; fields: (digits: string) => AccountField[] }>> = {
  EUR: { country: 'DE', form: 'GmbH', type: 'Iban', fields: (digits) => iban(germanIban(digits.slice(0, 18))) },
  GBP: { country: 'GB', form: 'Ltd', type: 'SortCode', fields: (digits) => sortCode(digits.slice(0, 6), digits.slice(6, 14)) },
  USD: { country: 'US', form: 'Inc', type: 'Aba', fields: (digits) => aba(digits.slice(0, 9), digits.slice(9, 19)) },
};
const ELSEWHERE = { form: 'Company', type: 'Swift', fields: (digits: string) => swift('SANDXX00', digits.slice(0, 12)) };

/** The payee of an account. There is no call that makes accounts here, so every number is the account of somebody: in `currency`, unless it is one of the few that are always there. */
export function payeeOf(account: number, currency: string): Payee {
  const fixed = fixedPayee(account);
  if (fixed) return fixed;
  const { type, fields, country } = { country: currency.slice(0, 2), ...(KINDS[currency] ?? ELSEWHERE) };
  return { id: account, name: payeeName(account, currency), currency, country, type, fields: fields(digitsOf(account)) };
}

/** Their name alone, which takes no digest. */
export function payeeName(account: number, currency: string): string {
  const first = FIRST[account % FIRST.length]!;
  const second = SECOND[Math.floor(account / FIRST.length) % SECOND.length]!;
  return fixedPayee(account)?.name ?? `${first} ${second} ${(KINDS[currency] ?? ELSEWHERE).form}`;
}

const fixedPayee = (account: number): Payee | undefined => FIXED_PAYEES.find(({ id }) => id === account);

/** Twenty digits that follow from the account's id. */
function digitsOf(account: number): string {
  return `${String(chance(`account ${account}`, 9_000_000_000) + 1_000_000_000)}${String(chance(`number ${account}`, 9_000_000_000) + 1_000_000_000)}`;
}

/** With its check digits (ISO 7064, mod 97-10). D and E stand for 13 and 14. */
function germanIban(rest: string): string {
  const check = 98n - (BigInt(`${rest}131400`) % 97n);
  return `DE${String(check).padStart(2, '0')}${rest}`;
}

/** What `GET /v2/accounts/{id}` answers. */
export function accountView(payee: Payee, profileId: number, creatorId: number): Record<string, unknown> {
  const { id, name, currency, country, type, fields } = payee;
  const details = Object.fromEntries(fields.map(({ key, value }) => [key, value]));
  const hash = digest(JSON.stringify([name, details]));
  return {
    id,
    creatorId,
    profileId,
    name: { fullName: name, givenName: null, familyName: null, middleName: null, patronymicName: null, cannotHavePatronymicName: null },
    currency,
    country,
    type,
    legalEntityType: 'BUSINESS',
    active: true,
    details: { reference: null, ...details, hashedByLooseHashAlgorithm: hash },
    commonFieldMap: fields.length === 1 ? { accountNumberField: fields[0]!.key } : { accountNumberField: 'accountNumber', bankCodeField: fields[0]!.key },
    hash,
    accountSummary: fields.length === 1 ? fields[0]!.shown : `(${fields[0]!.shown}) ${fields[1]!.shown}`,
    longAccountSummary: `${currency} account ending in ${fields.at(-1)!.value.slice(-4)}`,
    displayFields: fields.map(({ key, label, shown }) => ({ key: `details/${key}`, label, value: shown })),
    isInternal: false,
    ownedByCustomer: false,
  };
}
