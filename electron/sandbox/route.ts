import type { Answer } from './answers.ts';
import type { Call } from './call.ts';
import type { World } from './world.ts';

/** One endpoint. A handler may throw `Refused` to end the call early. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  /** One line for the page at `/`. */
  readonly about: string;
  readonly handle: (call: Call, world: World) => Answer | Promise<Answer>;
}
