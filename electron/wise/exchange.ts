import type { TlsView } from '../../shared/model/tls.ts';
import type { Secret } from './secret.ts';

/** One HTTP request and its answer, fit to be shown: credentials are `[secret]`, bodies are left out. */
export type Exchange = {
  method: string;
  /** With the port where it is not 443. */
  host: string;
  /** With the query. */
  path: string;
  requestHeaders: Record<string, string>;
  status: number;
  /** Names in lower case. */
  responseHeaders: Record<string, string>;
  /** Milliseconds from sending to the end of the answer, waits not counted. */
  ms: number;
  /** Milliseconds waited before it because of `429`. */
  waitedMs: number;
  /** Our `X-External-Correlation-Id`. */
  correlationId: string;
  /** Wise's `x-trace-id`. */
  traceId?: string;
  /** Of the connection it went over. */
  tls?: TlsView;
};

/** What came back, whatever its status. The body may hold a token, so it stays a secret until the endpoint's reader has taken it apart. */
export type WiseAnswer = {
  status: number;
  body: Secret<string>;
  exchange: Exchange;
};

function headLines(first: string, headers: Record<string, string>): string {
  return [first, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)].join('\n');
}

/** Request line, headers and body as they went out, with `[secret]` where a credential was. */
export function requestText(exchange: Exchange, body?: string): string {
  const head = headLines(`${exchange.method} ${exchange.path} HTTP/1.1`, { Host: exchange.host, ...exchange.requestHeaders });
  return body === undefined ? head : `${head}\n\n${body}`;
}

/** Status line and headers as they came back. */
export function responseText(exchange: Exchange): string {
  return headLines(`HTTP/1.1 ${exchange.status}`, exchange.responseHeaders);
}
