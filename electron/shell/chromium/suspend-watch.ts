const TICK_MS = 5_000;
/** A tick later than this was slept through: busier than any event loop of ours gets. */
const SLEPT_MS = 20_000;

/**
 * Tells a suspend from a jump of the clocks, for a host without power events: it is told after waking, not before.
 * The wall clock and the monotonic clock are both read, for on some systems one of them stands still during sleep. Returns a stop.
 */
export function watchForSuspend(onSuspend: () => void, wall: () => number = Date.now, monotonic: () => number = () => performance.now()): () => void {
  let last = [wall(), monotonic()] as const;
  const timer = setInterval(() => {
    const now = [wall(), monotonic()] as const;
    const passed = Math.max(now[0] - last[0], now[1] - last[1]);
    last = now;
    if (passed > SLEPT_MS) onSuspend();
  }, TICK_MS);
  timer.unref();
  return () => clearInterval(timer);
}
