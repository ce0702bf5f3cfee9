import type { Answer } from '../answers.ts';
import type { Call } from '../call.ts';
import { HubRefusal } from '../hub-refusal.ts';
import { MOST_ACTIVE, issueCertificate, listCertificates, revokeCertificate } from '../hub.ts';
import { html, type Html } from '../html.ts';
import type { HubCertificate } from '../issued.ts';
import { page } from '../page.ts';
import type { Route } from '../route.ts';
import type { Store } from '../state.ts';
import type { World } from '../world.ts';

const PATH = '/__sandbox/developer-hub';

export const hubPageRoutes: readonly Route[] = [
  { method: 'GET', path: PATH, about: 'Developer Hub as a page: issue, list and revoke client certificates', handle: (_call, { store }) => answer(200, store, {}) },
  { method: 'POST', path: PATH, about: 'the form of that page', handle: submit },
];

/** What came of the form; `name` and `csr` are put back into it. */
interface Outcome {
  readonly issued?: HubCertificate;
  readonly revoked?: HubCertificate;
  readonly refusal?: string;
  readonly name?: string;
  readonly csr?: string;
}

async function submit(call: Call, { store }: World): Promise<Answer> {
  const form = new URLSearchParams(call.body.toString());
  const revoke = form.get('revoke');
  const name = form.get('name') ?? '';
  const csr = form.get('csr') ?? '';
  try {
    if (revoke !== null) return answer(200, store, { revoked: revokeCertificate(store, revoke) });
    return answer(201, store, { issued: await issueCertificate(store, { name, csr }) });
  } catch (thrown) {
    if (thrown instanceof HubRefusal) return answer(thrown.status, store, { refusal: thrown.message, name, csr });
    throw thrown;
  }
}

function answer(status: number, store: Store, outcome: Outcome): Answer {
  return page(status, 'Developer Hub of the built-in sandbox', render(listCertificates(store), store.state.clientId, outcome));
}

function render(certificates: readonly HubCertificate[], clientId: string, outcome: Outcome): Html {
  return html`<h1>Developer Hub</h1>
<p>Of Portcullis’s built-in sandbox, on this machine. Client id: <code>${clientId}</code></p>
${note(outcome)}
<h2>Client certificates</h2>
${certificates.length === 0 ? html`<p>There is none yet.</p>` : table(certificates)}
<h2>New certificate</h2>
<form method="post" action="${PATH}">
<label for="name">Certificate name</label>
<input id="name" name="name" value="${outcome.name ?? ''}" maxlength="100" required>
<label for="csr">Certificate signing request (CSR), PEM</label>
<textarea id="csr" name="csr" rows="12" spellcheck="false" required>
${outcome.csr ?? ''}</textarea>
<button>Issue certificate</button>
</form>
<h2>Wise’s certificate</h2>
<p>The chain of authorities that signs the server’s and the client certificates. It goes into the trust store of what calls, and of what receives webhooks.</p>
<a class="button" href="/__sandbox/ca.pem">Get Wise certificate</a>
<h2>Limits</h2>
<ul>
<li>A certificate is valid for one year; at most ${MOST_ACTIVE} are active at a time; names are unique.</li>
<li>The key is RSA of 2048, 3072 or 4096 bits, or EC on P-256 or P-384. The organisation name (O) is required; the CN is replaced by the client id.</li>
<li>The CSR is clean PEM: no comments and no plain-text metadata around it.</li>
</ul>`;
}

function note({ issued, revoked, refusal }: Outcome): Html {
  if (refusal !== undefined) return html`<p class="note bad" role="alert">${refusal}</p>`;
  if (revoked) return html`<p class="note">“${revoked.name}” is revoked. The mTLS host refuses it from now on.</p>`;
  if (!issued) return html``;
  return html`<div class="note good" role="status"><label for="issued">“${issued.name}” is issued, valid until ${day(issued.notAfter)}. Copy it:</label>
<textarea id="issued" rows="14" readonly spellcheck="false">
${issued.certificate}</textarea></div>`;
}

function table(certificates: readonly HubCertificate[]): Html {
  return html`<table>
<thead><tr><th>Name</th><th>Subject</th><th>Valid until</th><th>State</th><th></th></tr></thead>
<tbody>
${certificates.map(({ name, subject, notAfter, state }) => html`<tr><td>${name}</td><td>${subject}</td><td>${day(notAfter)}</td><td class="${state}">${state}</td><td>${state === 'active' ? revokeForm(name) : ''}</td></tr>
`)}</tbody>
</table>`;
}

const revokeForm = (name: string): Html => html`<form method="post" action="${PATH}"><button name="revoke" value="${name}" aria-label="Revoke ${name}">Revoke</button></form>`;

const day = (instant: string): string => instant.slice(0, 10);
