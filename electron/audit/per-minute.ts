import type { Audit } from '../ports.ts';

/** Lines written in one minute; what goes beyond is counted and told in the next line that is written. */
const LINES_PER_MINUTE = 20;

/** The same log, for what a page can cause as often as it likes while locked: a flood of it cannot fill the disk. */
export function perMinute(audit: Audit, now: () => number = Date.now): Audit {
  let [minute, written, unwritten] = [0, 0, 0];
  return async (entry) => {
    const current = Math.floor(now() / 60_000);
    if (current !== minute) [minute, written] = [current, 0];
    if (written >= LINES_PER_MINUTE) {
      unwritten++;
      return;
    }
    written++;
    const more = unwritten > 0 ? `; ${unwritten} more before this one` : '';
    unwritten = 0;
    await audit({ ...entry, says: `${entry.says}${more}` });
  };
}
