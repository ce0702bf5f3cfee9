import { randomUUID } from 'node:crypto';
import type { Dispatcher, Pool } from 'undici';
import { PortcullisError, toPortcullisError } from '../../shared/errors.ts';
import type { TlsView } from '../../shared/model/tls.ts';
import { authorizationHeader, secretsOf, shownAuthorization, type Authorization } from './authorization.ts';
import { markUnsent } from './client-unsent.ts';
import { clockOffsetSeconds, withClock } from './clock-offset.ts';
import { Deadline } from './deadline.ts';
import { answerFacts, errorFromAnswer } from './errors.ts';
import type { WiseAnswer } from './exchange.ts';
import { LONGEST_WAIT_MS, MOST_WAITS, retryAfterMs, type RateLimitWaits } from './rate-limit.ts';
import { scrub, scrubAnswer, Secret } from './secret.ts';
import { endSending, watchSending } from './sent-over.ts';
import { Sockets, type OpenSocket } from './sockets.ts';
import { CLOSED_WITHOUT_ALERT, explainFailure } from './tls-failures.ts';
import { probeTls, type TlsPeer } from './tls.ts';
import { isMtlsHost, isWiseHost } from './wise-hosts.ts';

/** Milliseconds, but for `answerBytes`. `totalMs` bounds one request from the first byte sent to the last received. */
export type Limits = { connectMs: number; headersMs: number; bodyMs: number; totalMs: number; answerBytes: number };
export const LIMITS: Readonly<Limits> = { connectMs: 10_000, headersMs: 30_000, bodyMs: 30_000, totalMs: 60_000, answerBytes: 1024 * 1024 };

/** It is kept with tokens and in the log: characters. */
const LONGEST_TRACE_ID = 200;

export type WiseClientOptions = {
  /** The only origin this client sends to, `https:`. */
  apiUrl: string;
  tls: TlsPeer;
  waits: RateLimitWaits;
  limits?: Partial<Limits>;
  /** Told of each new connection before anything is sent over it. What is answered over it is handed out only after this has resolved. */
  onHandshake?: (view: TlsView) => Promise<void>;
  /** Told of each handshake that ended over the client certificate, before that is told to the caller. */
  onRefused?: () => Promise<void>;
  /** Told after each answer, with the server's clock. */
  onAnswer?: (view: TlsView) => void;
};

export type WiseCall = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With the query, such as `/v1/auth/jose/response/public-keys?algorithm=ES512`. */
  path: string;
  authorization: Authorization;
  headers?: Record<string, string>;
  body?: string;
  /** What the body holds that no screen may show, should the answer quote it. */
  secrets?: readonly Secret<string>[];
  signal?: AbortSignal;
};

/** The one place that sends to Wise. One per connection: its sockets are kept alive and reused, and nothing is ever sent to another origin. */
export class WiseClient {
  readonly #origin: string;
  readonly #host: string;
  readonly #waits: RateLimitWaits;
  readonly #limits: Limits;
  readonly #peer: TlsPeer;
  readonly #onAnswer: (view: TlsView) => void;
  readonly #onRefused: () => Promise<void>;
  /** Aborted by `close`. */
  readonly #ending = new AbortController();
  readonly #sockets = new Sockets();
  readonly #pool: Promise<Pool>;
  #isDrained = false;
  #successor: WiseClient | undefined;
  #clockOffset: number | undefined;

  constructor({ apiUrl, tls, waits, limits, onHandshake = async () => undefined, onRefused = async () => undefined, onAnswer = () => undefined }: WiseClientOptions) {
    const { origin, host } = new URL(apiUrl);
    this.#origin = origin;
    this.#host = host;
    this.#waits = waits;
    this.#limits = { ...LIMITS, ...limits };
    this.#peer = tls;
    this.#onAnswer = onAnswer;
    this.#onRefused = onRefused;
    const { connectMs, headersMs: headersTimeout, bodyMs: bodyTimeout, answerBytes: maxResponseSize } = this.#limits;
    this.#pool = this.#sockets.pool({ origin, identity: tls, connectMs, onHandshake }, { headersTimeout, bodyTimeout, maxResponseSize });
    // Whoever sends is told.
    this.#pool.catch(() => undefined);
  }

