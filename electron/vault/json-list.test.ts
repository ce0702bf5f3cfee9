import fc from 'fast-check';
import { expect, test } from 'vitest';
import { JsonList } from './json-list.ts';

const jsonOf = (list: JsonList, entries: readonly object[]) => JSON.parse(`[${Buffer.concat(list.encode(entries)).toString()}]`) as unknown;

test('gives the JSON of the entries after any row of insertions, changes and removals', () => {
  const change = fc.record({ at: fc.nat(300), remove: fc.nat(3), insert: fc.array(fc.record({ text: fc.string(), number: fc.integer() }), { maxLength: 80 }) });
  fc.assert(fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
    const list = new JsonList(() => undefined);
    let entries: object[] = [];
    for (const { at, remove, insert } of changes) {
      entries = entries.toSpliced(at, remove, ...insert);
      expect(jsonOf(list, entries)).toEqual(entries);
    }
  }));
});

test('makes the bytes of unchanged groups only once, and checks only what is new', () => {
  const checked: object[] = [];
  const list = new JsonList((entry) => checked.push(entry));
  const entries = Array.from({ length: 200 }, (_, number) => ({ number }));
  const first = list.encode(entries);
  const second = list.encode(entries.with(70, { number: -1 }));
  expect(second.map((bytes, i) => bytes === first[i])).toEqual([true, false, true, true]);
  expect(checked).toHaveLength(200 + 64);
});

test('forgets by zeroing', () => {
  const list = new JsonList(() => undefined);
  const [bytes] = list.encode([{ secret: 'x' }]);
  list.forget();
  expect(bytes?.every((byte) => byte === 0)).toBe(true);
});
