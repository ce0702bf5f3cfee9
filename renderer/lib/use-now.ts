import { useSyncExternalStore } from 'react';

type Clock = { subscribe(listener: () => void): () => void; now(): number };

/** A clock that ticks only while somebody looks at it. */
function createClock(everyMs: number): Clock {
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setInterval> | undefined;
  let now = Date.now();
  const tick = () => {
    now = Date.now();
    for (const listener of listeners) listener();
  };
  return {
    subscribe(listener) {
      listeners.add(listener);
      timer ??= setInterval(tick, everyMs);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
    now() {
      // Nobody has looked for a while, so it has stood still.
      if (timer === undefined && Date.now() - now >= everyMs) now = Date.now();
      return now;
    },
  };
}

const clocks = new Map<number, Clock>();

/** The current time, anew every `everyMs`: 30 s by default. All who look at the same pace share one timer, for a table has many. */
export function useNow(everyMs = 30_000): number {
  let clock = clocks.get(everyMs);
  if (!clock) clocks.set(everyMs, (clock = createClock(everyMs)));
  return useSyncExternalStore(clock.subscribe, clock.now);
}
