/**
 * What Electron gives a preload (`contextBridge` and `ipcRenderer`), for a plain Chromium page.
 * Two functions are sent to the browser as source, so each stands by itself: `pageSide` runs in the page's world before any script of the page,
 * `preloadSide` in an isolated world that alone holds the binding to Node. They share the document and nothing else, and speak through its events.
 * Functions cross the border as `{ $fn: id }`, all else as JSON.
 */
const TO_PRELOAD = 'portcullis:to-preload';
const TO_PAGE = 'portcullis:to-page';

/** Name of the isolated world. */
export const PRELOAD_WORLD = 'portcullis-preload';
/** Name, in that world only, of the function that sends a string to Node: `<id> <JSON of [channel, ...args]>`. */
export const HOST_BINDING = 'portcullisHost';
/** Name, in that world only, of the function by which Node hands in a `Delivery` as JSON. */
export const DELIVER = 'portcullisDeliver';

/** From Node to the isolated world: the answer to a call, or an event. */
export type Delivery = { id: number; result: unknown } | { id: number; error: string } | { channel: string; args: unknown[] };

/** The two scripts for the top frame of the one origin; anywhere else they do nothing. */
export function bridgeScripts(origin: string, preload: string): { page: string; preload: string } {
  const guarded = (script: string): string => `if (location.origin === ${JSON.stringify(origin)} && window === top) {${script}}`;
  const names = [TO_PRELOAD, TO_PAGE].map((name) => JSON.stringify(name)).join();
  const hosts = [HOST_BINDING, DELIVER].map((name) => JSON.stringify(name)).join();
  return {
    page: guarded(`(${pageSide.toString()})(${names})`),
    preload: guarded(`(${preloadSide.toString()})(${names},${hosts},(require, module, exports) => {${preload}\n})`),
  };
}

type AnyFunction = (...args: unknown[]) => unknown;
/** What the preload exposes, without its functions: `'$fn'` stands for one, `{ $v }` wraps a plain value. */
interface Shape {
  [name: string]: '$fn' | { $v: unknown } | Shape;
}
interface ToPreload {
  id?: number;
  path?: string[];
  args?: unknown[];
  drop?: number;
}
interface ToPage {
  id?: number;
  expose?: string;
  shape?: Shape;
  callback?: number;
  args?: unknown[];
  /** The call returned: a function, a plain value, or a promise that settles later. */
  returned?: { fn: number } | { value: unknown } | 'promise';
  result?: unknown;
  error?: string;
}

function pageSide(toPreload: string, toPage: string): void {
  const callbacks = new Map<number, AnyFunction>();
  const waiting = new Map<number, (message: ToPage) => void>();
  let last = 0;
  const emit = (message: ToPreload): boolean => document.dispatchEvent(new CustomEvent(toPreload, { detail: JSON.stringify(message) }));

  const mark = (argument: unknown): unknown => {
    if (typeof argument !== 'function') return argument;
    callbacks.set(++last, argument as AnyFunction);
    return { $fn: last };
  };
  const call = (path: string[], args: unknown[]): unknown => {
    const id = ++last;
    let returned: ToPage['returned'];
    waiting.set(id, (message) => (returned = message.returned));
    emit({ id, path, args: args.map(mark) }); // The other side answers before this returns: events are synchronous.
    waiting.delete(id);
    if (returned === undefined) throw new Error('The bridge is gone.');
    if (returned !== 'promise') return 'fn' in returned ? drop.bind(undefined, returned.fn) : returned.value;
    return new Promise((resolve, reject) => {
      waiting.set(id, (message) => (message.error === undefined ? resolve(message.result) : reject(new Error(message.error))));
    });
  };
  const drop = (fn: number): void => void emit({ drop: fn });
  const build = (shape: Shape, path: string[]): object => {
    const member = ([name, value]: [string, Shape[string]]): [string, unknown] => {
      if (value === '$fn') return [name, (...args: unknown[]) => call([...path, name], args)];
      return [name, '$v' in value ? value.$v : build(value as Shape, [...path, name])];
    };
    return Object.freeze(Object.fromEntries(Object.entries(shape).map(member)));
  };
  document.addEventListener(toPage, (event) => {
    const message = JSON.parse((event as CustomEvent<string>).detail) as ToPage;
    if (message.expose !== undefined) Object.defineProperty(window, message.expose, { value: build(message.shape ?? {}, []), enumerable: true });
    else if (message.callback !== undefined) callbacks.get(message.callback)?.(...(message.args ?? []));
    else {
      const settle = waiting.get(message.id ?? 0);
      if (message.returned === undefined) waiting.delete(message.id ?? 0);
      settle?.(message);
    }
  });
}

