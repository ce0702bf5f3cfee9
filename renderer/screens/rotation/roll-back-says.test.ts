import { expect, test } from 'vitest';
import { builtIn, makeKey } from '../../testing/fixtures.ts';
import { makeRotation } from '../../testing/rotations.ts';
import { rollBackSays } from './roll-back-says.ts';

const old = makeKey({ id: '663a0e44-aa4a-4ff0-a9f8-cd99f5fbad71', state: 'expiring', endsIn: 12 });
const says = (step: Parameters<typeof makeRotation>[2]) => rollBackSays(makeRotation(old, builtIn, step, 'b3748150-aa4a-4ff0-a9f8-cd99f5fbad71'));

test('it says what changes back, and what becomes of the new key', () => {
  expect(says('make')).toBe('Built-in sandbox goes on using key 663a0e44; nothing was switched yet.');
  expect(says('upload')).toContain('Key b3748150 is retired.');
  expect(says('switch')).toContain('Key b3748150 is retired; Wise accepts it until you ask them to revoke it.');
  expect(says('retire')).toMatch(/^Built-in sandbox uses key 663a0e44 again\./);
});
