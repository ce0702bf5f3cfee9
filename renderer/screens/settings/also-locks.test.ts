import { expect, test } from 'vitest';
import { alsoLocks } from './also-locks.ts';

test('only what the host notices is promised', () => {
  expect(alsoLocks({ host: 'electron', platform: 'darwin' })).toContain('when its screen locks');
  expect(alsoLocks({ host: 'electron', platform: 'linux' })).toContain('A locked screen is not noticed');
  expect(alsoLocks({ host: 'chromium', platform: 'win32' })).toMatch(/wakes from sleep.*A locked screen is not noticed/);
});
