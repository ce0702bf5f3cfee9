import { STATUS_CODES } from 'node:http';

/** What the sandbox sends back. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** What an encrypted body holds, for the log. */
  readonly plaintext?: string;
}

export const JSON_TYPE = 'application/json';
export const JOSE_TYPE = 'application/jose+json';

export function json(status: number, value: unknown, headers: Record<string, string> = {}): Answer {
  return { status, type: JSON_TYPE, headers, body: JSON.stringify(value) };
}

export function text(status: number, body: string, type = 'text/plain; charset=utf-8'): Answer {
  return { status, type, headers: {}, body };
}

/** Sends a browser on, by GET. */
export const redirect = (location: string): Answer => ({ status: 302, type: '', headers: { location }, body: '' });

/** Done, and nothing to say. */
export const noContent = (): Answer => ({ status: 204, type: '', headers: {}, body: '' });

/** A compact JWS or JWE as Wise answers it; of a JWE also what it holds. */
export function jose(token: string, plaintext?: string): Answer {
  return { status: 200, type: JOSE_TYPE, headers: {}, body: token, ...(plaintext === undefined ? {} : { plaintext }) };
}

/** Wise's OAuth and JOSE error shape: `{error, error_description}`. */
export function namedError(status: number, error: string, description: string, headers: Record<string, string> = {}): Answer {
  return json(status, { error, error_description: description }, headers);
}

/** `400 jws_error`: how Wise refuses a signed message. */
export const jwsError = (words: string): Answer => namedError(400, 'jws_error', words);

/** `400 jwe_error`: the same for an encrypted message, of which Wise publishes nothing but the bare 500. */
export const jweError = (words: string): Answer => namedError(400, 'jwe_error', words);

export interface FieldError {
  readonly code: string;
  readonly message: string;
  readonly path: string;
  readonly arguments: readonly string[];
}

/** Wise's validation error shape: `{errors: [{code, message, path, arguments}]}`. */
export const fieldErrors = (status: number, errors: readonly FieldError[]): Answer => json(status, { errors });

/** Wise's gateway error shape: `{timestamp, status, error, message, path}`. `at` in milliseconds since 1970. */
export function statusError(status: number, message: string, path: string, at: number, headers: Record<string, string> = {}): Answer {
  return json(status, { timestamp: new Date(at).toISOString(), status, error: STATUS_CODES[status], message, path }, headers);
}

/** Wise's bare 500: `{message, request_id}`. */
export const unexpectedError = (traceId: string): Answer => json(500, { message: 'An unexpected error occurred', request_id: traceId });

/** Over the limit: `{message, request_id}`. `retryAfter` in whole seconds. */
export function rateLimited(retryAfter: number, traceId: string): Answer {
  const headers = { 'retry-after': String(retryAfter), 'x-rate-limited-by': 'wise-public-api' };
  return json(429, { message: `Too many requests. Try again in ${retryAfter} s.`, request_id: traceId }, headers);
}
