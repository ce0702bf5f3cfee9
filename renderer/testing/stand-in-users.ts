import type { Method } from '../../shared/ipc/contract.ts';
import type { WiseUser } from '../../shared/model/tokens.ts';
import type { Run } from '../../shared/model/views.ts';
import { wireError } from './fixtures.ts';
import { at, id as newId, step } from './runs.ts';
import type { World } from './scenarios.ts';
import { makeToken, person } from './tokens.ts';
import { refuse, type Methods, type StandInTools } from './tools.ts';
import { makeUser } from './users.ts';

type Area = Extract<Method, `users.${string}`>;

/** Wise of the stand-in has everybody whose address says so. */
const isThere = (email: string) => email.startsWith('sam.');

function runOf({ email, state }: WiseUser): Run {
  const token = step('token', 'Get a token', 'The application token is in memory.', { ms: 41 });
  if (state === 'exists') {
    const error = wireError('USER_EXISTS', { status: 409, traceId: 'fba501b6', wiseCode: 'NOT_UNIQUE', wiseMessage: 'You’re already a member. Please login', path: '/v1/user/signup/registration_code' });
    return { id: newId(), at: at(), ok: false, says: error.message, steps: [token, step('sign-up', 'Sign the user up', error.message, { state: 'failed', ms: 80, error }), step('code', 'Fetch a token', '', { state: 'skipped' })] };
  }
  return { id: newId(), at: at(), ok: true, says: `${email} is signed up, and its token is here.`, steps: [token, step('sign-up', 'Sign the user up', 'Wise answered 200', { ms: 92 }), step('code', 'Fetch a token', 'for 12 hours', { ms: 77 })] };
}

/** Users of the stand-in: an address that begins with “sam.” is there already. */
export function userMethods(world: World, { log, changed }: StandInTools): Pick<Methods, Area> {
  const users = () => world.users ?? [];
  const find = (id: string) => users().find((one) => one.id === id) ?? refuse('USER_NOT_FOUND');
  const put = (next: WiseUser): WiseUser => {
    world.users = [next, ...users().filter((one) => one.id !== next.id)];
    changed('users', 'tokens');
    return next;
  };
  const withToken = (user: WiseUser): WiseUser => {
    const over = world.connections.find((one) => one.id === user.connectionId) ?? refuse('CONNECTION_NOT_FOUND');
    if (isThere(user.email)) return put({ ...user, state: 'exists' });
    const token = makeToken({ label: user.email, over, origin: 'registration', madeIn: 0, isUsed: false, profiles: [person] });
    world.tokens = [token, ...world.tokens];
    return put({ ...user, state: 'ready', userId: 6_101_400, tokenId: token.id, profiles: [person] });
  };
  return {
    'users.list': () => users(),
    'users.create': ({ connectionId, email }) => {
      const over = world.connections.find((one) => one.id === connectionId) ?? refuse('CONNECTION_NOT_FOUND');
      const user = withToken({ ...makeUser({ email, over, state: 'code-made', madeIn: 0 }) });
      log('user.made', email, user.state);
      return { user, run: runOf(user) };
    },
    'users.fetchToken': ({ id }) => {
      const user = withToken(find(id));
      return { user, run: runOf(user) };
    },
    'users.claimCode': ({ id }) => put({ ...find(id), claimCodeAt: new Date().toISOString() }),
    'users.forget': ({ id }) => {
      find(id);
      world.users = users().filter((one) => one.id !== id);
      changed('users');
      return {};
    },
  };
}
