import type { ErrorDetails, WireError } from '../../shared/ipc/result.ts';
import { reasonText } from './reasons.ts';

/** What an error box needs; both `WireError` and `ApiError` are it. */
export type ShownError = Pick<WireError, 'code' | 'message' | 'next' | 'details'>;

type Fact = readonly [key: keyof ErrorDetails, label: string, text?: (value: string) => string];

const LABELS: readonly Fact[] = [
  ['retryAfterMs', 'Wait', (ms) => `${Math.ceil(Number(ms) / 1000)} s`],
  ['wiseMessage', 'Wise says'],
  ['wiseCode', 'Wise code'],
  ['status', 'HTTP status'],
  ['traceId', 'Trace id'],
  ['correlationId', 'Correlation id'],
  ['host', 'Host'],
  ['path', 'Path'],
  ['reason', 'Cause', reasonText],
  ['field', 'Field'],
  ['file', 'File'],
];

/** The facts of an error that people can use, labelled, in order of use. */
export function errorFacts(details: ErrorDetails): { label: string; value: string }[] {
  return LABELS.flatMap(([key, label, text = (value: string) => value]) => (details[key] === undefined ? [] : [{ label, value: text(String(details[key])) }]));
}

/** What "Copy details" puts on the clipboard: everything shown, nothing secret, for none of it ever is. */
export function errorReport(error: ShownError): string {
  const facts = errorFacts(error.details).map((fact) => `${fact.label}: ${fact.value}`);
  return [`${error.message} (${error.code})`, error.next, ...facts].join('\n');
}