function preloadSide(toPreload: string, toPage: string, binding: string, deliver: string, run: (require: unknown, module: object, exports: object) => void): void {
  const world = globalThis as unknown as Record<string, AnyFunction>;
  const host = world[binding] as (text: string) => void;
  const pending = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  const listeners = new Map<string, Set<AnyFunction>>();
  const returned = new Map<number, AnyFunction>();
  let last = 0;
  let exposed: unknown;
  const emit = (message: ToPage): boolean => document.dispatchEvent(new CustomEvent(toPage, { detail: JSON.stringify(message) }));

  world[deliver] = (text) => {
    const message = JSON.parse(text as string) as { id?: number; result?: unknown; error?: string; channel?: string; args?: unknown[] };
    if (message.channel !== undefined) {
      for (const listener of listeners.get(message.channel) ?? []) listener({}, ...(message.args ?? []));
      return;
    }
    const call = pending.get(message.id ?? 0);
    pending.delete(message.id ?? 0);
    if (message.error === undefined) call?.resolve(message.result);
    else call?.reject(new Error(message.error));
  };
  const ipcRenderer = {
    invoke: (...channelAndArgs: unknown[]) =>
      new Promise((resolve, reject) => {
        pending.set(++last, { resolve, reject });
        host(`${last} ${JSON.stringify(channelAndArgs)}`);
      }),
    on: (channel: string, listener: AnyFunction) => void listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener)),
    removeListener: (channel: string, listener: AnyFunction) => void listeners.get(channel)?.delete(listener),
  };
  const shapeOf = (value: unknown): Shape[string] => {
    if (typeof value === 'function') return '$fn';
    if (value === null || typeof value !== 'object') return { $v: value };
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shapeOf(member)]));
  };
  const contextBridge = {
    exposeInMainWorld: (name: string, api: object) => {
      exposed = api;
      emit({ expose: name, shape: shapeOf(api) as Shape });
    },
  };
  const find = (path: string[]): AnyFunction => {
    let found: unknown = exposed;
    for (const name of path) found = Object.hasOwn(found as object, name) ? (found as Record<string, unknown>)[name] : undefined;
    return found as AnyFunction;
  };
  const unmark = (argument: unknown): unknown => {
    if (argument === null || typeof argument !== 'object' || !('$fn' in argument)) return argument;
    return (...values: unknown[]) => emit({ callback: argument.$fn as number, args: values });
  };
  const answer = (id: number, value: unknown): void => {
    if (typeof value === 'function') {
      returned.set(++last, value as AnyFunction);
      emit({ id, returned: { fn: last } });
    } else if (value instanceof Promise) {
      emit({ id, returned: 'promise' });
      value.then(
        (result: unknown) => emit({ id, result }),
        (error: unknown) => emit({ id, error: error instanceof Error ? error.message : 'refused' }),
      );
    } else emit({ id, returned: { value: value ?? null } });
  };
  document.addEventListener(toPreload, (event) => {
    const message = JSON.parse((event as CustomEvent<string>).detail) as ToPreload;
    if (message.drop !== undefined) {
      returned.get(message.drop)?.();
      returned.delete(message.drop);
      return;
    }
    answer(message.id ?? 0, find(message.path ?? [])(...(message.args ?? []).map(unmark)));
  });
  const module = { exports: {} };
  const require = (name: string): object => {
    if (name === 'electron') return { contextBridge, ipcRenderer };
    throw new Error('A preload may only require electron.');
  };
  run(require, module, module.exports);
}
