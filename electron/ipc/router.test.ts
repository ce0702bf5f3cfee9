import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../shared/errors.ts';
import { MAX_MESSAGE_BYTES } from '../../shared/ipc/api.ts';
import { contract, METHODS, type Method } from '../../shared/ipc/contract.ts';
import type { Sender } from '../shell/port.ts';
import { createRouter, type Handlers } from './router.ts';

const page: Sender = { trusted: true, url: 'app://portcullis/index.html' };
const stranger: Sender = { trusted: false, url: 'https://evil.example/' };

function setUp(unlocked = true) {
  const reached: string[] = [];
  const refused: [string, ErrorCode][] = [];
  const handlers = Object.fromEntries(METHODS.map((m) => [m, async () => { reached.push(m); return {}; }])) as unknown as Handlers;
  const route = createRouter({ handlersFor: async () => handlers, isUnlocked: () => unlocked, onRefused: (method, error) => refused.push([method, error.code]) });
  const codeOf = async (method: unknown, input: unknown, sender = page) => {
    const result = await route(method, input, sender);
    return result.ok ? 'ok' : result.error.code;
  };
  return { route, reached, refused, codeOf };
}

const malformed: [name: string, input: unknown][] = [
  ['nothing', undefined],
  ['null', null],
  ['a string', 'passphrase'],
  ['a number', 7],
  ['not a number', Number.NaN],
  ['an array', []],
  ['a function', () => 1],
  ['a date', new Date(0)],
  ['a map', new Map()],
  ['a bigint inside', { limit: 1n }],
  ['an unknown field', { surprise: true }],
  ['a symbol key', { [Symbol('x')]: 1 }],
  ['an own __proto__', JSON.parse('{"__proto__": {"trusted": true}}')],
  ['an own constructor', JSON.parse('{"constructor": {"prototype": {"x": 1}}}')],
  ['a nested __proto__', JSON.parse('{"passphrase": {"__proto__": {"length": 20}}}')],
  ['a class instance', new (class Sneaky { passphrase = 'correct horse battery'; })()],
  ['an inherited field', Object.create({ passphrase: 'correct horse battery' })],
];

describe('the router turns away, with a code and before any use case', () => {
  describe.each(METHODS)('%s', (method) => {
    it.each(malformed)('%s', async (_name, input) => {
      const { codeOf, reached, refused } = setUp();
      expect(await codeOf(method, input)).toBe('IPC_INVALID_INPUT');
      expect(reached).toEqual([]);
      expect(refused).toEqual([[method, 'IPC_INVALID_INPUT']]);
    });

    it('an oversized message', async () => {
      const { codeOf, reached } = setUp();
      expect(await codeOf(method, { text: 'x'.repeat(MAX_MESSAGE_BYTES), sensitive: false })).toBe('IPC_TOO_LARGE');
      expect(reached).toEqual([]);
    });

    it('a message from elsewhere', async () => {
      const { codeOf, reached } = setUp();
      expect(await codeOf(method, {}, stranger)).toBe('IPC_FORBIDDEN');
      expect(reached).toEqual([]);
    });

    it('a deeply nested message', async () => {
      const { codeOf, reached } = setUp();
      expect(await codeOf(method, JSON.parse('{"a":'.repeat(200) + '1' + '}'.repeat(200)))).toBe('IPC_INVALID_INPUT');
      expect(reached).toEqual([]);
    });

    it('arbitrary JSON that does not fit its schema', async () => {
      const { codeOf, reached } = setUp();
      await fc.assert(
        fc.asyncProperty(fc.jsonValue(), async (input) => {
          fc.pre(!contract[method].input.safeParse(input).success);
          expect(await codeOf(method, input)).toBe('IPC_INVALID_INPUT');
        }),
        { numRuns: 40 },
      );
      expect(reached).toEqual([]);
    });
  });

  it.each(METHODS.filter((m) => !contract[m].whileLocked))('%s while the vault is locked', async (method) => {
    const { codeOf, reached } = setUp(false);
    expect(await codeOf(method, {})).toBe('VAULT_LOCKED');
    expect(reached).toEqual([]);
  });

  it.each(['', 'vault.nothing', '__proto__', 'constructor', 'toString', 7, null, undefined, ['vault.lock'], { toString: () => 'vault.lock' }])(
    'the unknown method %s',
    async (method) => {
      const { codeOf, refused } = setUp();
      expect(await codeOf(method, {})).toBe('IPC_UNKNOWN_METHOD');
      expect(refused).toEqual([['unknown', 'IPC_UNKNOWN_METHOD']]);
    },
  );
});

describe('the router lets through', () => {
  it('a fitting message, parsed', async () => {
    let seen: unknown;
    const handlers = { 'connections.create': async (input: unknown) => { seen = input; throw new Error('enough'); } } as unknown as Handlers;
    const route = createRouter({ handlersFor: async () => handlers, isUnlocked: () => true, onRefused: () => {} });
    await route('connections.create', { environment: 'built-in', name: '  Sandbox  ' }, page);
    expect(seen).toEqual({ environment: 'built-in', name: 'Sandbox' });
  });

  it('no answer with a field the contract does not name', async () => {
    const handlers = { 'vault.create': async () => ({ recoveryCode: 'AAAA', passphrase: 'leaked' }) } as unknown as Handlers;
    const route = createRouter({ handlersFor: async () => handlers, isUnlocked: () => true, onRefused: () => {} });
    const result = await route('vault.create', { passphrase: 'x' }, page);
    expect(result).toMatchObject({ ok: false, error: { code: 'INTERNAL', details: { reason: 'output' } } });
    expect(JSON.stringify(result)).not.toContain('leaked');
  });

  it('no words of an unexpected error', async () => {
    const handlers = { 'vault.lock': async () => { throw new TypeError('passphrase hunter2 is odd'); } } as unknown as Handlers;
    const route = createRouter({ handlersFor: async () => handlers, isUnlocked: () => true, onRefused: () => {} });
    const result = await route('vault.lock', {}, page);
    expect(result).toMatchObject({ ok: false, error: { code: 'INTERNAL', details: { reason: 'TypeError' } } });
    expect(JSON.stringify(result)).not.toContain('hunter2');
  });
});

it('names every method once in the table', () => {
  expect(new Set<Method>(METHODS).size).toBe(METHODS.length);
});

const given = (digits: number[]) => ({ approvalId: '11111111-1111-4111-8111-111111111111', proof: { way: 'PIN', digits } });

describe('what comes as numbers', () => {
  it.each([['routed', [1, 2, 3, 4]], ['refused', [1, 2, 3]]] as const)('is zeroed when it was %s', async (_name, digits) => {
    const input = given([...digits]);
    await setUp().route('approvals.prove', input, page);
    expect(input.proof.digits).toEqual(digits.map(() => 0));
  });

  it('is whole until the use case is through with it', async () => {
    const seen: unknown[] = [];
    const handlers: Partial<Handlers> = { 'approvals.prove': async ({ proof }) => {
      await Promise.resolve();
      seen.push(...('digits' in proof ? proof.digits : []));
      return {};
    } };
    const route = createRouter({ handlersFor: async () => handlers, isUnlocked: () => true, onRefused: () => undefined });
    const input = given([1, 2, 3, 4]);
    expect(await route('approvals.prove', input, page)).toEqual({ ok: true, value: {} });
    expect([seen, input.proof.digits]).toEqual([[1, 2, 3, 4], [0, 0, 0, 0]]);
  });
});
