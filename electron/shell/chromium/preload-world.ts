import { PortcullisError, toWireError } from '../../../shared/errors.ts';
import { MAX_MESSAGE_BYTES } from '../../../shared/ipc/api.ts';
import type { WindowOptions } from '../port.ts';
import { bridgeScripts, DELIVER, HOST_BINDING, PRELOAD_WORLD, type Delivery } from './bridge.ts';
import { ORIGIN, type PageSession } from './session.ts';

/** `<id> <JSON>`: the id stands before what is judged by its size, so that a refusal finds its call. */
const MESSAGE = /^(\d{1,9}) /;

interface Context {
  trusted: boolean;
  origin: string;
}

/**
 * The isolated world that runs the preload, and the way between it and Node.
 * The isolation adds no authority: which world of which frame spoke is told for every message, and the router judges it.
 */
export class PreloadWorld {
  readonly #page: PageSession;
  readonly #onInvoke: WindowOptions['onInvoke'];
  readonly #contexts = new Map<number, Context>();

  constructor(page: PageSession, onInvoke: WindowOptions['onInvoke']) {
    this.#page = page;
    this.#onInvoke = onInvoke;
    page.on('Runtime.executionContextCreated', ({ context: { id, name, origin, auxData } }) => {
      this.#contexts.set(id, { origin, trusted: name === PRELOAD_WORLD && origin === ORIGIN && auxData?.frameId === page.targetId });
    });
    page.on('Runtime.executionContextDestroyed', ({ executionContextId }) => void this.#contexts.delete(executionContextId));
    page.on('Runtime.executionContextsCleared', () => this.#contexts.clear());
    page.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === HOST_BINDING) void this.#receive(payload, executionContextId);
    });
  }

  /** Has the scripts run in every document to come. Must be done before the page is navigated. */
  async install(preload: string): Promise<void> {
    const scripts = bridgeScripts(ORIGIN, preload);
    await Promise.all([
      this.#page.send('Runtime.enable', {}),
      this.#page.send('Runtime.addBinding', { name: HOST_BINDING, executionContextName: PRELOAD_WORLD }),
      this.#page.send('Page.addScriptToEvaluateOnNewDocument', { source: scripts.page }),
      this.#page.send('Page.addScriptToEvaluateOnNewDocument', { source: scripts.preload, worldName: PRELOAD_WORLD }),
    ]);
  }

  /** Sends an event to the preload; dropped when there is no page. */
  send(channel: string, args: unknown[]): void {
    const context = this.#current();
    if (context !== undefined) this.#deliver({ channel, args }, context);
  }

  /** Calls a function, sent as source, in the preload's world of the page as if the person had clicked. Rejects when it does. */
  async call<A extends unknown[], R>(run: (...args: A) => R | Promise<R>, ...args: A): Promise<R> {
    return (await this.#run(run.toString(), args, true)).result.value as R;
  }

  /** As `call`, but answers the browser's handle of the result; undefined where the result is none. */
  async callForObject<A extends unknown[]>(run: (...args: A) => Promise<object | null>, ...args: A): Promise<string | undefined> {
    return (await this.#run(run.toString(), args, false)).result.objectId;
  }

  async #run(functionDeclaration: string, args: unknown[], returnByValue: boolean) {
    const executionContextId = this.#current();
    if (executionContextId === undefined) throw new PortcullisError('SHELL_BROWSER_GONE');
    const done = await this.#page.send('Runtime.callFunctionOn', {
      functionDeclaration, executionContextId, returnByValue, awaitPromise: true, userGesture: true, arguments: args.map((value) => ({ value })),
    });
    if (done.exceptionDetails) throw new Error(done.exceptionDetails.text);
    return done;
  }

  #current(): number | undefined {
    return [...this.#contexts].findLast(([, { trusted }]) => trusted)?.[0];
  }

  async #receive(payload: string, context: number): Promise<void> {
    const id = Number(MESSAGE.exec(payload)?.[1]);
    if (!Number.isInteger(id)) return;
    this.#deliver({ id, result: await this.#answer(payload, context) }, context);
  }

  async #answer(payload: string, context: number): Promise<unknown> {
    const content = payload.slice(payload.indexOf(' ') + 1);
    if (Buffer.byteLength(content) > MAX_MESSAGE_BYTES) return refusal('IPC_TOO_LARGE');
    const message = parse(content);
    if (!Array.isArray(message) || typeof message[0] !== 'string') return refusal('IPC_INVALID_INPUT');
    const [channel, ...args] = message as [string, ...unknown[]];
    const from = this.#contexts.get(context);
    return this.#onInvoke(channel, args, { trusted: from?.trusted ?? false, url: from?.origin ?? '' });
  }

  #deliver(delivery: Delivery, executionContextId: number): void {
    this.#page.tell('Runtime.callFunctionOn', {
      functionDeclaration: `function (text) { ${DELIVER}(text); }`,
      executionContextId,
      arguments: [{ value: JSON.stringify(delivery) }],
      awaitPromise: false,
      returnByValue: true,
      userGesture: false,
    });
  }
}

function refusal(code: 'IPC_TOO_LARGE' | 'IPC_INVALID_INPUT'): unknown {
  return { ok: false, error: toWireError(new PortcullisError(code)) };
}

function parse(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}
