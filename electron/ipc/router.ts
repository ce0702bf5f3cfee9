import type { z } from 'zod';
import { PortcullisError, toWireError } from '../../shared/errors.ts';
import { MAX_MESSAGE_BYTES } from '../../shared/ipc/api.ts';
import { contract, type Method, type Output, type Parsed } from '../../shared/ipc/contract.ts';
import type { Result } from '../../shared/ipc/result.ts';
import type { Sender } from '../shell/port.ts';

/** One use case per method of the contract: takes parsed input, answers the output shape or throws. */
export type Handlers = { [M in Method]: (input: Parsed<M>) => Promise<Output<M>> };

export interface RouterOptions {
  /** Answers an object that holds the method's handler; it may have to be loaded first. */
  handlersFor(method: Method): Promise<Partial<Handlers>>;
  isUnlocked(): boolean;
  /** Told of every message that was turned away before a use case saw it. `method` is safe to record. */
  onRefused(method: string, error: PortcullisError): void;
}

export type Router = (method: unknown, input: unknown, sender: Sender) => Promise<Result<unknown>>;

/**
 * The only way from the window to the use cases: sender, method, size, shape, lock, use case, output shape.
 * Never throws; every refusal is a coded error, and a refused message reaches no use case.
 */
export function createRouter(options: RouterOptions): Router {
  return async (method, input, sender) => {
    try {
      return await route(options, method, input, sender);
    } finally {
      wipeNumbers(input, 0);
    }
  };
}

async function route({ handlersFor, isUnlocked, onRefused }: RouterOptions, method: unknown, input: unknown, sender: Sender): Promise<Result<unknown>> {
  let call: { method: Method; input: never };
  try {
    call = admit(method, input, sender, isUnlocked());
  } catch (thrown) {
    if (thrown instanceof PortcullisError) onRefused(knownMethod(method) ? method : 'unknown', thrown);
    return { ok: false, error: toWireError(thrown) };
  }
  try {
    const handler = (await handlersFor(call.method))[call.method];
    const value = await handler!(call.input);
    return { ok: true, value: checkedOutput(call.method, value) };
  } catch (thrown) {
    return { ok: false, error: toWireError(thrown) };
  }
}

function admit(method: unknown, input: unknown, sender: Sender, unlocked: boolean): { method: Method; input: never } {
  if (!sender.trusted) throw new PortcullisError('IPC_FORBIDDEN');
  if (!knownMethod(method)) throw new PortcullisError('IPC_UNKNOWN_METHOD');
  const { whileLocked, input: schema } = contract[method];
  refuseUnsafe(input);
  if (!whileLocked && !unlocked) throw new PortcullisError('VAULT_LOCKED');
  const parsed = (schema as z.ZodType).safeParse(input);
  if (!parsed.success) throw new PortcullisError('IPC_INVALID_INPUT', { field: fieldOf(parsed.error) });
  return { method, input: parsed.data as never };
}

/** Own keys only: `constructor` or `__proto__` are not methods. */
function knownMethod(method: unknown): method is Method {
  return typeof method === 'string' && Object.hasOwn(contract, method);
}

/** Refuses what is not plain JSON of bounded size and depth, and keys that can reach a prototype. */
function refuseUnsafe(input: unknown): void {
  if (!isPlain(input, 0)) throw new PortcullisError('IPC_INVALID_INPUT', { reason: 'not plain JSON' });
  if (bytesOf(input) > MAX_MESSAGE_BYTES) throw new PortcullisError('IPC_TOO_LARGE');
}

/** As JSON in UTF-8, or a little more. No text is made of numbers: they may be the digits of a PIN. */
function bytesOf(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(JSON.stringify(value));
  if (typeof value === 'number') return Number.isInteger(value) && value >= 0 && value < 1000 ? 3 : 25;
  if (Array.isArray(value)) return 2 + value.reduce((sum: number, item) => sum + 1 + bytesOf(item), 0);
  if (typeof value !== 'object' || value === null) return 5;
  return 2 + Object.entries(value).reduce((sum, [key, member]) => sum + Buffer.byteLength(key) + 4 + bytesOf(member), 0);
}

/** Digits and fingerprints come as arrays of numbers, so that they can be filled with zeros: the use case does that with its copy, and this is the other one. */
function wipeNumbers(value: unknown, depth: number): void {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH || Object.isFrozen(value)) return;
  if (Array.isArray(value) && value.every((item) => typeof item === 'number')) value.fill(0);
  else for (const member of Object.values(value)) wipeNumbers(member, depth + 1);
}

const MAX_DEPTH = 8;
const PROTOTYPE_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

function isPlain(value: unknown, depth: number): boolean {
  if (value === null || ['string', 'boolean', 'number'].includes(typeof value)) return true;
  if (typeof value !== 'object' || depth > MAX_DEPTH) return false;
  if (Array.isArray(value)) return value.every((item) => isPlain(item, depth + 1));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false;
  return Reflect.ownKeys(value).every(
    (key) => typeof key === 'string' && !PROTOTYPE_KEYS.has(key) && isPlain((value as Record<string, unknown>)[key], depth + 1),
  );
}

function fieldOf(error: z.ZodError): string {
  const [issue] = error.issues;
  const path = issue?.path.join('.') ?? '';
  return path || (issue?.code === 'unrecognized_keys' ? 'unknown field' : 'input');
}

/** An answer that does not fit its schema is a fault of ours, and might carry what must not leave main. */
function checkedOutput<M extends Method>(method: M, value: Output<M>): unknown {
  const parsed = (contract[method].output as z.ZodType).safeParse(value);
  if (!parsed.success) throw new PortcullisError('INTERNAL', { reason: 'output', field: fieldOf(parsed.error) });
  return parsed.data;
}
