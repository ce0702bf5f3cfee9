import { setImmediate as nextTurn } from 'node:timers/promises';

/** Works through the items, so many at a time; between two of them other work gets its turn. `work` must not throw. */
export async function fewAtOnce<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  const left = items.values();
  const worker = async () => {
    for (const item of left) {
      await work(item);
      await nextTurn();
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
}