  /**
   * Sends and answers whatever status came, but for redirects (`WISE_REDIRECTED`). After a `429` it waits as Wise asks and sends again,
   * at most twice and a minute each; beyond that `WISE_RATE_LIMITED`. Nothing else is ever repeated.
   * Of an error `wasUnsent` tells whether it is certain that Wise did nothing.
   * Also throws `HOST_FORBIDDEN` (nothing was sent), `WISE_UNREACHABLE`, `WISE_TIMEOUT`, `WISE_TLS_*`, `MTLS_*`, `WISE_ANSWER_INVALID`, `CANCELLED`.
   */
  async send(call: WiseCall): Promise<WiseAnswer> {
    let waitedMs = 0;
    for (let waits = 0; ; waits += 1) {
      const answer = await this.#newest().#sendOnce(call, waitedMs);
      if (answer.status >= 300 && answer.status < 400) throw new PortcullisError('WISE_REDIRECTED', answerFacts(answer));
      if (answer.status !== 429) return answer;
      waitedMs += await this.#sitOut(answer, waits, call.signal);
    }
  }

  /** Closes every socket; calls under way end with `CANCELLED`. */
  async close(): Promise<void> {
    this.#ending.abort();
    await (await this.#pool.catch(() => undefined))?.destroy();
  }

  /**
   * Takes no more calls: those under way end as if nothing had happened, idle sockets are closed at once. Resolves when the last one is closed.
   * Whoever still holds this client sends over `successor` from now on; without one, with `CANCELLED`.
   */
  async drain(successor?: WiseClient): Promise<void> {
    this.#isDrained = true;
    this.#successor = successor;
    await (await this.#pool.catch(() => undefined))?.close();
  }

  #newest(): WiseClient {
    if (!this.#isDrained) return this;
    if (!this.#successor) throw markUnsent(new PortcullisError('CANCELLED'));
    return this.#successor.#newest();
  }

  #urlOf(path: string): URL {
    const url = new URL(path, this.#origin);
    if (url.protocol === 'https:' && url.origin === this.#origin && url.username === '' && url.password === '') return url;
    throw markUnsent(new PortcullisError('HOST_FORBIDDEN', { host: url.host, path: url.pathname }));
  }

  async #sendOnce(call: WiseCall, waitedMs: number): Promise<WiseAnswer> {
    const url = this.#urlOf(call.path);
    const path = url.pathname + url.search;
    const correlationId = randomUUID();
    const headers = { ...call.headers, 'X-External-Correlation-Id': correlationId, 'Accept-Encoding': 'identity' };
    const deadline = new Deadline(this.#limits.totalMs, call.signal);
    const sending = watchSending(correlationId);
    const started = performance.now();
    try {
      const pool = await this.#pool;
      if (call.signal?.aborted) throw new PortcullisError('CANCELLED');
      const response = await pool.request({
        path,
        method: call.method,
        headers: { Authorization: authorizationHeader(call.authorization), ...headers },
        body: call.body ?? null,
        signal: deadline,
      });
      const tls = this.#answered(this.#sockets.of(sending.socket), response);
      const text = await response.body.text();
      await this.#sockets.of(sending.socket)?.recorded;
      const shown = { Authorization: shownAuthorization(call.authorization), ...headers };
      return this.#answer(call, path, response, text, { requestHeaders: shown, correlationId, waitedMs, ms: performance.now() - started, ...(tls === undefined ? {} : { tls }) });
    } catch (thrown) {
      const error = await this.#errorOf(thrown, call, { url, correlationId, isOver: deadline.isOver, socket: this.#sockets.of(sending.socket) });
      // An alert ends the handshake: what was written along with it was never read.
      throw sending.socket === undefined || error.details.alert !== undefined ? markUnsent(error) : error;
    } finally {
      deadline.end();
      endSending(correlationId);
    }
  }

  /** Notes that the server took the connection, and what its clock says. */
  #answered(socket: OpenSocket | undefined, { headers }: Dispatcher.ResponseData): TlsView | undefined {
    if (!socket) return undefined;
    socket.hasAnswered = true;
    const { date } = headers;
    // Many answers come within one second, and say the same.
    if (typeof date === 'string' && date !== socket.date) {
      const offset = clockOffsetSeconds(date, Date.now());
      socket.date = date;
      if (offset !== undefined && offset !== socket.view.clockOffsetSeconds) socket.view = { ...socket.view, clockOffsetSeconds: offset };
      this.#clockOffset = offset ?? this.#clockOffset;
    }
    this.#onAnswer(socket.view);
    return socket.view;
  }

  #answer(
    { authorization, method, secrets: inBody = [] }: WiseCall, path: string, response: Dispatcher.ResponseData, text: string,
    timing: Pick<WiseAnswer['exchange'], 'requestHeaders' | 'correlationId' | 'waitedMs' | 'ms' | 'tls'>,
  ): WiseAnswer {
    const secrets = secretsOf(authorization);
    const sent = [...secrets, ...inBody.flatMap(writtenForms)];
    const responseHeaders: Record<string, string> = {};
    for (const [name, value = ''] of Object.entries(response.headers)) responseHeaders[name] = scrub(Array.isArray(value) ? value.join(', ') : value, sent);
    const traceId = responseHeaders['x-trace-id']?.slice(0, LONGEST_TRACE_ID);
    return {
      status: response.statusCode,
      // What went well may give back what was sent, such as a refresh token that stays the same; its reader needs it whole and shows none of it.
      body: new Secret(scrubAnswer(text, response.statusCode >= 200 && response.statusCode <= 299 ? secrets : sent)),
      exchange: {
        method, host: this.#host, path, status: response.statusCode, responseHeaders, ...timing,
        ...(traceId === undefined ? {} : { traceId }),
      },
    };
  }

  async #errorOf(thrown: unknown, { signal }: WiseCall, { url, correlationId, isOver, socket }: { url: URL; correlationId: string; isOver: boolean; socket: OpenSocket | undefined }): Promise<PortcullisError> {
    const facts = { host: url.host, path: url.pathname, correlationId };
    if (signal?.aborted) return new PortcullisError('CANCELLED', facts);
    if (isOver) return new PortcullisError('WISE_TIMEOUT', { ...facts, reason: 'TOTAL_TIMEOUT' });
    return this.#failure(thrown, url, correlationId, socket);
  }

  async #failure(thrown: unknown, url: URL, correlationId: string, socket: OpenSocket | undefined): Promise<PortcullisError> {
    const error = await explainFailure(thrown, { host: url.host, path: url.pathname, correlationId }, {
      url, hasCertificate: this.#peer.certificate !== undefined, asked: socket?.asked, isFresh: socket?.hasAnswered === false,
      isMtlsHost: isMtlsHost(url, this.#peer.mtlsUrl), isWiseHost: isWiseHost(url),
    });
    // Without a socket of ours there was no handshake that is on record already.
    if (error.code.startsWith('MTLS_') && !socket) await this.#onRefused();
    const told = error.details.reason === CLOSED_WITHOUT_ALERT ? await this.#askAgain(error) : error;
    return withClock(told, this.#clockOffset);
  }

  /** The request that went out with the end of the handshake can make the system drop the server's alert unread: a handshake without a request gets to see it. */
  async #askAgain(error: PortcullisError): Promise<PortcullisError> {
    try {
      await this.#onRefused();
      await probeTls(this.#origin, this.#peer, this.#limits.connectMs, this.#ending.signal);
      return error;
    } catch (thrown) {
      const again = toPortcullisError(thrown);
      if (again.code === 'CANCELLED' || again.code === 'AUDIT_UNWRITABLE') return again;
      if (again.details.alert === undefined) return error;
      return new PortcullisError(again.code, { ...error.details, ...again.details }, { cause: error.cause });
    }
  }

  /** Milliseconds waited. */
  async #sitOut(answer: WiseAnswer, waitsBefore: number, signal: AbortSignal | undefined): Promise<number> {
    const { host, path, responseHeaders } = answer.exchange;
    const ms = retryAfterMs(responseHeaders['retry-after'], Date.now());
    if (ms === undefined || ms > LONGEST_WAIT_MS || waitsBefore >= MOST_WAITS) {
      const refusal = errorFromAnswer(answer);
      throw ms === undefined ? refusal : new PortcullisError(refusal.code, { ...refusal.details, retryAfterMs: ms });
    }
    const limitedBy = responseHeaders['x-rate-limited-by'];
    try {
      await this.#waits.wait({ host, path, ms, ...(limitedBy === undefined ? {} : { limitedBy }), ...(signal === undefined ? {} : { signal }) });
    } catch (thrown) {
      throw markUnsent(toPortcullisError(thrown));
    }
    return ms;
  }
}

/** As it is, and as a form has it. */
function writtenForms(secret: Secret<string>): string[] {
  return [secret.reveal(), new URLSearchParams({ '': secret.reveal() }).toString().slice(1)];
}
