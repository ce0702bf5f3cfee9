import { expect, test } from 'vitest';
import { compactParts, prettyJson } from './pretty.ts';

test('JSON is indented, anything else stays as it is', () => {
  expect(prettyJson('{"a":1}')).toBe('{\n  "a": 1\n}');
  expect(prettyJson('not json')).toBe('not json');
});

test('JSON that would lose something by it stays as it came', () => {
  for (const text of ['{"n":12345678901234567890}', '{"a":1,"a":2}', '{"a":1.0}']) expect(prettyJson(text)).toBe(text);
  expect(prettyJson('{ "a" : "b c" }')).toBe('{\n  "a": "b c"\n}');
});

test('a compact JWS has three parts', () => {
  expect(compactParts('aa.bb.cc')).toEqual(['aa', 'bb', 'cc']);
});
