import { PortcullisError } from '../../shared/errors.ts';

/** `b64token` of RFC 6750, 2.1: all that a header may carry after "Bearer". */
const B64_TOKEN = /^[A-Za-z0-9\-._~+/]+=*$/;
/** Most that the contract takes. */
const LONGEST = 4096;

/** Can it be a bearer token? One that begins with the name of the scheme was copied together with it. */
export function isBearerValue(value: string): boolean {
  return value.length <= LONGEST && B64_TOKEN.test(value) && !/^bearer/i.test(value);
}

/** Throws `TOKEN_NOT_A_TOKEN`; what was given is not told. */
export function assertBearerValue(value: string): void {
  if (!isBearerValue(value)) throw new PortcullisError('TOKEN_NOT_A_TOKEN', { field: 'value' });
}
