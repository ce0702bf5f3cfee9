import { PortcullisError, type ErrorCode } from '../../shared/errors.ts';
import { readHttpDate } from './http-date.ts';

/** From here on a clock breaks signatures, tokens and certificates. */
export const CLOCK_TOLERANCE_SECONDS = 300;

/** Seconds by which the server's clock is ahead of `now` (milliseconds), from the `Date` of its answer (RFC 9110, 6.6.1); undefined without one that can be read. */
export function clockOffsetSeconds(date: string | undefined, now: number): number | undefined {
  const server = date === undefined ? undefined : readHttpDate(date);
  // The header is cut to the second: on average half of one has passed since.
  return server === undefined ? undefined : Math.trunc((server + 500 - now) / 1000) || 0;
}

/** What a wrong clock can cause: credentials and signatures with dates in them, and certificates that seem to have ended or not begun. */
const CAUSED_BY_CLOCKS: ReadonlySet<ErrorCode> = new Set([
  'WISE_UNAUTHORIZED', 'WISE_REFUSED', 'JOSE_REFUSED', 'WISE_TLS_EXPIRED', 'WISE_TLS_NOT_YET_VALID', 'MTLS_CERT_EXPIRED',
]);

/** The error with the offset in its details, where our clock is off and may be the cause. */
export function withClock(error: PortcullisError, offset: number | undefined): PortcullisError {
  if (offset === undefined || !isClockOff(offset) || !CAUSED_BY_CLOCKS.has(error.code)) return error;
  return new PortcullisError(error.code, { ...error.details, clockOffsetSeconds: offset }, { cause: error.cause });
}

export function isClockOff(offset: number): boolean {
  return Math.abs(offset) > CLOCK_TOLERANCE_SECONDS;
}

/** Such as "This machine’s clock is 12 min behind Wise’s". */
export function clockWords(offset: number): string {
  return `This machine’s clock is ${Math.round(Math.abs(offset) / 60)} min ${offset > 0 ? 'behind' : 'ahead of'} the server’s`;
}
