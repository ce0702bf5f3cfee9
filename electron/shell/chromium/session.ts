import type { Pipe } from './pipe.ts';
import type { Command, EventName, Events, Params, Returned } from './protocol.ts';

/** The one origin there is. `.invalid` resolves nowhere (RFC 6761). */
export const ORIGIN = 'https://portcullis.invalid';
export const START_URL = `${ORIGIN}/index.html`;

/** The pipe, narrowed to the one page. */
export class PageSession {
  readonly pipe: Pipe;
  /** Of the page; also the id of its top frame. */
  readonly targetId: string;
  readonly #id: string;

  constructor(pipe: Pipe, targetId: string, sessionId: string) {
    this.pipe = pipe;
    this.targetId = targetId;
    this.#id = sessionId;
  }

  send<C extends Command>(method: C, params: Params<C>): Promise<Returned<C>> {
    return this.pipe.send(method, params, this.#id);
  }

  /** A command whose failure changes nothing. */
  tell<C extends Command>(method: C, params: Params<C>): void {
    this.pipe.tell(method, params, this.#id);
  }

  /** Events of this session only: a test's own sessions on the same page are not ours to answer. */
  on<E extends EventName>(event: E, listener: (params: Events[E]) => void): void {
    this.pipe.on(event, (params, sessionId) => {
      if (sessionId === this.#id) listener(params);
    });
  }
}
