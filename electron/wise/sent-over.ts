import { subscribe } from 'node:diagnostics_channel';

/** A call under way. `socket`: the one it went over; undefined until it is written to one. */
export type Sending = { socket: object | undefined };

/** Which socket a call goes over. undici tells it only through its diagnostics channel, and for every request of the process: ours are known by their correlation id. */
const waiting = new Map<string, Sending>();
const CORRELATION_ID = 'X-External-Correlation-Id: ';
const UUID_LENGTH = 36;
let isSubscribed = false;

/** Watches for the call of this correlation id, which goes out in a header of that spelling. To be ended with `endSending`. */
export function watchSending(correlationId: string): Sending {
  if (!isSubscribed) subscribe('undici:client:sendHeaders', noteSocket);
  isSubscribed = true;
  const sending: Sending = { socket: undefined };
  waiting.set(correlationId, sending);
  return sending;
}

export function endSending(correlationId: string): void {
  waiting.delete(correlationId);
}

/** Seen by every request, so without a regular expression. */
function noteSocket(message: unknown): void {
  if (waiting.size === 0 || typeof message !== 'object' || message === null || !('headers' in message) || !('socket' in message)) return;
  if (typeof message.headers !== 'string' || typeof message.socket !== 'object' || message.socket === null) return;
  const at = message.headers.indexOf(CORRELATION_ID);
  if (at < 0) return;
  const sending = waiting.get(message.headers.slice(at + CORRELATION_ID.length, at + CORRELATION_ID.length + UUID_LENGTH));
  if (sending) sending.socket = message.socket;
}
