import type { Input, Method, Output, Topic } from './contract.ts';
import type { Result } from './result.ts';

/** Request and answer: `invoke(CALL_CHANNEL, method, input)` answers a `Result`. */
export const CALL_CHANNEL = 'portcullis:call';
/** Event from main to the page, with one argument: the topics that changed. */
export const CHANGED_CHANNEL = 'portcullis:changed';

/** Largest message the router reads, in bytes of JSON. */
export const MAX_MESSAGE_BYTES = 256 * 1024;

/** What the page sees as `window.portcullis`: one function for each method of the contract, and `onChanged`. */
export type Api = { readonly [M in Method]: (input: Input<M>) => Promise<Result<Output<M>>> } & {
  /** Calls the listener with the topics that changed. Returns an unsubscribe. */
  readonly onChanged: (listener: (topics: Topic[]) => void) => () => void;
};
