import { PortcullisError, toPortcullisError } from '../../shared/errors.ts';
import { wasUnsent } from '../wise/client-unsent.ts';

/** An error of the way there and back, and no word of Wise's about what was asked. */
export function isNetwork(thrown: unknown): boolean {
  return thrown instanceof PortcullisError && /^(WISE_(UNREACHABLE|TIMEOUT|ANSWER_INVALID|FAILED|RATE_LIMITED|REDIRECTED|NAME_NOT_FOUND|TLS_)|MTLS_)/.test(thrown.code);
}

/** The call went out, and no answer came: Wise may have done it. */
export function mayHaveArrived(thrown: unknown): boolean {
  const error = toPortcullisError(thrown);
  // Wise did nothing but ask to wait.
  if (error.code === 'WISE_RATE_LIMITED') return false;
  return (isNetwork(error) || error.code === 'CANCELLED') && !wasUnsent(error);
}
