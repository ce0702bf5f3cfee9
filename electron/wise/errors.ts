import { z } from 'zod';
import { PortcullisError, type ErrorCode } from '../../shared/errors.ts';
import type { ErrorDetails } from '../../shared/ipc/result.ts';
import { withClock } from './clock-offset.ts';
import type { WiseAnswer } from './exchange.ts';

/** Wise's own words, whichever of its error shapes they came in. */
export type WiseWords = Pick<ErrorDetails, 'wiseCode' | 'wiseMessage' | 'field' | 'reason' | 'traceId'>;

/** Longest piece of Wise's text that is shown. */
const LONGEST_TEXT = 500;

/** Members may be null, as those that Spring has nothing to say of. */
const text = z.coerce.string().nullish();
const listed = z.object({ code: text, message: text, path: text });

/** The shapes of WISE.md, most telling first: Spring's page also has `error`, so it stands before OAuth's. */
const SHAPES: readonly ((body: unknown) => WiseWords | undefined)[] = [
  shape(z.object({ errors: z.array(listed).min(1) }), ({ errors }) => ({
    wiseCode: errors[0]!.code,
    wiseMessage: errors.flatMap((error) => error.message ?? []).join(' '),
    field: errors[0]!.path,
  })),
  shape(z.object({ error: z.string(), message: z.string(), status: z.number() }), ({ error, message }) => ({ wiseCode: error, wiseMessage: message })),
  shape(z.object({ error: z.string(), error_description: text }), (body) => ({ wiseCode: body.error, wiseMessage: body.error_description })),
  shape(z.object({ message: z.string(), request_id: text }), (body) => ({ wiseMessage: body.message, traceId: body.request_id })),
];

/** What was read, before it is tidied. */
type Loose = { [K in keyof WiseWords]: WiseWords[K] | null | undefined };

function shape<T>(schema: z.ZodType<T>, read: (body: T) => Loose) {
  return (body: unknown): WiseWords | undefined => {
    const parsed = schema.safeParse(body);
    return parsed.success ? tidy(read(parsed.data)) : undefined;
  };
}

/** Reads an error body. An empty one says nothing; HTML or other text only says that it was not JSON. */
export function readWiseWords(body: string): WiseWords {
  if (body.trim() === '') return {};
  const json = parseJson(body);
  if (json === undefined) return { reason: 'ANSWER_NOT_JSON' };
  for (const read of SHAPES) {
    const words = read(json);
    if (words) return words;
  }
  return { reason: 'ERROR_SHAPE_UNKNOWN' };
}

const CODES_BY_STATUS: Readonly<Record<number, ErrorCode>> = { 401: 'WISE_UNAUTHORIZED', 403: 'WISE_FORBIDDEN', 429: 'WISE_RATE_LIMITED' };

function codeFor(status: number): ErrorCode {
  if (status < 400) return 'WISE_ANSWER_INVALID';
  return CODES_BY_STATUS[status] ?? (status >= 500 ? 'WISE_FAILED' : 'WISE_REFUSED');
}

/** What nginx says in HTML where it takes the handshake and refuses the certificate afterwards (ngx_http_ssl_module, error processing). */
const NGINX_SAYS: readonly (readonly [words: RegExp, code: ErrorCode])[] = [
  [/<title>400 No required SSL certificate was sent<\/title>/, 'MTLS_CERT_MISSING'],
  [/<title>400 The SSL certificate error<\/title>/, 'MTLS_CERT_REFUSED'],
];

function codeOf({ status, body }: WiseAnswer): ErrorCode {
  const said = status === 400 ? NGINX_SAYS.find(([words]) => words.test(body.reveal())) : undefined;
  return said?.[1] ?? codeFor(status);
}

/** What is known of a call for the details of an error. */
export function answerFacts({ status, exchange }: WiseAnswer): ErrorDetails {
  const { host, path, correlationId, traceId } = exchange;
  return { status, host, path, correlationId, ...(traceId === undefined ? {} : { traceId }) };
}

/** The typed error of an answer that is not what was hoped for; `code` replaces the one that follows from the answer. */
export function errorFromAnswer(answer: WiseAnswer, code: ErrorCode = codeOf(answer)): PortcullisError {
  return withClock(new PortcullisError(code, { ...readWiseWords(answer.body.reveal()), ...answerFacts(answer) }), answer.exchange.tls?.clockOffsetSeconds);
}

/** Throws the typed error unless the status is 2xx. */
export function assertOk(answer: WiseAnswer): void {
  if (answer.status < 200 || answer.status > 299) throw errorFromAnswer(answer);
}

/** Reads a 2xx JSON answer. Throws the answer's typed error, or `WISE_ANSWER_INVALID` with the field that does not fit. */
export function readJsonAnswer<T>(answer: WiseAnswer, schema: z.ZodType<T>): T {
  assertOk(answer);
  const json = parseJson(answer.body.reveal());
  if (json === undefined) throw new PortcullisError('WISE_ANSWER_INVALID', { ...answerFacts(answer), reason: 'ANSWER_NOT_JSON' });
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const field = parsed.error.issues[0]?.path.join('.') ?? '';
  throw new PortcullisError('WISE_ANSWER_INVALID', { ...answerFacts(answer), reason: 'ANSWER_SHAPE', field });
}

/** A `500` without a code, which is how Wise answers what it cannot decrypt. */
export function isBareFailure({ status, body }: WiseAnswer): boolean {
  return status === 500 && readWiseWords(body.reveal()).wiseCode === undefined;
}

/** Undefined for what is no JSON. */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}

/** Drops what is missing or empty, and keeps each text to one short printable line. */
function tidy(words: Loose): WiseWords {
  const kept = Object.entries(words).flatMap(([name, value]) => {
    const line = value?.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim().slice(0, LONGEST_TEXT);
    return line ? [[name, line]] : [];
  });
  return Object.fromEntries(kept) as WiseWords;
}
