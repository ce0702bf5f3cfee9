import type { Input, Method } from '../../shared/ipc/contract.ts';
import type { CertificateEvent, CertificateSummary, WiseCaView } from '../../shared/model/certificates.ts';
import { certificatesIn, certificatesOpened, together, type KeptCertificates } from './certificate-imports.ts';
import { provedRun, unknownCaRun } from './certificate-runs.ts';
import { builtInRoot, makeCertificate, tlsOf, wiseRoot } from './certificates.ts';
import type { World } from './scenarios.ts';
import { refuse, type Methods, type StandInTools } from './tools.ts';

type Area = Extract<Method, `certificates.${string}` | `wiseCa.${string}` | 'connections.setCertificate'>;
type Changes = { [K in keyof CertificateSummary]?: CertificateSummary[K] | undefined };

const PASSPHRASE = 'correct horse battery staple';
const PLACE = '/home/someone/Documents';
const pem = (label: string) => `-----BEGIN ${label}-----\n${'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAwpb91cEYuyJNQepZAVfP\n'.repeat(5)}-----END ${label}-----\n`;
const TEXTS = { csr: pem('CERTIFICATE REQUEST'), certificate: pem('CERTIFICATE'), chain: pem('CERTIFICATE') + pem('CERTIFICATE') };

const withEvent = (certificate: CertificateSummary, kind: CertificateEvent['kind'], says: string): CertificateEvent[] => [{ at: new Date().toISOString(), kind, says }, ...certificate.history];
const textOf = (from: Input<'certificates.install'>['from']) => (from.kind === 'text' ? from.text : from.kind === 'file' ? atob(from.base64) : 'cert');
const fileName = (name: string, what: string) => `${PLACE}/${name}.${what === 'csr' ? 'csr' : 'pem'}`;

/** Client certificates of the stand-in: requested, issued, proved, used, retired; no cryptography in any of it. */
export function certificateMethods(world: World, tools: StandInTools): Pick<Methods, Area> {
  const find = (id: string) => world.certificates.find((one) => one.id === id) ?? refuse('CERT_NOT_FOUND');
  const over = (id: string) => world.connections.find((one) => one.id === id) ?? refuse('CONNECTION_NOT_FOUND');
  const set = (id: string, change: Changes): CertificateSummary => {
    const entries = Object.entries({ ...find(id), ...change }).filter(([, value]) => value !== undefined);
    const next = Object.fromEntries(entries) as CertificateSummary;
    world.certificates = world.certificates.map((one) => (one.id === id ? next : one));
    tools.changed('certificates');
    return next;
  };
  const add = (certificate: CertificateSummary): CertificateSummary => {
    world.certificates = [certificate, ...world.certificates];
    tools.changed('certificates');
    return certificate;
  };
  const checkName = (connectionId: string, name: string) => {
    if (world.certificates.some((one) => one.connectionId === connectionId && one.name === name)) refuse('CERT_NAME_TAKEN', { field: 'name' });
  };
  const install = (id: string): CertificateSummary => {
    const { name, connectionId, replaces, kind } = find(id);
    const issued = makeCertificate({ id, name, kind, state: 'issued', endsIn: 365, over: over(connectionId), ...(replaces && { replaces }) });
    tools.log('certificate.issued', `certificate “${name}”`, 'all checks hold');
    return set(id, issued);
  };
  return {
    ...useMethods(world, tools, { find, over, set }),
    ...importMethods(world, tools, { over, add, checkName }),
    ...wiseCaMethods(tools, over),
    'certificates.list': () => world.certificates,
    'certificates.request': ({ connectionId, name, kind, subject, replaces }) => {
      checkName(connectionId, name);
      tools.log('certificate.requested', `certificate “${name}”`, kind);
      return add({ ...makeCertificate({ name, kind, state: 'requested', over: over(connectionId), ...(replaces && { replaces }) }), subject: `O=${subject.O}` });
    },
    'certificates.text': ({ certificateId, what }) => ({ text: what === 'fingerprint' ? (find(certificateId).fingerprint ?? refuse('CERT_NOT_ISSUED')) : TEXTS[what] }),
    'certificates.save': ({ certificateId, what }) => ({ savedAs: fileName(find(certificateId).name, what) }),
    'certificates.issueInSandbox': ({ certificateId }) => (over(find(certificateId).connectionId).environment === 'built-in' ? install(certificateId) : refuse('CERT_BY_HAND')),
    'certificates.install': ({ certificateId, from }) => {
      const text = textOf(from);
      if (text.trim() === 'other') refuse('CERT_WRONG_KEY');
      if (!/cert/i.test(text)) refuse('CERT_UNREADABLE');
      return install(certificateId);
    },
    'certificates.retire': ({ certificateId }) => {
      const certificate = find(certificateId);
      if (certificate.isInUse) refuse('CERT_IN_USE', { field: certificate.connectionName });
      set(certificateId, { state: 'retired', step: undefined, history: withEvent(certificate, 'retired', 'nothing used it any more') });
      for (const one of world.certificates) if (one.replaces === certificateId && one.step === 'retire') set(one.id, { step: undefined });
      return {};
    },
    'certificates.discard': ({ certificateId }) => {
      if (find(certificateId).state !== 'requested') refuse('CERT_NOT_FOUND');
      world.certificates = world.certificates.filter((one) => one.id !== certificateId);
      tools.changed('certificates');
      return {};
    },
    'certificates.export': ({ certificateId, passphrase, form }) => {
      if (passphrase !== PASSPHRASE) refuse('VAULT_WRONG_PASSPHRASE');
      const certificate = find(certificateId);
      set(certificateId, { history: withEvent(certificate, 'exported', form === 'pkcs12' ? 'PKCS#12 under a passphrase' : 'PEM for servers') });
      return { savedAs: form === 'pkcs12' ? [`${PLACE}/${certificate.name}.p12`] : [`${PLACE}/${certificate.name}.pem`, `${PLACE}/${certificate.name}-key.pem`] };
    },
  };
}

