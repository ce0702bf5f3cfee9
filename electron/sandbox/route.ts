import type { Answer } from './answers.ts';
import type { Call } from './call.ts';
import type { World } from './world.ts';

/** One endpoint. A handler may throw `Refused` to end the call early. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** A segment in braces takes any text, and gives it to the handler in `Call.params`. */
  readonly path: string;
  /** One line for the page at `/`. */
  readonly about: string;
  /** `closing` ends what goes on after the answer. */
  readonly handle: (call: Call, world: World, closing: AbortSignal) => Answer | Promise<Answer>;
}

/** What stands in the place of the braces of a path such as `/v3/things/{thingId}`; undefined where the path does not fit. */
export function matchPath(template: string, path: string): Record<string, string> | undefined {
  const wanted = template.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const value = given[index]!;
    if (!segment.startsWith('{')) {
      if (segment !== value) return undefined;
    } else if (value === '') return undefined;
    else params[segment.slice(1, -1)] = value;
  }
  return params;
}
