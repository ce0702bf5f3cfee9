import { expect, test } from 'vitest';
import { cleaned, glance } from './peek.ts';

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

test('three parts are a JWS, five a JWE, anything else is neither', () => {
  expect(glance(`${part({ alg: 'ES512', kid: 'grün' })}.e30.c2ln`)).toEqual({ kind: 'jws', alg: 'ES512', kid: 'grün' });
  expect(glance(`${part({ alg: 'dir' })}..aXY.Y3Q.dGFn`)).toEqual({ kind: 'jwe', alg: 'dir' });
  for (const text of ['', 'a.b', 'a.b.c.d', 'a.b.c.d.e.f', '{}']) expect(glance(text), text).toEqual({});
});

test('Wise’s own answers are known by the version in their header', () => {
  expect(glance(`${part({ alg: 'ES512', version: 2 })}.e30.c2ln`)).toMatchObject({ hasVersion: true });
});

test('a header that cannot be read, is no object or is too long tells nothing more', () => {
  for (const header of ['%%%', part([1]), part(null), part('x'), part({ alg: 7 }), part({ alg: 'x'.repeat(30_000) })]) expect(glance(`${header}.e30.c2ln`)).toEqual({ kind: 'jws' });
});

test('white space and quotes around a pasted message are dropped', () => {
  expect(cleaned(' "a.b\n.c"\r\n')).toBe('a.b.c');
});
