import { expect, test } from 'vitest';
import { pairProblem } from './new-passphrase.tsx';

test.each([
  ['', '', 'At least 12 characters; four or five unrelated words do well.'],
  ['elevenchars', 'elevenchars', 'At least 12 characters; 1 to go.'],
  ['twelve chars', '', 'Type it once more, so that a slip does not lock you out.'],
  ['twelve chars', 'twelve charz', 'The two are not the same yet.'],
  ['twelve chars', 'twelve chars', undefined],
])('%j and %j: %s', (first, second, problem) => {
  expect(pairProblem({ first, second })).toBe(problem);
});
