import type { Run, Step } from '../../shared/model/views.ts';
import { wireError } from './fixtures.ts';

const KID = '663a0e44-aa4a-4ff0-a9f8-cd99f5fbad71';
const HEADER = { alg: 'ES512', typ: 'JWT', kid: KID, url: '/v1/auth/jose/playground/jws' };
export const COMPACT = `${btoa(JSON.stringify(HEADER)).replaceAll('=', '')}.${btoa('{"message":"Hello from Portcullis"}').replaceAll('=', '')}.AJ8vYtE0cZmB1vUe4o2nF0aYt5WkqCz7gHhQe2Qm0xTnX3oQh9XyQb1s4oQn8QeXo5k2lQw7RrTtYyUuIiOoPpAaAdG3kq8hYxVbNmZ4cXsWqErTyUiOpAsDfGhJkLzXcVbNm0987654321QwErTyUiOpAsDfGhJ`;

/** One step as main tells it. */
export function step(id: Step['id'], title: string, says: string, rest: Partial<Step> = {}): Step {
  return { id, title, state: 'ok', ms: 12, says, facts: [], blocks: [], ...rest };
}

export const token = step('token', 'Get a token', 'The client credentials were taken; the token lasts 12 hours and stays in memory.', { ms: 41, facts: [{ label: 'Grant', value: 'client_credentials' }, { label: 'Lasts', value: '43,199 s' }] });
export const compose = step('compose', 'Write the message', 'A message of 21 characters.', { ms: 1, blocks: [{ label: 'Payload', kind: 'json', text: '{"message":"Hello from Portcullis"}' }] });
export const sign = step('sign', 'Sign it', 'Signed with your key 663a0e44 (ES512).', {
  ms: 4,
  facts: [{ label: 'kid', value: KID }, { label: 'url', value: HEADER.url }],
  blocks: [{ label: 'Header', kind: 'json', text: JSON.stringify(HEADER) }, { label: 'Compact JWS', kind: 'compact', text: COMPACT }],
});
export const send = step('send', 'Send it', 'POST to https://localhost:41123.', {
  ms: 0,
  blocks: [{ label: 'Request', kind: 'http', text: `POST /v1/auth/jose/playground/jws HTTP/1.1\nHost: localhost:41123\nAuthorization: Bearer [secret]\nContent-Type: application/jose+json\nAccept: application/jose+json\nX-TW-JOSE-Method: jws\nX-External-Correlation-Id: 8a0f4f3e-77b5-4c0e-9e0b-0e6f1a6f6a10\n\n${COMPACT}` }],
});
export const receive = step('receive', 'Read the answer', 'Wise answered 200 with a signed message.', {
  ms: 63,
  facts: [{ label: 'Status', value: '200' }, { label: 'Trace id', value: 'fba501b64de84d4a9f8e41c7a4a3f0aa' }],
  blocks: [
    { label: 'Answer', kind: 'http', text: `HTTP/1.1 200 OK\nContent-Type: application/jose+json\nx-trace-id: fba501b64de84d4a9f8e41c7a4a3f0aa\n\n${COMPACT}` },
    { label: 'Payload', kind: 'json', text: '{"message":"jose-playground-response-Hello from Portcullis","method":"POST"}' },
  ],
});
export const wiseKey = step('wise-key', 'Get Wise’s key', 'Wise’s key version 2 for ES512, kept from an earlier call.', { ms: 1, facts: [{ label: 'Version', value: '2' }, { label: 'Thumbprint', value: 'Zk0uVaYVA9wwBF6Iuo3vVzz7TxHCT1pXq0zRr8kPrK_' }] });
export const verify = step('verify', 'Verify the signature', 'The signature is Wise’s: it verifies with Wise key version 2.', { ms: 3, facts: [{ label: 'Verified with', value: 'Wise key version 2 (ES512)' }] });

export const id = () => crypto.randomUUID();
export const at = () => new Date().toISOString();

export const verifiedRun = (): Run => ({ id: id(), at: at(), ok: true, says: 'Wise answered, and the signature is Wise’s: key version 2.', steps: [token, compose, sign, send, receive, wiseKey, verify] });

export const refusedRun = (): Run => ({
  id: id(),
  at: at(),
  ok: false,
  says: 'Wise did not accept the signed message.',
  steps: [
    token,
    compose,
    sign,
    send,
    {
      ...receive,
      state: 'failed',
      says: 'Wise answered 400.',
      error: wireError('JOSE_REFUSED', { status: 400, traceId: 'fba501b64de84d4a9f8e41c7a4a3f0aa', correlationId: '8a0f4f3e-77b5-4c0e-9e0b-0e6f1a6f6a10', wiseCode: 'jws_error', wiseMessage: 'JWS signature is invalid', path: '/v1/auth/jose/playground/jws' }),
      blocks: [{ label: 'Answer', kind: 'http', text: 'HTTP/1.1 400 Bad Request\nContent-Type: application/json\n\n{"error":"jws_error","error_description":"JWS signature is invalid"}' }],
    },
    step('wise-key', 'Get Wise’s key', '', { state: 'skipped', ms: 0 }),
    step('verify', 'Verify the signature', '', { state: 'skipped', ms: 0 }),
  ],
});

export const uploadRun = (): Run => ({
  id: id(),
  at: at(),
  ok: true,
  says: 'Wise has the key.',
  steps: [token, { ...compose, title: 'Write the request', says: 'Public half in DER, base64; scope PAYLOAD_SIGNING; dates in UTC.' }, { ...send, says: 'POST /v1/auth/jose/request/public-keys.' }, { ...receive, says: 'Wise answered 201.', facts: [{ label: 'Status', value: '201' }, { label: 'Trace id', value: 'fba501b64de84d4a9f8e41c7a4a3f0aa' }] }],
});

export const failedUploadRun = (): Run => ({
  id: id(),
  at: at(),
  ok: false,
  says: 'Wise cannot be reached.',
  steps: [{ ...token, state: 'failed', says: 'No answer from api.wise.com.', facts: [], error: wireError('WISE_UNREACHABLE', { host: 'api.wise.com', reason: 'ENOTFOUND', correlationId: '8a0f4f3e-77b5-4c0e-9e0b-0e6f1a6f6a10' }) }, step('compose', 'Write the request', '', { state: 'skipped' }), step('send', 'Send it', '', { state: 'skipped' }), step('receive', 'Read the answer', '', { state: 'skipped' })],
});
