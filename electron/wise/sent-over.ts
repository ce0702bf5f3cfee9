import { subscribe } from 'node:diagnostics_channel';

/** Which socket a call went over. undici tells it only through its diagnostics channel, and for every request of the process: ours are known by their correlation id. */
const waiting = new Map<string, { socket: object | undefined }>();
const CORRELATION_ID = /^x-external-correlation-id: ([\da-f-]{36})$/im;
let isSubscribed = false;

/** Watches for the call of this correlation id. `socket` is undefined until the call is written to one. To be ended with `end`. */
export function watchSending(correlationId: string): { socket(): object | undefined; end(): void } {
  if (!isSubscribed) subscribe('undici:client:sendHeaders', noteSocket);
  isSubscribed = true;
  const note = { socket: undefined };
  waiting.set(correlationId, note);
  return { socket: () => note.socket, end: () => void waiting.delete(correlationId) };
}

function noteSocket(message: unknown): void {
  if (waiting.size === 0 || typeof message !== 'object' || message === null || !('headers' in message) || !('socket' in message)) return;
  if (typeof message.headers !== 'string' || typeof message.socket !== 'object' || message.socket === null) return;
  const note = waiting.get(CORRELATION_ID.exec(message.headers)?.[1] ?? '');
  if (note) note.socket = message.socket;
}
