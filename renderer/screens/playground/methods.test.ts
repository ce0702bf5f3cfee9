import { expect, test } from 'vitest';
import { JOSE_METHODS } from '../../../shared/model/views.ts';
import { lookOf, METHOD_LOOKS, methodFor } from './methods.ts';
import { WAYS } from './way.ts';

test('every method is offered once, in words of its own', () => {
  expect(METHOD_LOOKS.map((look) => look.method)).toEqual([...JOSE_METHODS]);
  expect(new Set(METHOD_LOOKS.map((look) => look.name)).size).toBe(JOSE_METHODS.length);
  for (const method of JOSE_METHODS) expect(lookOf(method).method).toBe(method);
});

test('a key is tried with a method that takes it', () => {
  for (const use of ['signing', 'encryption'] as const) expect(lookOf(methodFor(use)).takes).toContain(use);
});

test('what will happen tells of a signature only where one is made', () => {
  for (const method of JOSE_METHODS) expect(WAYS[method].some((line) => line.includes('signed')), method).toBe(lookOf(method).takes.includes('signing'));
});
