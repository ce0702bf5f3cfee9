import { expect, type Page } from '@playwright/test';
import { goTo } from '../jobs.ts';
import { manyKeys } from './many-keys.ts';
import { LONGEST_FRAME_MS, longestFrame } from './longest-frame.ts';
import type { Row } from './measure.ts';
import { openSandboxWindow } from './sandbox-window.ts';

const KEYS = 1000;

/** The longest frame while the list of keys is scrolled, searched and sorted, against what nobody notices. */
export async function listRow(): Promise<Row> {
  const { page, vault, close } = await openSandboxWindow();
  const keys = await manyKeys(KEYS);
  await vault.update((body) => ({ ...body, keys }));
  await goTo(page, 'Keys');
  await expect(page.getByText(`${KEYS.toLocaleString('en')} in all`)).toBeVisible();
  return {
    name: `Longest frame, ${KEYS.toLocaleString('en')} keys`, against: 'the frame that counts as dropped (50 ms)', goal: 1, pairs: 5,
    ours: () => longestFrame(page, () => useList(page)),
    raw: async () => LONGEST_FRAME_MS,
    close,
  };
}

async function useList(page: Page): Promise<void> {
  const search = page.getByLabel('Search keys');
  await page.getByRole('grid').hover();
  for (let turn = 0; turn < 20; turn++) await page.mouse.wheel(0, turn < 10 ? 900 : -900);
  await search.pressSequentially('number 99', { delay: 20 });
  await search.fill('');
  for (const column of ['Algorithm', 'Ends', 'Last used', 'Key', 'Ends']) await page.getByRole('button', { name: column, exact: true }).click();
}
