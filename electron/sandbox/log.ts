import { JSON_TYPE, type Answer } from './answers.ts';
import type { Call, Check } from './call.ts';
import { decodeBody, isRecord } from './decode.ts';
import type { ShownCertificate } from './shown-certificate.ts';

/** One call, from what was received to what was answered; or one that the sandbox made itself, to deliver a webhook. */
export interface LogEntry {
  /** Counts from 1. */
  readonly seq: number;
  /** ISO 8601, by the sandbox's clock. */
  readonly at: string;
  /** `webhook`: the sandbox sent it, to the address in `path`. */
  readonly listener: Call['listener'] | 'webhook';
  /** Of a call over mTLS. */
  readonly clientCertificate?: ShownCertificate;
  readonly traceId: string;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Record<string, unknown>;
  /** As received, cut at 8 KiB; absent where `decoded` had a secret. */
  readonly body?: string;
  /** The body parsed: JSON, form fields, header and payload of a JWS, or header of a JWE and what it held where it could be decrypted. Secrets keep their last four characters. */
  readonly decoded?: unknown;
  readonly checks: readonly Check[];
  readonly faults: readonly string[];
  /** Status 0: a delivery that nobody answered; `checks` say why. Of a page the body is left out. */
  readonly answer: { readonly status: number; readonly headers: Record<string, string>; readonly body?: string; readonly decoded?: unknown };
}

/** What a log entry is made of. */
export interface Exchange {
  readonly call: Call;
  readonly clientCertificate?: ShownCertificate | undefined;
  readonly at: number;
  readonly answer: Answer;
  /** Of a page only the head is logged: it may show secrets. */
  readonly isPage?: boolean;
}

/** A delivery of a webhook, and what came of it. */
export interface DeliveryExchange extends Pick<LogEntry, 'traceId' | 'headers' | 'checks'> {
  readonly at: number;
  readonly url: string;
  readonly body: string;
  /** Absent where nobody answered. */
  readonly answer?: { readonly status: number; readonly headers: Record<string, string>; readonly body: string };
}

/** Fields of a query, a body or an answer that keep only their last four characters. */
const SECRET_FIELDS = new Set(['access_token', 'refresh_token', 'code', 'registration_code', 'registrationCode', 'claimAccountCode', 'client_secret', 'form_token']);

const MOST_ENTRIES = 500;
const MOST_BODY = 8192;

/** The last 500 calls, in memory only. */
export class Log {
  #entries: LogEntry[] = [];
  #seq = 0;

  add(exchange: Exchange): void {
    this.#push(entry(exchange, (this.#seq += 1)));
  }

  addDelivery(delivery: DeliveryExchange): void {
    this.#push(deliveryEntry(delivery, (this.#seq += 1)));
  }

  #push(made: LogEntry): void {
    this.#entries = [...this.#entries, made].slice(-MOST_ENTRIES);
  }

  /** Oldest first. */
  entries(): LogEntry[] {
    return structuredClone(this.#entries);
  }
}

function entry({ call, clientCertificate, at, answer, isPage }: Exchange, seq: number): LogEntry {
  const { authorization, ...headers } = call.headers;
  return {
    seq,
    at: new Date(at).toISOString(),
    listener: call.listener,
    ...(clientCertificate ? { clientCertificate } : {}),
    traceId: call.traceId,
    method: call.method,
    path: call.path,
    query: redactFields(Object.fromEntries(call.query)),
    headers: authorization === undefined ? headers : { ...headers, authorization: redactAuthorization(authorization) },
    ...readable(headers['content-type'], call.body.toString(), call.opened.plaintext),
    checks: call.checks.list,
    faults: call.faults,
    answer: { status: answer.status, headers: answerHeaders(answer), ...(isPage ? {} : readable(answer.type, answer.body, answer.plaintext)) },
  };
}

/** Where a browser is sent on, without the code that goes along. */
function answerHeaders({ headers: { location, ...headers }, type }: Answer): Record<string, string> {
  return { ...headers, ...(location === undefined ? {} : { location: redactQuery(location) }), 'content-type': type };
}

function redactQuery(address: string): string {
  const [start = '', ...query] = address.split('?');
  return query.length === 0 ? address : `${start}?${String(new URLSearchParams(redactFields(Object.fromEntries(new URLSearchParams(query.join('?'))))))}`;
}

function deliveryEntry({ at, url, body, answer, ...rest }: DeliveryExchange, seq: number): LogEntry {
  const { status, headers, body: text } = answer ?? { status: 0, headers: {}, body: '' };
  return {
    ...rest,
    seq,
    at: new Date(at).toISOString(),
    listener: 'webhook',
    method: 'POST',
    path: url,
    query: {},
    ...readable(JSON_TYPE, body),
    faults: [],
    answer: { status, headers, ...readable(headers['content-type'], text) },
  };
}

function readable(type: string | undefined, text: string, plaintext?: string): { body?: string; decoded?: unknown } {
  if (text.length > MOST_BODY) return { body: `${text.slice(0, MOST_BODY)}... (${text.length - MOST_BODY} more)` };
  const decoded = decodeBody(type, text, plaintext);
  if (decoded === undefined) return { body: text };
  if (!isRecord(decoded)) return { body: text, decoded };
  const secret = Object.keys(decoded).some((name) => SECRET_FIELDS.has(name));
  return secret ? { decoded: redactFields(decoded) } : { body: text, decoded };
}

/** `Bearer ...1a2b`: the scheme and the last four characters. */
function redactAuthorization(header: string): string {
  const space = header.indexOf(' ');
  return `${space < 0 ? '' : `${header.slice(0, space)} `}${lastFour(header.slice(space + 1))}`;
}

function redactFields<V>(fields: Record<string, V>): Record<string, V | string> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, SECRET_FIELDS.has(name) ? lastFour(String(value)) : value]));
}

/** A short secret shows nothing of itself. */
const lastFour = (secret: string) => (secret.length < 12 ? '...' : `...${secret.slice(-4)}`);
