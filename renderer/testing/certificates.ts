import type { CertificateCheck, CertificateEvent, CertificateState, CertificateStep, CertificateSummary } from '../../shared/model/certificates.ts';
import type { CertificateFacts, TlsView } from '../../shared/model/tls.ts';
import type { ConnectionSummary } from '../../shared/model/views.ts';
import { builtIn, inDays } from './fixtures.ts';

const YEAR = 365;
export const FINGERPRINT = '3F:A2:9C:41:7E:05:D8:B6:1A:C3:F4:22:90:6E:57:AB:8D:14:E9:70:5B:CC:36:F1:02:9A:48:D7:63:BE:81:1C';

/** An authority of Wise’s, as it is shown. */
export const wiseRoot: CertificateFacts = { subject: 'CN=Wise Client CA, O=Wise Payments Limited, C=GB', issuer: 'CN=Wise Root CA, O=Wise Payments Limited, C=GB', notBefore: inDays(-900), notAfter: inDays(2700), fingerprint: FINGERPRINT };
export const builtInRoot: CertificateFacts = { subject: 'CN=Portcullis built-in sandbox CA, O=Portcullis', issuer: 'CN=Portcullis built-in sandbox CA, O=Portcullis', notBefore: inDays(-30), notAfter: inDays(3620), fingerprint: FINGERPRINT };

const check = (id: CertificateCheck['id'], says: string, state: CertificateCheck['state'] = 'ok'): CertificateCheck => ({ id, state, says });

/** What is found of a certificate with which nothing is wrong. */
export function goodChecks(over: ConnectionSummary = builtIn): CertificateCheck[] {
  return [
    check('key-match', 'It has the public key of the CSR that was made here.'),
    check('chain', over.environment === 'built-in' ? 'Its chain ends at the sandbox’s authority.' : 'Its chain ends at Wise’s authority, which was imported.'),
    check('dates', 'It is valid now.'),
    check('key-kind', 'EC P-256: Wise takes it.'),
    check('key-usage', 'It may sign (digitalSignature).'),
    check('client-auth', 'It is made for clients (clientAuth).'),
    check('client-id', `Its CN is the client id that ends in ${over.clientIdTail}.`),
    check('unique-name', 'No other certificate of this connection has its name.'),
    check('active-count', 'It is the third of ten that may be active.'),
  ];
}

/** The same with something wrong, something doubtful and something that could not be looked at. */
export function mixedChecks(): CertificateCheck[] {
  const found: Partial<Record<CertificateCheck['id'], CertificateCheck>> = {
    chain: check('chain', 'Wise’s CA was not imported for this connection, so its chain could not be followed.', 'unknown'),
    'client-id': check('client-id', 'Its CN is “acme-test”, which is not this connection’s client id: Wise would refuse it. Request one for this connection.', 'failed'),
    'active-count': check('active-count', 'Nine of ten are active already: remove one in Developer Hub before the next.', 'warning'),
  };
  return goodChecks().map((one) => found[one.id] ?? one);
}

type Options = {
  id?: string;
  name?: string;
  state?: CertificateState;
  /** Days from now; negative for an ended one. */
  endsIn?: number;
  over?: ConnectionSummary;
  kind?: string;
  origin?: CertificateSummary['origin'];
  uses?: number;
  replaces?: string;
  replacedBy?: string;
  isInUse?: boolean;
  checks?: CertificateCheck[];
};

const USED: ReadonlySet<CertificateState> = new Set(['active', 'expiring', 'replaced', 'retired', 'expired']);
const STEPS: Partial<Record<CertificateState, CertificateStep>> = { requested: 'issue', issued: 'prove', proved: 'switch' };

function historyOf(state: CertificateState, madeAt: string, { origin = 'made', over = builtIn }: Options): CertificateEvent[] {
  const isHere = state !== 'requested';
  const isUsed = USED.has(state);
  const events: (CertificateEvent | false)[] = [
    state === 'retired' && { at: inDays(-1), kind: 'retired', says: 'nothing used it any more' },
    state === 'replaced' && { at: inDays(-2), kind: 'replaced', says: `${over.name} was switched to its successor` },
    isUsed && { at: madeAt, kind: 'switched-to', says: `${over.name} calls ${new URL(over.mtlsUrl ?? 'https://localhost').host} with it` },
    (isUsed || state === 'proved') && { at: madeAt, kind: 'proved', says: 'TLS 1.3, certificate sent, answered 200, trace fba501b6' },
    isHere && origin === 'made' && { at: madeAt, kind: 'issued', says: 'came back from Developer Hub, all checks hold' },
    { at: madeAt, kind: origin === 'made' ? 'requested' : 'imported', says: origin === 'made' ? 'EC P-256, CSR made' : 'PKCS#12, EC P-256' },
  ];
  return events.filter((event) => event !== false);
}

