import { expect } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { firstCertificate } from './certificate-jobs.ts';
import { inProcess, test } from './fixtures.ts';
import { firstJob, goTo, lock, unlock } from './jobs.ts';
import { press } from './jose-jobs.ts';

test('keys, certificates and tokens stand on one board, in days, and go into a calendar', async ({ app }) => {
  test.skip(!inProcess, 'In Electron a save dialog would open.');
  const { page } = app;
  await firstJob(page);
  await firstCertificate(page);
  await press(page, 'What ends when');
  const board = page.getByRole('table', { name: 'What ends when' }).or(page.getByRole('grid', { name: 'What ends when' }));
  await expect(board).toContainText('in 365 days');
  await press(page, /calendar/i);
  const note = page.getByText(/portcullis.*\.ics/).first();
  await expect(note).toBeVisible();
  const text = await readFile(join(app.profileDir, 'exports', (await note.innerText()).match(/[^/\s]+\.ics/)![0]), 'utf8');
  expect(text.match(/BEGIN:VEVENT/g)!.length).toBeGreaterThanOrEqual(2);
  expect(text).toContain('BEGIN:VALARM');
});

test('what ends soon is seen while locked, unless it is turned off', async ({ app }) => {
  test.skip(!inProcess, 'The dates of a key are changed in this process.');
  const { page } = app;
  await firstJob(page);
  const validTill = new Date(Date.now() + 10 * 86_400_000 + 60_000).toISOString();
  await app.running.app.services.vault.update((body) => ({ ...body, keys: body.keys.map((entry) => ({ ...entry, validTill })) }));
  await lock(page);
  await expect(page.getByText('in 10 days').first()).toBeVisible();
  await app.restart();
  await expect(app.page.getByText('in 10 days').first()).toBeVisible();
  await unlock(app.page);
  await goTo(app.page, 'Settings');
  await app.page.getByRole('checkbox', { name: /lock screen/i }).click();
  await lock(app.page);
  await expect(app.page.getByText('in 10 days')).toHaveCount(0);
  expect(await readFile(join(app.profileDir, 'preferences.json'), 'utf8')).not.toContain(validTill.slice(0, 10));
});
