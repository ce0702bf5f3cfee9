import { expect, test } from 'vitest';
import { bodyProblem, pathProblem, tidyBody } from './call-draft.ts';

test('a path begins with one slash and names no host', () => {
  expect(pathProblem('/v3/profiles/1/transfers/2/payments?x=%20')).toBeUndefined();
  expect(pathProblem('https://api.wise.com/v3')).toContain('Without the host');
  for (const wrong of ['v3/profiles', '//evil.example/v3', '/v3/a b', '/v3/ü']) expect(pathProblem(wrong)).toBeDefined();
});

test('a body is JSON or nothing', () => {
  expect(bodyProblem(' ')).toBeUndefined();
  expect(bodyProblem('{"type":"BALANCE"}')).toBeUndefined();
  expect(bodyProblem('{"type":}')).toMatch(/^This is not JSON/);
});

test('tidying never changes what is said', () => {
  expect(tidyBody('{"a":[1,"b  c"]}')).toBe('{\n  "a": [\n    1,\n    "b  c"\n  ]\n}');
  for (const kept of ['{"id":12345678901234567890}', '{"a":1,"a":2}', '{"amount":10.00}']) expect(tidyBody(kept)).toBe(kept);
});