/** A certificate in the state asked for, with what that state implies. */
export function makeCertificate(options: Options = {}): CertificateSummary {
  const { state = 'active', endsIn = 300, over = builtIn, kind = 'EC P-256', uses = 1284 } = options;
  const isHere = state !== 'requested';
  const isUsed = USED.has(state);
  const madeAt = isHere ? inDays(Math.min(-0.02, endsIn - YEAR)) : inDays(-0.1);
  const step = STEPS[state];
  return {
    id: options.id ?? crypto.randomUUID(),
    name: options.name ?? 'portcullis-2026-11',
    connectionId: over.id,
    connectionName: over.name,
    kind,
    state,
    subject: isHere ? `CN=5f0e2c77-client-${over.clientIdTail}, O=Acme Payments Ltd, C=GB` : 'O=Acme Payments Ltd, C=GB',
    ...(isHere && { issuer: over.environment === 'built-in' ? builtInRoot.subject : wiseRoot.subject, serial: '5d2f8b907c11e4a6', fingerprint: FINGERPRINT, notBefore: madeAt, notAfter: inDays(endsIn) }),
    chainLength: isHere ? 1 : 0,
    madeAt,
    origin: options.origin ?? 'made',
    ...((isUsed || state === 'proved') && { provedAt: madeAt }),
    ...(isUsed && { lastUsedAt: inDays(state === 'active' || state === 'expiring' ? -0.05 : -3) }),
    uses: isUsed ? uses : 0,
    isInUse: options.isInUse ?? (state === 'active' || state === 'expiring'),
    ...(options.replaces && { replaces: options.replaces }),
    ...(options.replacedBy && { replacedBy: options.replacedBy }),
    ...(step && { step }),
    checks: isHere ? (options.checks ?? goodChecks(over)) : [],
    history: historyOf(state, madeAt, options),
  };
}

/** The newest handshake of a connection, with the certificate sent unless said otherwise. */
export function tlsOf(connection: ConnectionSummary, certificate?: CertificateSummary, clientCertificate: TlsView['clientCertificate'] = 'sent'): TlsView {
  const host = new URL((certificate ? connection.mtlsUrl : connection.apiUrl) ?? 'https://localhost').host;
  return {
    at: inDays(-0.002),
    host,
    protocol: 'TLS 1.3',
    cipher: 'TLS_AES_256_GCM_SHA384',
    clientCertificate: certificate ? clientCertificate : 'none',
    ...(certificate && { certificateName: certificate.name }),
    ...(certificate?.notAfter && { certificateEnds: certificate.notAfter }),
    serverChain: [
      { subject: `CN=${host}, O=Wise Payments Limited, C=GB`, issuer: wiseRoot.subject, notBefore: inDays(-40), notAfter: inDays(50), fingerprint: FINGERPRINT },
      wiseRoot,
    ],
    clockOffsetSeconds: 1,
  };
}

/** The connection once it uses a certificate. */
export function usingCertificate(connection: ConnectionSummary, certificate: CertificateSummary, clientCertificate: TlsView['clientCertificate'] = 'sent'): ConnectionSummary {
  return { ...connection, certificateId: certificate.id, tls: tlsOf(connection, certificate, clientCertificate) };
}

const STATES: readonly CertificateState[] = ['active', 'replaced', 'retired', 'expired', 'requested', 'issued', 'proved', 'expiring'];
/** Of many, most need nobody. */
const QUIET = 4;
const NEEDING = 40;

/** Many of every state, over the connections given; only the first forty may need somebody. */
export function manyCertificates(count: number, connections: readonly ConnectionSummary[]): CertificateSummary[] {
  return Array.from({ length: count }, (_, index) => {
    const state = STATES[index % (index < NEEDING ? STATES.length : QUIET)]!;
    const endsIn = state === 'expired' ? -(index % 40) - 1 : state === 'expiring' ? (index % 29) + 1 : 60 + (index % 300);
    const name = index === 3 ? 'a name that somebody wrote as a whole sentence, so that it is far too long for one cell of the table' : `service-${index}`;
    return makeCertificate({ name, state, endsIn, over: connections[index % connections.length]!, isInUse: false, kind: index % 3 ? 'EC P-256' : 'RSA 3072' });
  });
}