type Hands = {
  find(id: string): CertificateSummary;
  over(id: string): World['connections'][number];
  set(id: string, change: Changes): CertificateSummary;
};

function useMethods(world: World, { changed, log }: StandInTools, { find, over, set }: Hands): Pick<Methods, 'certificates.prove' | 'connections.setCertificate'> {
  const setConnection = (id: string, change: (connection: World['connections'][number]) => World['connections'][number]) => {
    world.connections = world.connections.map((one) => (one.id === id ? change(one) : one));
    changed('connections');
    return over(id);
  };
  return {
    'certificates.prove': ({ certificateId }) => {
      if (world.wiseFails) return unknownCaRun();
      const certificate = find(certificateId);
      const at = new Date().toISOString();
      set(certificateId, { provedAt: at, lastUsedAt: at, uses: certificate.uses + 1, ...(certificate.state === 'issued' && { state: 'proved', step: 'switch' }), history: withEvent(certificate, 'proved', 'TLS 1.3, certificate sent, answered 200, trace fba501b6') });
      return provedRun();
    },
    'connections.setCertificate': ({ connectionId, certificateId }) => {
      const before = over(connectionId).certificateId;
      const next = certificateId === null ? undefined : find(certificateId);
      if (next && !next.provedAt) refuse('CERT_NOT_PROVED');
      if (before && before !== certificateId) set(before, { isInUse: false, state: 'replaced', ...(next && { replacedBy: next.id }) });
      const old = world.certificates.find((one) => one.id === next?.replaces);
      if (next) set(next.id, { isInUse: true, state: 'active', replacedBy: undefined, step: old && old.state !== 'retired' ? 'retire' : undefined, history: withEvent(next, 'switched-to', over(connectionId).name) });
      log('connection.certificate-switched', over(connectionId).name, next ? `certificate “${next.name}”` : 'without a certificate');
      return setConnection(connectionId, (connection) => {
        const { certificateId: _, ...rest } = connection;
        return { ...rest, ...(next && { certificateId: next.id }), tls: tlsOf(rest, next) };
      });
    },
  };
}

type ImportHands = Pick<Hands, 'over'> & { add(certificate: CertificateSummary): CertificateSummary; checkName(connectionId: string, name: string): void };

function importMethods(_world: World, { log }: StandInTools, { over, add, checkName }: ImportHands): Pick<Methods, 'certificates.inspect' | 'certificates.import' | 'certificates.discardImport'> {
  const kept = new Map<string, KeptCertificates>();
  const keep = (found: KeptCertificates, importId: string = crypto.randomUUID()) => {
    kept.set(importId, found);
    return { importId, ...found };
  };
  return {
    'certificates.inspect': ({ from, addTo, passphrase }) => {
      const before = addTo === undefined ? undefined : (kept.get(addTo) ?? refuse('IMPORT_GONE'));
      if (from.kind === 'again') return keep(certificatesOpened(before ?? refuse('IMPORT_GONE'), passphrase ?? ''), addTo);
      const found = from.kind === 'pick' ? certificatesIn('p12', 'acme-client.p12') : certificatesIn(textOf(from), from.kind === 'file' ? from.name : undefined);
      return keep(before ? together(before, found) : found, addTo);
    },
    'certificates.import': ({ importId, index, connectionId, name, replaces }) => {
      const found = kept.get(importId)?.identities[index] ?? refuse('IMPORT_GONE');
      if (!found.isFit) refuse('CERT_UNFIT');
      checkName(connectionId, name);
      kept.delete(importId);
      log('certificate.imported', `certificate “${name}”`, found.kind);
      return add(makeCertificate({ name, kind: found.kind, state: 'issued', endsIn: 275, over: over(connectionId), origin: 'imported', ...(replaces && { replaces }) }));
    },
    'certificates.discardImport': ({ importId }) => {
      kept.delete(importId);
      return {};
    },
  };
}

function wiseCaMethods({ changed }: StandInTools, over: Hands['over']): Pick<Methods, Extract<Method, `wiseCa.${string}`>> {
  const imported = new Map<string, WiseCaView>();
  const view = (connectionId: string): WiseCaView => {
    const { environment } = over(connectionId);
    if (environment === 'built-in') return { source: 'built-in', certificates: [builtInRoot] };
    return imported.get(connectionId) ?? (environment === 'production' ? { source: 'imported', certificates: [wiseRoot, { ...wiseRoot, subject: wiseRoot.issuer }] } : { source: 'none', certificates: [] });
  };
  const put = (connectionId: string, next: WiseCaView) => {
    imported.set(connectionId, next);
    changed('connections');
    return next;
  };
  return {
    'wiseCa.get': ({ connectionId }) => view(connectionId),
    'wiseCa.import': ({ connectionId, from }) => {
      if (over(connectionId).environment === 'built-in') refuse('CA_BUILT_IN');
      if (from.kind === 'text' && !/cert/i.test(from.text)) refuse('CA_UNREADABLE');
      return put(connectionId, { source: 'imported', certificates: [wiseRoot] });
    },
    'wiseCa.remove': ({ connectionId }) => put(connectionId, { source: 'none', certificates: [] }),
    'wiseCa.export': ({ form }) => ({ savedAs: `${PLACE}/wise-ca.${form === 'java' ? 'p12' : 'pem'}`, config: `ssl_client_certificate ${PLACE}/wise-ca.pem;\nssl_verify_client on;\nssl_verify_depth 2;\n` }),
  };
}
