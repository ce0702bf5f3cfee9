import type { WiseUser } from '../../../shared/model/tokens.ts';

const count = (number: number): string => `${number.toLocaleString('en')} ${number === 1 ? 'user' : 'users'}`;

/** The state in a few words: whose consent has to be asked for, then who has no token yet, then how many there are. */
export function usersTitle(users: readonly WiseUser[] | undefined): string {
  if (!users) return 'Users';
  if (users.length === 0) return 'No user was made from here yet';
  const open = users.filter((one) => one.state !== 'ready').length;
  if (open === 0) return users.length === 1 ? 'One user, with a token' : `${count(users.length)}, each with a token`;
  if (users.length === 1) return 'One user, without a token yet';
  return `${open.toLocaleString('en')} of ${count(users.length)} ${open === 1 ? 'has' : 'have'} no token yet`;
}

const EMAIL = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/;
const LONGEST = 254;

/** What is wrong with an address, in words; undefined where nothing is. */
export function emailProblem(email: string, users: readonly Pick<WiseUser, 'email' | 'connectionId'>[], connectionId: string): string | undefined {
  const text = email.trim();
  if (text === '') return 'Enter the address of the person.';
  if (text.length > LONGEST || !EMAIL.test(text)) return 'An address is written like name@example.com.';
  const isKnown = users.some((one) => one.connectionId === connectionId && one.email.toLowerCase() === text.toLowerCase());
  return isKnown ? 'There is a user of this address over this connection: open it in the list.' : undefined;
}
