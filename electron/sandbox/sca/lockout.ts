import type { Store } from '../state.ts';
import type { ScaState } from './saved.ts';

const MOST_WRONG = 5;
const BLOCKED_SECONDS = 900;

type Tries = ScaState['tries'][number];

/** No new one-time tokens for that person, `now` in milliseconds since 1970. */
export function isBlocked(store: Store, userId: number, now: number): boolean {
  return now < (triesOf(store, userId).blockedUntil ?? 0);
}

/** A right attempt breaks the row. */
export function noteRight(store: Store, userId: number): void {
  if (triesOf(store, userId).wrong > 0) save(store, { userId, wrong: 0 });
}

/** The fifth wrong attempt in a row blocks. */
export function noteWrong(store: Store, userId: number, now: number): void {
  const wrong = triesOf(store, userId).wrong + 1;
  save(store, wrong < MOST_WRONG ? { userId, wrong } : { userId, wrong: 0, blockedUntil: now + BLOCKED_SECONDS * 1000 });
}

/** How many wrong attempts are left before the person is blocked. */
export const triesLeft = (store: Store, userId: number): number => MOST_WRONG - triesOf(store, userId).wrong;

function triesOf({ state }: Store, userId: number): Tries {
  return state.sca.tries.find((one) => one.userId === userId) ?? { userId, wrong: 0 };
}

function save(store: Store, tries: Tries): void {
  const { sca } = store.state;
  store.change({ sca: { ...sca, tries: [...sca.tries.filter(({ userId }) => userId !== tries.userId), tries] } });
}
