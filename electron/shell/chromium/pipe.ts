import type { Readable, Writable } from 'node:stream';
import { PortcullisError } from '../../../shared/errors.ts';
import type { Command, EventName, Events, Message, Params, Returned } from './protocol.ts';

/** Largest message taken from the browser, in bytes; a bigger one ends the connection. */
const MAX_MESSAGE_BYTES = 128 * 1024 * 1024;

type Listener = (params: never, sessionId: string | undefined) => void;
/** Takes the answer to a command; undefined when the browser ended first. */
type Done = (answer: Message | undefined) => void;

/** The browser refused a command. */
export class ProtocolError extends Error {
  constructor(method: string, refusal: { message: string }) {
    super(`${method}: ${refusal.message}`);
    this.name = 'ProtocolError';
  }
}

/**
 * Chrome DevTools Protocol over `--remote-debugging-pipe`: NUL-separated JSON, written to the browser's fd 3 and read from its fd 4.
 * Commands are answered in any order; all that is open when the pipe ends fails with `SHELL_BROWSER_GONE`.
 */
export class Pipe {
  readonly #out: Writable;
  readonly #in: Readable;
  readonly #pending = new Map<number, Done>();
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
    return new Promise((resolve, reject) => {
      this.request({ method, params, sessionId }, (answer) => {
        if (answer === undefined) reject(new PortcullisError('SHELL_BROWSER_GONE'));
        else if (answer.error) reject(new ProtocolError(method, answer.error));
        else resolve(answer.result as Returned<C>);
      });
    });
  }

  /** Any command, under an id of ours. `done` is called in order with the events, which a promise would not be. */
  request({ method, params, sessionId }: Message, done: Done): void {
    if (this.#ended) {
      done(undefined);
      return;
    }
    const id = ++this.#lastId;
    this.#pending.set(id, done);
    this.#out.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
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
    for (const done of this.#pending.values()) done(undefined);
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
    const done = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    done?.(message);
  }

  #dispatch(event: Message): void {
    for (const tap of this.#taps) tap(event);
    for (const listener of this.#listeners.get(event.method ?? '') ?? []) listener(event.params as never, event.sessionId);
  }
}
