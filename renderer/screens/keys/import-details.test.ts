import { expect, test } from 'vitest';
import { contract } from '../../../shared/ipc/contract.ts';
import { verdictOn } from '../../testing/imports.ts';
import { detailsProblem, firstDetails, wantedImport } from './import-details.ts';

const NOW = Date.parse('2026-11-22T10:00:00Z');
const view = { importId: crypto.randomUUID(), fileName: 'acme-signing.p12', ...verdictOn('many') };
const rsa = view.items[1]!;

test('it begins with the first algorithm that fits and the name of the file', () => {
  expect(firstDetails(rsa, view, NOW)).toMatchObject({ algorithm: 'PS256', label: 'acme-signing', isAtWise: false });
  expect(firstDetails(undefined, undefined, NOW)).toMatchObject({ algorithm: undefined, label: '' });
});

test('what main is asked for fits the contract, with the id only where Wise has the key', () => {
  const details = { ...firstDetails(rsa, view, NOW), keyId: ' 663A0E44-aa4a-4ff0-a9f8-cd99f5fbad71 ' };
  const plain = wantedImport(view, rsa, details);
  expect(plain).toEqual({ importId: view.importId, index: 1, algorithm: 'PS256', label: 'acme-signing', validDays: 365 });
  const known = wantedImport(view, rsa, { ...details, isAtWise: true });
  expect(known?.keyId).toBe('663a0e44-aa4a-4ff0-a9f8-cd99f5fbad71');
  expect(contract['keys.import'].input.safeParse(known).error).toBeUndefined();
});

test('a key that Wise has needs its id', () => {
  const details = { ...firstDetails(rsa, view, NOW), isAtWise: true };
  expect(detailsProblem(details, NOW)).toContain('under which Wise has it');
  expect(detailsProblem({ ...details, keyId: 'x' }, NOW)).toContain('UUID');
  expect(detailsProblem({ ...details, isAtWise: false }, NOW)).toBeUndefined();
});
