import { expect, test } from 'vitest';
import { Effort } from './protection.ts';

test('one costly part is refused, and so are many that are costly together', () => {
  const effort = new Effort();
  expect(effort.allows({ reader: 'native', rounds: 10_000_001 }, 1)).toBe(false);
  expect(effort.allows({ reader: 'native', rounds: Infinity }, 1)).toBe(false);
  const parts = Array.from({ length: 50 }, () => effort.allows({ reader: 'native', rounds: 600_000 }, 1));
  expect(parts.filter(Boolean)).toHaveLength(20);
  // Each form of a passphrase is a try of its own; what cannot be opened costs nothing.
  expect(effort.allows({ reader: 'script', rounds: 200_000 }, 4)).toBe(true);
  expect(effort.allows({ reader: 'script', rounds: 200_000 }, 4)).toBe(false);
  expect(effort.allows({ reader: undefined, rounds: Infinity }, 1)).toBe(true);
});
