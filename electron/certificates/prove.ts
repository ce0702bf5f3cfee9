import { PortcullisError } from '../../shared/errors.ts';
import type { Parsed } from '../../shared/ipc/contract.ts';
import type { TlsView } from '../../shared/model/tls.ts';
import type { Run } from '../../shared/model/views.ts';
import { resolveWithoutCertificate } from '../connections/resolve.ts';
import type { SandboxPort } from '../connections/sandbox-port.ts';
import type { ConnectionTarget } from '../connections/target.ts';
import { shortId } from '../keys/entry.ts';
import type { Audit, Clock, VaultStore } from '../ports.ts';
import { ClientCredentialsTokens } from '../tokens/client-credentials.ts';
import { TOKEN_STEP, takeToken } from '../tokens/token-step.ts';
import type { CertificateEntry } from '../vault/body.ts';
import { AUTHENTICATED_PLAYGROUND, callAuthenticatedPlayground } from '../wise/authenticated-playground.ts';
import type { WiseClients, WiseLink } from '../wise/clients.ts';
import { assertOk } from '../wise/errors.ts';
import type { WiseAnswer } from '../wise/exchange.ts';
import { auditOutcome } from '../wise/run-audit.ts';
import { RunRecorder, type PlannedStep, type StepNotes } from '../wise/run-recorder.ts';
import { certificateName, findCertificate, withCertificate, withEvent } from './entry.ts';
import { targetCertificate } from './identity.ts';
import { assertUsable } from './use.ts';

const PLAN: readonly PlannedStep[] = [
  { id: 'tls', title: 'Handshake with the certificate' },
  TOKEN_STEP,
  { id: 'send', title: 'The call to Wise' },
  { id: 'receive', title: 'Wise’s answer' },
];

export type ProveDeps = { vault: VaultStore; audit: Audit; sandbox: Pick<SandboxPort, 'target'>; clients: Pick<WiseClients, 'probe' | 'apart'>; now?: Clock };

/**
 * Proves by a live call on the mTLS host that the certificate works, whatever the connection uses now: over sockets of its own, with a token of its own.
 * Throws `CERT_NOT_FOUND`, `CERT_NOT_ISSUED`, `CERT_RETIRED`, `CERT_EXPIRED`, `CERT_NOT_YET_VALID` before anything is sent; what goes wrong on the way is in the run.
 */
export async function proveCertificate({ vault, audit, sandbox, clients, now = Date.now }: ProveDeps, { certificateId }: Parsed<'certificates.prove'>): Promise<Run> {
  assertUsable(findCertificate(vault.read(), certificateId), now());
  const connection = await resolveWithoutCertificate({ vault, sandbox }, findCertificate(vault.read(), certificateId).connectionId);
  // Retired while the sandbox was started: then it is not sent.
  const entry = findCertificate(vault.read(), certificateId);
  assertUsable(entry, now());
  const target: ConnectionTarget = { ...connection, apiUrl: connection.mtlsUrl, certificate: targetCertificate(entry) };
  const run = await clients.apart(target, async (link) => {
    const recorder = new RunRecorder(PLAN, now);
    return recorder.run(async () => {
      const view = await recorder.step('tls', (notes) => shakeHands(clients, target, notes));
      const tokens = new ClientCredentialsTokens({ audit, now });
      await recorder.step('token', (notes) => takeToken(tokens, link, now, notes));
      const answer = await recorder.step('send', (notes) => send(tokens, link, notes));
      await recorder.step('receive', async (notes) => {
        receive(answer, notes);
        await vault.update((body) => withCertificate(body, certificateId, (before) => proved(before, view, answer, now())));
      });
      return `Wise took ${certificateName(entry)}: a call with it went through.`;
    });
  });
  await audit({ kind: 'certificate.proved', subject: certificateName(entry), ...auditOutcome(run, `at ${new URL(target.apiUrl).host}`) });
  return run;
}

/** A server that does not ask for the certificate proves nothing about it. */
async function shakeHands(clients: ProveDeps['clients'], target: ConnectionTarget, notes: StepNotes): Promise<TlsView> {
  const view = await clients.probe(target);
  notes.fact('Host', view.host);
  notes.fact('Version', view.protocol);
  notes.fact('Cipher', view.cipher);
  for (const [index, { subject, notAfter }] of view.serverChain.entries()) notes.fact(index === 0 ? 'Server’s certificate' : 'Issued by', `${subject}, until ${notAfter.slice(0, 10)}`);
  if (view.clientCertificate === 'not-asked') throw new PortcullisError('MTLS_NOT_ASKED', { host: view.host });
  notes.says = view.clientCertificate === 'sent' ? `${view.protocol}. The server asked for the certificate, and it was sent.` : `${view.protocol}. The certificate was offered; this host cannot tell whether the server asked for it.`;
  return view;
}

async function send(tokens: ClientCredentialsTokens, link: WiseLink, notes: StepNotes): Promise<WiseAnswer> {
  const { token } = await tokens.get(link);
  const answer = await callAuthenticatedPlayground(link.client, token.value);
  notes.request(answer.exchange);
  notes.says = `GET ${AUTHENTICATED_PLAYGROUND} to ${answer.exchange.host}, with the certificate.`;
  return answer;
}

function receive(answer: WiseAnswer, notes: StepNotes): void {
  notes.response(answer.exchange);
  const body = answer.body.reveal();
  if (body !== '') notes.block('text', 'Body', body);
  assertOk(answer);
  notes.says = `Wise answered ${answer.status}: the certificate works.`;
}

function proved(entry: CertificateEntry, view: TlsView, { status, exchange }: WiseAnswer, now: number): CertificateEntry {
  const at = new Date(now).toISOString();
  const trace = exchange.traceId === undefined ? '' : `, trace ${shortId(exchange.traceId)}`;
  return withEvent({ ...entry, provedAt: at }, { at, kind: 'proved', says: `At ${view.host} over ${view.protocol}: answered ${status}${trace}` });
}
