/** What the place where a value stands says of it; of plain variables only the name does. `authorization`: a whole header, scheme included. */
export type Role = 'authorization' | 'bearer' | 'access-token' | 'refresh-token' | 'client-id' | 'client-secret';

/** One value of a file with what stands beside it. */
export type NamedValue = {
  /** For people, such as "WISE_API_TOKEN" or "Get profiles › Authorization". */
  where: string;
  /** The last part of it, by which it is judged. */
  name: string;
  value: string;
  role?: Role;
  /** What belongs together, such as one list of variables, or the authorization of one request. */
  group: string;
  /** Words that stand beside it, such as a comment. */
  beside: string;
  /** Switched off there; its value is in the file all the same. */
  isOff: boolean;
};

/** A file as far as credentials may be in it. */
export type ReadFile = {
  /** Such as "Postman environment “Wise live”". */
  what: string;
  program: 'postman' | 'bruno' | 'env' | 'text';
  values: readonly NamedValue[];
  /** What `{{name}}` stands for in it. */
  variables: ReadonlyMap<string, string>;
  /** Addresses by the group in which they stand. */
  addresses: ReadonlyMap<string, readonly string[]>;
  /** Names of variables whose values the program keeps elsewhere. */
  elsewhere: readonly string[];
};

type Noted = Pick<NamedValue, 'where' | 'name' | 'value' | 'group'> & Partial<NamedValue>;

/** Collects what a reader finds. */
export class FileNotes {
  readonly #values: NamedValue[] = [];
  readonly #variables = new Map<string, string>();
  readonly #addresses = new Map<string, string[]>();
  readonly #elsewhere: string[] = [];

  value(noted: Noted): void {
    const value = noted.value.trim();
    if (value !== '') this.#values.push({ isOff: false, beside: '', ...noted, value });
  }

  /** A variable, which may itself be a credential or an address. The last one of a name that is switched on counts. */
  variable({ name, value, group, isOff = false, beside = '' }: Pick<NamedValue, 'name' | 'value' | 'group'> & Partial<NamedValue>): void {
    this.value({ where: line(name), name, value, group, isOff, beside });
    if (!isOff && value !== '') this.#variables.set(name, value);
    if (!isOff) this.address(group, value);
  }

  /** What is no address is passed over when they are looked at. */
  address(group: string, text: string): void {
    if (text === '' || text.length > LONGEST_ADDRESS) return;
    const kept = this.#addresses.get(group);
    if (kept) kept.push(text);
    else this.#addresses.set(group, [text]);
  }

  keptElsewhere(name: string): void {
    this.#elsewhere.push(name);
  }

  file(program: ReadFile['program'], what: string): ReadFile {
    return { what, program, values: this.#values, variables: this.#variables, addresses: this.#addresses, elsewhere: this.#elsewhere };
  }
}

const LONGEST_ADDRESS = 2000;
/** Longest name that is shown. */
const LONGEST_NAME = 60;

/** A name of the file in one short line. */
export function line(name: string): string {
  const plain = name.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  return plain.length <= LONGEST_NAME ? plain : `${plain.slice(0, LONGEST_NAME - 1)}…`;
}

/** Such as "Postman environment “Wise live”"; without a name the first part alone. */
export function titled(what: string, name: string): string {
  const short = line(name);
  return short === '' ? what : `${what} “${short}”`;
}
