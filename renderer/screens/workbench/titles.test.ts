import { expect, test } from 'vitest';
import type { Input } from '../../../shared/ipc/contract.ts';
import { builtIn } from '../../testing/fixtures.ts';
import { composedRun } from '../../testing/runs-jose.ts';
import { openedRun } from '../../testing/stand-in-workbench.ts';
import { composeTitle, innerToken, openTitle, toneOf } from './titles.ts';

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const JWS = `${part({ alg: 'ES512' })}.${part({ message: 'x' })}.c2ln`;
const open = (token: string, using: Input<'workbench.open'>['with'], fails = false) => ({ run: openedRun({ token, with: using }, fails), using: using.kind });
const wise = { kind: 'wise-key', connectionId: builtIn.id } as const;

test('what is only decoded is never called verified', () => {
  const opened = open(JWS, { kind: 'nothing' });
  expect(toneOf(opened)).toBe('read');
  expect(openTitle('jws', opened)).toBe('A signed message, not verified');
});

test('a signature holds or does not', () => {
  expect(openTitle('jws', open(JWS, wise))).toBe('The signature holds');
  expect(openTitle('jws', open(JWS, wise, true))).toBe('This signature does not hold');
});

test('what is refused before any key comes in is called refused', () => {
  expect(openTitle(undefined, open('a.b', { kind: 'nothing' }))).toBe('This message is refused');
  expect(openTitle('jws', open(`${part({ alg: 'none' })}.e30.`, wise))).toBe('This message is refused');
  expect(openTitle(undefined, undefined)).toBe('Open any JWS or JWE');
});

test('a signed message inside an encrypted one is found', () => {
  const { run } = open(`${part({ alg: 'dir' })}..aXY.Y3Q.dGFn`, { kind: 'content-key', base64url: 'AAAA' });
  expect(innerToken(run)).toBeUndefined();
  const nested = { ...run, steps: run.steps.map((step) => (step.id === 'decrypt' ? { ...step, blocks: [{ label: 'Payload', kind: 'compact' as const, text: JWS }] } : step)) };
  expect(innerToken(nested)).toBe(JWS);
  const inside = { ...run.steps[0]!, blocks: [{ label: 'The message itself', kind: 'compact' as const, text: JWS }] };
  expect(innerToken({ ...run, steps: [...run.steps, inside] })).toBe(JWS);
  expect(innerToken({ ...run, steps: [inside] })).toBeUndefined();
});

test('composing is told by its outcome', () => {
  expect(composeTitle(undefined)).toBe('Compose a token of your own');
  expect(composeTitle(composedRun(true, false, '{}'))).toBe('The token is made');
});
