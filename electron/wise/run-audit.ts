import type { ErrorCode } from '../../shared/errors.ts';
import type { Run } from '../../shared/model/views.ts';
import type { AuditEntry } from '../ports.ts';

/** Answers in which somebody said no; everything else that goes wrong has failed. */
const REFUSALS: ReadonlySet<ErrorCode> = new Set([
  'WISE_UNAUTHORIZED', 'WISE_FORBIDDEN', 'WISE_REFUSED', 'WISE_RATE_LIMITED', 'JOSE_REFUSED', 'JOSE_ENCRYPTED_REFUSED', 'HOST_FORBIDDEN',
  'KEY_EXPIRED', 'KEY_NOT_YET_VALID', 'KEY_RETIRED', 'CERT_EXPIRED', 'CERT_NOT_YET_VALID', 'CERT_RETIRED',
  'MTLS_CERT_MISSING', 'MTLS_CERT_REFUSED', 'MTLS_CERT_REVOKED', 'MTLS_CERT_EXPIRED', 'MTLS_UNKNOWN_CA',
  'TOKEN_REFUSED', 'USER_EXISTS', 'USER_CODE_REFUSED',
]);

export function outcomeOf(code: ErrorCode): 'refused' | 'failed' {
  return REFUSALS.has(code) ? 'refused' : 'failed';
}

/** How a run is recorded: `done` when it went well, the error code and Wise's trace id beside it when not. */
export function auditOutcome(run: Run, done: string): Pick<AuditEntry, 'outcome' | 'says'> {
  const error = run.steps.find((step) => step.error)?.error;
  if (!error) return { outcome: 'ok', says: done };
  const trace = error.details.traceId === undefined ? '' : `, trace ${error.details.traceId}`;
  return { outcome: outcomeOf(error.code), says: `${done}: ${error.code}${trace}` };
}
