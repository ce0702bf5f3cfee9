import type { Run } from '../../shared/model/views.ts';
import { wireError } from './fixtures.ts';
import { at, id, step, token } from './runs.ts';

const HOST = 'localhost:41124';
const handshake = step('tls', 'Handshake with localhost:41124', 'TLS 1.3, TLS_AES_256_GCM_SHA384. The client certificate was sent.', {
  ms: 18,
  facts: [
    { label: 'Client certificate', value: 'sent: portcullis-2026-11' },
    { label: 'Server', value: 'CN=localhost, O=Portcullis' },
    { label: 'Signed by', value: 'CN=Portcullis built-in sandbox CA, O=Portcullis' },
    { label: 'Clock', value: '1 s apart' },
  ],
});
const send = step('send', 'Sent to Wise', `GET https://${HOST}/v1/authenticated/playground`, {
  ms: 0,
  blocks: [{ label: 'Request', kind: 'http', text: `GET /v1/authenticated/playground HTTP/1.1\nHost: ${HOST}\nAuthorization: Bearer [secret]\nX-External-Correlation-Id: 8a0f4f3e-77b5-4c0e-9e0b-0e6f1a6f6a10` }],
});
const receive = step('receive', 'Wise answered 200', 'Trace fba501b6.', { ms: 24, facts: [{ label: 'Status', value: '200' }, { label: 'Trace id', value: 'fba501b64de84d4a9f8e41c7a4a3f0aa' }] });

/** A proof in which all went well. */
export const provedRun = (): Run => ({ id: id(), at: at(), ok: true, says: 'Wise answered over mTLS: the certificate was sent and taken.', steps: [handshake, token, send, receive] });

/** The server does not know who signed the certificate. */
export function unknownCaRun(): Run {
  const error = wireError('MTLS_UNKNOWN_CA', { host: 'api-mtls.wise-sandbox.com', alert: 48 });
  const skipped = { state: 'skipped' as const, ms: 0, says: '', facts: [], blocks: [] };
  return { id: id(), at: at(), ok: false, says: error.message, steps: [{ ...handshake, state: 'failed', says: error.message, error, facts: [] }, { ...token, ...skipped }, { ...send, ...skipped }, { ...receive, ...skipped }] };
}
