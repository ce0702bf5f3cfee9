import { expect, test } from 'vitest';
import { integerOf, loadForge } from './forge.ts';
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

test('a count below nothing buys no more effort', async () => {
  const forge = await loadForge();
  const { asn1 } = forge;
  const integer = (der: string) => asn1.create(asn1.Class.UNIVERSAL, asn1.Type.INTEGER, false, der);
  expect(integerOf(forge, integer('\x80\x00\x00\x00'))).toBeUndefined();
  expect(integerOf(forge, integer('\x7f\xff\xff\xff'))).toBe(2 ** 31 - 1);
  expect(integerOf(forge, integer('\xff'.repeat(5)))).toBe(Infinity);
  const effort = new Effort();
  effort.allows({ reader: 'native', rounds: -1_000_000_000 }, 1);
  const parts = Array.from({ length: 5 }, () => effort.allows({ reader: 'native', rounds: 10_000_000 }, 1));
  expect(parts.filter(Boolean)).toHaveLength(1);
});
