import { expect, type Page } from '@playwright/test';
import { openInbox } from '../approval-jobs.ts';
import { longestFrame, LONGEST_FRAME_MS } from './longest-frame.ts';
import type { Row } from './measure.ts';
import { openSandboxWindow } from './sandbox-window.ts';

const TRANSFERS = 500;

/** The longest frame while an inbox of 500 is scrolled, against what nobody notices. */
export async function inboxRow(): Promise<Row> {
  const { page, sandbox, close } = await openSandboxWindow();
  await openInbox(page);
  sandbox.fill(TRANSFERS);
  await page.getByRole('button', { name: 'Fetch', exact: true }).click();
  await expect(page.getByRole('heading', { name: /^5\d\d approvals wait for you$/ })).toBeVisible();
  return {
    name: `Longest frame, ${TRANSFERS} in the inbox`, against: 'the frame that counts as dropped (50 ms)', goal: 1, pairs: 5,
    ours: () => longestFrame(page, () => scroll(page)),
    raw: async () => LONGEST_FRAME_MS,
    close,
  };
}

/** Down to the end and up again. */
async function scroll(page: Page): Promise<void> {
  await page.getByRole('grid').hover();
  for (let turn = 0; turn < 60; turn++) await page.mouse.wheel(0, turn < 30 ? 1200 : -1200);
}
