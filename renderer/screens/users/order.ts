import type { TokenSummary, WiseUser } from '../../../shared/model/tokens.ts';
import type { Environment } from '../../../shared/model/environments.ts';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import type { Sort } from '../../components/sort-button.tsx';
import { USER_STATES } from './states.ts';

/** A user with what the list says of it. */
export type UserRow = { user: WiseUser; environment: Environment; token: TokenSummary | undefined };

export function rowsOf(users: readonly WiseUser[], tokens: readonly TokenSummary[], connections: readonly ConnectionSummary[]): UserRow[] {
  return users.map((user) => ({
    user,
    environment: connections.find((one) => one.id === user.connectionId)?.environment ?? 'custom',
    token: tokens.find((one) => one.id === user.tokenId),
  }));
}

const VALUES: Record<string, (row: UserRow) => string> = {
  email: ({ user }) => user.email.toLowerCase(),
  connection: ({ user }) => user.connectionName.toLowerCase(),
  state: ({ user }) => USER_STATES[user.state].word,
  token: ({ token }) => token?.label.toLowerCase() ?? '',
  made: ({ user }) => user.madeAt,
};

/** By a column; what is alike there stays in the order it came. */
export function sortUsers(rows: readonly UserRow[], { by, down }: Sort): UserRow[] {
  const value = VALUES[by] ?? (() => '');
  const sign = down ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [left, right] = [value(a), value(b)];
    if (left === right) return 0;
    return left < right ? -sign : sign;
  });
}

/** Those in which every word typed is found somewhere. */
export function searchUsers(rows: readonly UserRow[], text: string): readonly UserRow[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter(({ user, token }) => {
    const profiles = user.profiles.map(({ id, name, type }) => `${id} ${name} ${type}`).join(' ');
    const all = `${user.email} ${user.connectionName} ${user.userId ?? ''} ${USER_STATES[user.state].word} ${token?.label ?? ''} ${profiles}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
}

/** The user and personal tokens of a connection that see a profile. */
export function tokensSeeing(profileId: number, connectionId: string, tokens: readonly TokenSummary[]): TokenSummary[] {
  return tokens.filter((one) => one.connectionId === connectionId && one.profiles.some(({ id }) => id === profileId));
}
