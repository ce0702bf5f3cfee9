import type { Page } from '@playwright/test';

/** What counts as dropped: nobody notices less. */
export const LONGEST_FRAME_MS = 50;

/** Milliseconds between two frames of the page, at the most, while something is done. */
export async function longestFrame(page: Page, act: () => Promise<void>): Promise<number> {
  await page.evaluate(
    () =>
      new Promise<void>((started) => {
        const frames = { longest: 0, on: true };
        Object.assign(globalThis, { frames });
        let last: number | undefined;
        requestAnimationFrame(function watch(now) {
          if (last === undefined) started();
          else frames.longest = Math.max(frames.longest, now - last);
          last = now;
          if (frames.on) requestAnimationFrame(watch);
        });
      }),
  );
  await act();
  return page.evaluate(() => {
    const { frames } = globalThis as unknown as { frames: { longest: number; on: boolean } };
    frames.on = false;
    return frames.longest;
  });
}
