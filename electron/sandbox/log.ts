import { JOSE_TYPE, JSON_TYPE, type Answer } from './answers.ts';
import { mediaType, type Call, type Check } from './call.ts';
import { decodeBody, isRecord } from './decode.ts';
import { HIDDEN, hasSecret, hideValues, holdsProof, redact, redactFields, redactHeaders } from './redact.ts';
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
  const { method, path, query, headers, body, traceId, listener, opened } = call;
  const sent = { type: headers['content-type'], text: body.toString(), plaintext: opened.plaintext };
  return {
    seq,
    at: new Date(at).toISOString(),
    listener,
    ...(clientCertificate ? { clientCertificate } : {}),
    traceId,
    method,
    path,
    query: redactFields(Object.fromEntries(query)) as Record<string, string>,
    headers: redactHeaders(headers),
    ...(holdsProof(path) ? hidden(sent) : readable(sent)),
    checks: call.checks.list,
    faults: call.faults,
    answer: { status: answer.status, headers: answerHeaders(answer), ...(isPage ? {} : readable({ type: answer.type, text: answer.body, plaintext: answer.plaintext })) },
  };
}

const answerHeaders = ({ headers, type }: Answer): Record<string, string> => ({ ...redactHeaders(headers), 'content-type': type });

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
    ...readable({ type: JSON_TYPE, text: body }),
    faults: [],
    answer: { status, headers, ...readable({ type: headers['content-type'], text }) },
  };
}

interface Body {
  readonly type: string | undefined;
  readonly text: string;
  /** What an encrypted one holds. */
  readonly plaintext?: string | undefined;
}

/** Of a body that holds a proof: how it is built, whatever its members are called. */
function hidden({ type, text, plaintext }: Body): { body?: string; decoded?: unknown } {
  const decoded = decodeBody(type, text, plaintext);
  if (!isRecord(decoded)) return { body: text === '' ? '' : HIDDEN };
  const { header, ...rest } = decoded;
  return { decoded: mediaType(type) === JOSE_TYPE ? { header, ...hideValues(rest) } : hideValues(decoded) };
}

function readable({ type, text, plaintext }: Body): { body?: string; decoded?: unknown } {
  const decoded = decodeBody(type, text, plaintext);
  const isSecret = hasSecret(decoded);
  if (text.length > MOST_BODY) return { body: isSecret ? HIDDEN : `${text.slice(0, MOST_BODY)}... (${text.length - MOST_BODY} more)` };
  if (isSecret) return { decoded: redact(decoded) };
  return decoded === undefined ? { body: text } : { body: text, decoded };
}
