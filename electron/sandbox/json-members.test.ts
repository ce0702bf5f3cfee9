import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { repeatedMember } from './json-members.ts';

describe('a member given twice is found', () => {
  test.each([
    ['{"alg":"none","alg":"ES256"}', 'alg'],
    ['{ "alg" : 1 , "b" : [ { } ] , "alg" : 1 }', 'alg'],
    ['{"alg":1,"\\u0061lg":2}', 'alg'],
    ['{"a":{"b":1,"c":{},"b":2}}', 'b'],
    ['[{"a":1},{"a":1,"a":2}]', 'a'],
    ['{"":1,"":2}', ''],
    ['{"__proto__":1,"__proto__":2}', '__proto__'],
    ['{"\\"":1,"x":"\\\\","\\u0022":2}', '"'],
  ])('%s', (json, name) => {
    JSON.parse(json);
    expect(repeatedMember(json)).toBe(name);
  });
});

describe('what only looks like it is not', () => {
  test.each(['{"a":{"a":[{"a":"a"}]}}', '{"a":"\\"a\\":1,\\"a\\":2","b":"{"}', '{"a":"a","A":":"}', '[":",":"]', '"a:a"', '7'])('%s', (json) => {
    JSON.parse(json);
    expect(repeatedMember(json)).toBeUndefined();
  });
});

test('whatever JavaScript writes holds none', () => {
  fc.assert(fc.property(fc.jsonValue(), fc.constantFrom(0, 1, 3), (value, indent) => {
    expect(repeatedMember(JSON.stringify(value, undefined, indent))).toBeUndefined();
  }));
});

test('any member written once more is found, wherever it lies', () => {
  const object = fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 });
  fc.assert(fc.property(object, fc.jsonValue(), fc.nat(), fc.boolean(), (value, other, pick, nested) => {
    const names = Object.keys(value);
    const name = names[pick % names.length]!;
    const twice = `${JSON.stringify(value).slice(0, -1)},${JSON.stringify(name)}:${JSON.stringify(other)}}`;
    expect(repeatedMember(nested ? `{"x":[0,${twice}]}` : twice)).toBe(name);
  }));
});

test('depth and length do not bring it down', () => {
  expect(repeatedMember('{"a":'.repeat(20_000) + '1' + '}'.repeat(20_000))).toBeUndefined();
  expect(repeatedMember(`{"a":"${'\\n'.repeat(100_000)}","a":1}`)).toBe('a');
});
