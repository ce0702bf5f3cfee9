import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { checkExchange } from '../electron/sandbox/testing/conformance.ts';

type Headers = Record<string, string>;
type Request = { method: string; path: string; headers: string[]; body: unknown };
type Exchange = { request: Request; status: number; headers: Headers; chunks: Buffer[] };

/**
 * Listens to every HTTP exchange of this process, by undici's diagnostics channels, and holds it against Wise's published description.
 * In Electron the app is another process: then there is nothing to hear.
 */
export class Wire {
  readonly #open = new Map<object, Exchange>();
  readonly #ended: Exchange[] = [];
  readonly #listeners: Record<string, (message: unknown) => void> = {
    'undici:request:headers': (message) => {
      const { request, response } = message as { request: Request; response: { statusCode: number; headers: Buffer[] } };
      this.#open.set(request, { request, status: response.statusCode, headers: named(response.headers.map(String)), chunks: [] });
    },
    'undici:request:bodyChunkReceived': (message) => {
      const { request, chunk } = message as { request: Request; chunk: Uint8Array };
      this.#open.get(request)?.chunks.push(Buffer.from(chunk));
    },
    'undici:request:trailers': (message) => {
      const { request } = message as { request: Request };
      const exchange = this.#open.get(request);
      if (exchange) this.#ended.push(exchange);
      this.#open.delete(request);
    },
  };

  constructor() {
    for (const [channel, listener] of Object.entries(this.#listeners)) subscribe(channel, listener);
  }

  /** Stops listening, and throws with every deviation. Answers how many exchanges were checked. */
  async check(): Promise<number> {
    for (const [channel, listener] of Object.entries(this.#listeners)) unsubscribe(channel, listener);
    const failed = (await Promise.allSettled(this.#ended.map(conforms))).filter((one) => one.status === 'rejected');
    if (failed.length > 0) throw new Error(failed.map(({ reason }) => String(reason)).join('\n'));
    return this.#ended.length;
  }
}

async function conforms({ request, status, headers, chunks }: Exchange): Promise<void> {
  const body = typeof request.body === 'string' || Buffer.isBuffer(request.body) ? String(request.body) : undefined;
  const sent = { method: request.method, path: request.path, headers: named(request.headers), body };
  await checkExchange(sent, { status, headers, text: Buffer.concat(chunks).toString() });
}

/** Name, value, name, value: as undici and HTTP have them. Names in lower case. */
function named(flat: readonly string[]): Headers {
  const pairs = flat.flatMap((name, index) => (index % 2 === 0 ? [[name.toLowerCase(), flat[index + 1]!] as const] : []));
  return Object.fromEntries(pairs);
}
