import { JOSE_TYPE, type Answer } from './answers.ts';
import { mediaType, quote, type Call, type Require } from './call.ts';

/** The headers of JOSE; `method` is the value of `X-TW-JOSE-Method`. The first that does not fit ends the call with `refusal`. The content type is that of a body, which GET does not have. */
export function requireJoseHeaders(call: Call, method: string, refusal: (words: string) => Answer): void {
  const check: Require = call.checks.refusingWith(refusal);
  const { 'content-type': contentType, accept = '', 'x-tw-jose-method': joseMethod } = call.headers;
  const accepts = accept.split(',').map(mediaType);
  if (call.method !== 'GET') check('content-type', mediaType(contentType) === JOSE_TYPE, `Content-Type is ${JOSE_TYPE}.`, `Content-Type must be ${JOSE_TYPE}; it is ${quote(contentType)}.`);
  check('accept', accepts.includes(JOSE_TYPE), `Accept is ${JOSE_TYPE}.`, `Accept must be ${JOSE_TYPE}; it is ${quote(accept)}.`);
  check('x-tw-jose-method', joseMethod === method, `X-TW-JOSE-Method is ${method}.`, `X-TW-JOSE-Method must be ${method}; it is ${quote(joseMethod)}.`);
}
