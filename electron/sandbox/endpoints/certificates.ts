import { fieldErrors, json, text, type Answer } from '../answers.ts';
import type { Call } from '../call.ts';
import { chainPem } from '../certificates.ts';
import { isRecord, parseJson } from '../decode.ts';
import { HubRefusal } from '../hub-refusal.ts';
import { issueCertificate, listCertificates, revokeCertificate } from '../hub.ts';
import type { Route } from '../route.ts';
import type { World } from '../world.ts';

const PATH = '/__sandbox/certificates';
export const CA_PATH = '/__sandbox/ca.pem';
/** RFC 8555, 9.1 has its like for chains. */
const PEM_TYPE = 'application/x-pem-file';

/** The sandbox's Developer Hub, where client certificates are issued. It needs no authorization. */
export const certificateRoutes: readonly Route[] = [
  { method: 'POST', path: PATH, about: 'issue a client certificate: {"name", "csr"} as JSON or form fields; with Accept: application/x-pem-file the bare PEM', handle: refusing(issue) },
  { method: 'GET', path: PATH, about: 'every client certificate that was issued', handle: (_call, { store }) => json(200, listCertificates(store)) },
  { method: 'DELETE', path: PATH, about: 'revoke one: ?name=', handle: refusing(async (call, { store }) => json(200, revokeCertificate(store, call.query.get('name')))) },
  { method: 'GET', path: CA_PATH, about: 'the CA chain, as behind "Get Wise certificate": root and issuing authority, PEM', handle: (_call, { store }) => caChain(store.state) },
];

/** Answers 201 with the certificate; 400, 409 or 422 with the reason. */
async function issue(call: Call, { store }: World): Promise<Answer> {
  const { name, csr } = readBody(call);
  const issued = await issueCertificate(store, { name, csr });
  if (call.headers.accept?.includes(PEM_TYPE)) return text(201, issued.certificate, PEM_TYPE);
  return json(201, { ...issued, chain: store.state.issuing.certificate });
}

/** JSON whatever its content type says, for curl's -d calls it a form. */
function readBody(call: Call): Record<string, unknown> {
  const body = call.body.toString();
  const parsed = parseJson(body);
  return isRecord(parsed) ? parsed : Object.fromEntries(new URLSearchParams(body));
}

function refusing(handle: (call: Call, world: World) => Promise<Answer>): Route['handle'] {
  return (call, world) =>
    handle(call, world).catch((thrown: unknown) => {
      if (thrown instanceof HubRefusal) return fieldErrors(thrown.status, [thrown.field]);
      throw thrown;
    });
}

function caChain({ authority, issuing }: World['store']['state']): Answer {
  const headers = { 'content-disposition': 'attachment; filename="wise-sandbox-ca.pem"' };
  return { ...text(200, chainPem(authority, issuing), PEM_TYPE), headers };
}
