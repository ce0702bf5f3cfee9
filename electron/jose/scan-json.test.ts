import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scanJson } from './scan-json.ts';

test.each([
  ['at the top', '{"alg":"a","kid":"k","alg":"b"}', 'alg'],
  ['nested', '{"alg":"a","jwk":{"x":1,"x":2}}', 'x'],
  ['in an array', '{"alg":"a","x5c":[{"y":1},{"y":1,"y":1}]}', 'y'],
  ['escaped', String.raw`{"alg":"a","\u0061lg":"b"}`, 'alg'],
  ['escaped both times', String.raw`{"\u0061lg":"a","a\u006Cg":"b"}`, 'alg'],
  ['with space before the colon', '{"alg" :"a","alg"\n\t: "b"}', 'alg'],
  ['empty', '{"":1,"":2}', ''],
  ['of the prototype', '{"__proto__":1,"__proto__":2}', '__proto__'],
  ['a quote in it', String.raw`{"a\"b":1,"a\u0022b":2}`, 'a"b'],
])('a name that stands twice is found: %s', (_, json, name) => {
  expect(() => JSON.parse(json) as unknown).not.toThrow();
  expect(scanJson(json).duplicate).toBe(name);
});

test.each([
  ['in two objects', '{"a":{"x":1},"b":{"x":1},"x":[{"x":1},{"x":1}]}'],
  ['as a value', '{"a":"a","b":"a","c":["a","a"]}'],
  ['in a string that looks like JSON', String.raw`{"a":"{\"x\":1,\"x\":2}","x":"\\","y":"\\\"x\":"}`],
  ['in another case', '{"alg":1,"Alg":2}'],
  ['of the prototype, once', '{"constructor":1,"toString":2,"__proto__":3}'],
])('a name that stands once in each object is none: %s', (_, json) => {
  expect(() => JSON.parse(json) as unknown).not.toThrow();
  expect(scanJson(json).duplicate).toBeUndefined();
});

test('no JSON that a serializer writes has any, and any member doubled in it is found', () => {
  fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), fc.nat(), (object, pick) => {
    const json = JSON.stringify(object);
    expect(scanJson(json).duplicate).toBeUndefined();
    const names = Object.keys(object);
    const name = names[pick % names.length]!;
    expect(scanJson(`${json.slice(0, -1)},${escaped(name)}:null}`).duplicate).toBe(name);
  }));
});

test.each([['1', 0], ['{}', 1], ['{"a":[{"b":[]}],"c":{}}', 4], ['[[],[[]]]', 3], ['"[[["', 0]])('the depth of %s is %i', (json, depth) => {
  expect(scanJson(json)).toEqual({ depth });
});

test('deep nesting neither overflows nor hides a name', () => {
  const depth = 50_000;
  expect(scanJson(`${'{"a":['.repeat(depth)}{"b":1,"b":2}${']}'.repeat(depth)}`).duplicate).toBe('b');
});

/** The name as a JSON string, every character of it escaped. */
function escaped(name: string): string {
  return `"${name.split('').map((unit) => String.raw`\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')}"`;
}
