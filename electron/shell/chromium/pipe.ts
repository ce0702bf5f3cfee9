import type { Readable, Writable } from 'node:stream';
import { PortcullisError } from '../../../shared/errors.ts';
import type { Command, EventName, Events, Message, Params, Returned } from './protocol.ts';

/** Largest message taken from the browser, in bytes; a bigger one ends the connection. */
const MAX_MESSAGE_BYTES = 128 * 1024 * 1024;

type Listener = (params: never, sessionId: string | undefined) => void;
interface Pending {
  resolve(result: never): void;
  reject(error: Error): void;
}

/** The browser refused a command. */
export class ProtocolError extends Error {
  readonly refusal: { message: string; code?: number };

  constructor(method: string, refusal: { message: string; code?: number }) {
    super(`${method}: ${refusal.message}`);
    this.name = 'ProtocolError';
    this.refusal = refusal;
  }
}

/**
 * Chrome DevTools Protocol over `--remote-debugging-pipe`: NUL-separated JSON, written to the browser's fd 3 and read from its fd 4.
 * Commands are answered in any order; all that is open when the pipe ends fails with `SHELL_BROWSER_GONE`.
 */
export class Pipe {
  readonly #out: Writable;
  readonly #in: Readable;
  readonly #pending = new Map<number, Pending & { method: string }>();
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #taps = new Set<(event: Message) => void>();
  #lastId = 0;
  #ended = false;
  #chunks: Buffer[] = [];
  #bytes = 0;

  constructor(out: Writable, input: Readable) {
    this.#out = out;
    this.#in = input;
    // A write to a browser that has just ended fails; the end of the input says the same.
    out.on('error', () => this.end());
    input.on('error', () => this.end());
    input.on('close', () => this.end());
    input.on('data', (chunk: Buffer) => this.#read(chunk));
  }

  send<C extends Command>(method: C, params: Params<C>, sessionId?: string): Promise<Returned<C>> {
    return this.sendAny(method, params, sessionId) as Promise<Returned<C>>;
  }

  /** For tests, which speak more of the protocol than the shell does. */
  sendAny(method: string, params: unknown, sessionId?: string): Promise<unknown> {
    if (this.#ended) return Promise.reject(new PortcullisError('SHELL_BROWSER_GONE'));
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject, method });
      this.#out.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  /** A command whose failure changes nothing: what it is about may be gone by now. */
  tell<C extends Command>(method: C, params: Params<C>, sessionId?: string): void {
    this.send(method, params, sessionId).catch(() => undefined);
  }

  on<E extends EventName>(event: E, listener: (params: Events[E], sessionId: string | undefined) => void): void {
    const set = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, set.add(listener));
  }

  /** Every event, of every session. Returns an unsubscribe. */
  tap(listener: (event: Message) => void): () => void {
    this.#taps.add(listener);
    return () => {
      this.#taps.delete(listener);
    };
  }

  /** Fails all that is open and closes both ends, upon which the browser ends itself. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const { reject } of this.#pending.values()) reject(new PortcullisError('SHELL_BROWSER_GONE'));
    this.#pending.clear();
    this.#chunks = [];
    this.#out.destroy();
    this.#in.destroy();
  }

  #read(chunk: Buffer): void {
    let from = 0;
    for (let at = chunk.indexOf(0); at >= 0 && !this.#ended; at = chunk.indexOf(0, from)) {
      const whole = Buffer.concat([...this.#chunks, chunk.subarray(from, at)]).toString('utf8');
      this.#chunks = [];
      this.#bytes = 0;
      from = at + 1;
      this.#take(JSON.parse(whole) as Message);
    }
    if (from === chunk.length) return;
    this.#chunks.push(chunk.subarray(from));
    this.#bytes += chunk.length - from;
    if (this.#bytes > MAX_MESSAGE_BYTES) this.end();
  }

  #take(message: Message): void {
    if (message.id === undefined) return this.#dispatch(message);
    const pending = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    if (message.error) pending?.reject(new ProtocolError(pending.method, message.error));
    else pending?.resolve(message.result as never);
  }

  #dispatch(event: Message): void {
    for (const tap of this.#taps) tap(event);
    for (const listener of this.#listeners.get(event.method ?? '') ?? []) listener(event.params as never, event.sessionId);
  }
}
