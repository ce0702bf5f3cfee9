import { expect, test } from 'vitest';
import { compactParts, prettyJson } from './pretty.ts';

test('JSON is indented, anything else stays as it is', () => {
  expect(prettyJson('{"a":1}')).toBe('{\n  "a": 1\n}');
  expect(prettyJson('not json')).toBe('not json');
});

test('a compact JWS has three parts', () => {
  expect(compactParts('aa.bb.cc')).toEqual(['aa', 'bb', 'cc']);
});
