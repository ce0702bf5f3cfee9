import { randomUUID } from 'node:crypto';
import type { Agent, Dispatcher } from 'undici';
import { PortcullisError } from '../../shared/errors.ts';
import { authorizationHeader, secretsOf, shownAuthorization, type Authorization } from './authorization.ts';
import { answerFacts, errorFromAnswer } from './errors.ts';
import type { WiseAnswer } from './exchange.ts';
import { networkError } from './network-errors.ts';
import { LONGEST_WAIT_MS, MOST_WAITS, retryAfterMs, type RateLimitWaits } from './rate-limit.ts';
import { scrub, Secret } from './secret.ts';
import { tlsOptions, type TlsIdentity } from './tls.ts';

/** Milliseconds, but for `answerBytes`. `totalMs` bounds one request from the first byte sent to the last received. */
export type Limits = { connectMs: number; headersMs: number; bodyMs: number; totalMs: number; answerBytes: number };
export const LIMITS: Readonly<Limits> = { connectMs: 10_000, headersMs: 30_000, bodyMs: 30_000, totalMs: 60_000, answerBytes: 1024 * 1024 };

export type WiseClientOptions = {
  /** The only origin this client sends to, `https:`. */
  apiUrl: string;
  tls: TlsIdentity;
  waits: RateLimitWaits;
  limits?: Partial<Limits>;
};

export type WiseCall = {
  method: 'GET' | 'POST' | 'DELETE';
  /** With the query, such as `/v1/auth/jose/response/public-keys?algorithm=ES512`. */
  path: string;
  authorization: Authorization;
  headers?: Record<string, string>;
  body?: string;
  signal?: AbortSignal;
};

/** The one place that sends to Wise. One per connection: its sockets are kept alive and reused, and nothing is ever sent to another origin. */
export class WiseClient {
  readonly #origin: string;
  readonly #waits: RateLimitWaits;
  readonly #limits: Limits;
  /** undici is half of all that main loads, and the first screen does without: it is loaded with the first client. */
  readonly #agent: Promise<Agent>;

  constructor({ apiUrl, tls, waits, limits }: WiseClientOptions) {
    this.#origin = new URL(apiUrl).origin;
    this.#waits = waits;
    this.#limits = { ...LIMITS, ...limits };
    const connect = { ...tlsOptions(tls), timeout: this.#limits.connectMs };
    const { headersMs: headersTimeout, bodyMs: bodyTimeout, answerBytes: maxResponseSize } = this.#limits;
    this.#agent = import('undici').then((undici) => new undici.Agent({ connect, headersTimeout, bodyTimeout, maxResponseSize }));
  }

  /**
   * Sends and answers whatever status came, but for redirects (`WISE_REDIRECTED`). After a `429` it waits as Wise asks and sends again,
   * at most twice and a minute each; beyond that `WISE_RATE_LIMITED`. Nothing else is ever repeated.
   * Also throws `HOST_FORBIDDEN` (nothing was sent), `WISE_UNREACHABLE`, `WISE_TIMEOUT`, `WISE_TLS_UNTRUSTED`, `WISE_ANSWER_INVALID`, `CANCELLED`.
   */
  async send(call: WiseCall): Promise<WiseAnswer> {
    const url = this.#urlOf(call.path);
    let waitedMs = 0;
    for (let waits = 0; ; waits += 1) {
      const answer = await this.#sendOnce(url, call, waitedMs);
      if (answer.status >= 300 && answer.status < 400) throw new PortcullisError('WISE_REDIRECTED', answerFacts(answer));
      if (answer.status !== 429) return answer;
      waitedMs += await this.#sitOut(answer, waits, call.signal);
    }
  }

  /** Closes every socket; calls under way end with `CANCELLED`. */
  async close(): Promise<void> {
    await (await this.#agent).destroy();
  }

  #urlOf(path: string): URL {
    const url = new URL(path, this.#origin);
    if (url.protocol === 'https:' && url.origin === this.#origin && url.username === '' && url.password === '') return url;
    throw new PortcullisError('HOST_FORBIDDEN', { host: url.host, path: url.pathname });
  }

  async #sendOnce(url: URL, call: WiseCall, waitedMs: number): Promise<WiseAnswer> {
    const correlationId = randomUUID();
    const headers = { 'X-External-Correlation-Id': correlationId, 'Accept-Encoding': 'identity', ...call.headers };
    const deadline = AbortSignal.timeout(this.#limits.totalMs);
    const started = performance.now();
    try {
      const response = await (await this.#agent).request({
        origin: url.origin,
        path: url.pathname + url.search,
        method: call.method,
        headers: { Authorization: authorizationHeader(call.authorization), ...headers },
        body: call.body ?? null,
        signal: call.signal ? AbortSignal.any([call.signal, deadline]) : deadline,
      });
      const text = await response.body.text();
      const shown = { Authorization: shownAuthorization(call.authorization), ...headers };
      return this.#answer(url, call, response, text, { requestHeaders: shown, correlationId, waitedMs, ms: performance.now() - started });
    } catch (thrown) {
      throw this.#failure(thrown, { host: url.host, path: url.pathname, correlationId }, call.signal, deadline);
    }
  }

  #answer(
    url: URL, call: WiseCall, response: Dispatcher.ResponseData, text: string,
    timing: Pick<WiseAnswer['exchange'], 'requestHeaders' | 'correlationId' | 'waitedMs' | 'ms'>,
  ): WiseAnswer {
    const secrets = secretsOf(call.authorization);
    const responseHeaders = Object.fromEntries(
      Object.entries(response.headers).map(([name, value]) => [name, scrub(Array.isArray(value) ? value.join(', ') : (value ?? ''), secrets)]),
    );
    const traceId = responseHeaders['x-trace-id'];
    return {
      status: response.statusCode,
      body: new Secret(scrub(text, secrets)),
      exchange: {
        method: call.method, host: url.host, path: url.pathname + url.search, status: response.statusCode, responseHeaders, ...timing,
        ...(traceId === undefined ? {} : { traceId }),
      },
    };
  }

  #failure(thrown: unknown, facts: { host: string; path: string; correlationId: string }, signal: AbortSignal | undefined, deadline: AbortSignal): PortcullisError {
    if (signal?.aborted) return new PortcullisError('CANCELLED', facts);
    if (deadline.aborted) return new PortcullisError('WISE_TIMEOUT', { ...facts, reason: 'TOTAL_TIMEOUT' });
    return networkError(thrown, facts);
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
    await this.#waits.wait({ host, path, ms, ...(limitedBy === undefined ? {} : { limitedBy }), ...(signal === undefined ? {} : { signal }) });
    return ms;
  }
}
