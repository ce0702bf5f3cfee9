import { z } from 'zod';
import { ERROR_CODES } from '../errors.ts';

/** Facts that may be shown to anybody who sees the screen: never a secret, never a request or answer body. */
export const errorDetails = z.strictObject({
  /** HTTP status of Wise's answer. */
  status: z.number().int().optional(),
  /** Wise's `x-trace-id`: what Wise's support asks for. */
  traceId: z.string().optional(),
  /** Our `X-External-Correlation-Id` (UUID). */
  correlationId: z.string().optional(),
  /** Wise's own error code, whichever of its error shapes came. */
  wiseCode: z.string().optional(),
  /** Wise's own words, whichever of its error shapes came. */
  wiseMessage: z.string().optional(),
  host: z.string().optional(),
  path: z.string().optional(),
  /** The system's or library's own short code, such as `ENOSPC` or `ERR_TLS_CERT_ALTNAME_INVALID`. */
  reason: z.string().optional(),
  /** Where in the input the fault lies, such as `passphrase`. */
  field: z.string().optional(),
  /** A file the person can go and look at. */
  file: z.string().optional(),
  /** Number of the TLS alert that the server sent (RFC 8446, 6). */
  alert: z.number().int().min(0).max(255).optional(),
  /** Who issued the server's certificate. */
  issuer: z.string().optional(),
  /** Seconds by which the server's clock is ahead of ours. */
  clockOffsetSeconds: z.number().int().optional(),
  /** Milliseconds until it makes sense to try again. */
  retryAfterMs: z.number().int().nonnegative().optional(),
});
export type ErrorDetails = z.infer<typeof errorDetails>;

/** An error as it crosses the IPC border: what happened, what to do next, and safe facts. */
export const wireError = z.strictObject({
  code: z.enum(ERROR_CODES),
  message: z.string(),
  next: z.string(),
  details: errorDetails,
});
export type WireError = z.infer<typeof wireError>;

/** What every IPC method answers: a value or a coded error, never a thrown exception. */
export type Result<T> = { ok: true; value: T } | { ok: false; error: WireError };
