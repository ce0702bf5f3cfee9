import type { Person } from '../../shared/model/approvals.ts';
import type { AuditLine, ChainLink, ConnectionSummary, KeySummary, Rotation, VaultStatus, WaitView } from '../../shared/model/views.ts';
import type { CertificateSummary } from '../../shared/model/certificates.ts';
import type { Migration } from '../../shared/model/migrations.ts';
import type { ConsentView, WiseUser } from '../../shared/model/tokens.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import { APPROVAL_WORLDS, type ApprovalWorld } from './approval-worlds.ts';
import { everyCertificate, issuedByHand, notSent, oneCertificate, requestedByHand, switchedCertificate, veryManyCertificates } from './certificate-worlds.ts';
import { brokenConnections, everyConnection, manyConnections } from './connection-worlds.ts';
import { auditLine, builtIn, inDays, makeKey, manyKeys, production, someAudit, wiseSandbox } from './fixtures.ts';
import { FACTOR_WORLDS, type FactorWorld } from './factor-worlds.ts';
import { everyState, everyStep } from './life.ts';
import { manyTokensWorld, oneToken, someTokens, waitingConsents } from './token-worlds.ts';
import { everyUser } from './users.ts';
import { migrationAt, migrationsUnderWay } from './migrations.ts';
import type { StandInToken } from './tokens.ts';

/** What the stand-in starts with. */
export type World = {
  state: VaultStatus['state'];
  connections: ConnectionSummary[];
  keys: KeySummary[];
  rotations: Rotation[];
  certificates: CertificateSummary[];
  tokens: StandInToken[];
  consents: ConsentView[];
  users?: WiseUser[];
  migrations?: Migration[];
  approvals?: ApprovalWorld;
  factors?: FactorWorld;
  /** Who has a door, the owner first, where there are several; by default those of `approvals`. */
  people?: Person[];
  /** Who is at the vault, or was last; by default the owner. */
  personId?: string;
  audit: AuditLine[];
  waits: WaitView[];
  /** Calls to Wise fail. */
  wiseFails: boolean;
  /** The links at which chains are broken, by connection. */
  brokenAt?: Partial<Record<string, ChainLink['id']>>;
  /** What unlocking answers, whatever the passphrase. */
  unlockFails?: ErrorCode;
};

const fresh: World = { state: 'unlocked', connections: [builtIn], keys: [], rotations: [], certificates: [], tokens: [], consents: [], audit: someAudit.slice(0, 2), waits: [], wiseFails: false };
const key = makeKey({ id: '663a0e44-aa4a-4ff0-a9f8-cd99f5fbad71', state: 'active', endsIn: 300 });
const liveConnections = [{ ...builtIn, selected: false }, wiseSandbox, { ...production, selected: true }];

function expiringKeys(): KeySummary[] {
  return [
    makeKey({ id: key.id, state: 'expiring', endsIn: 26 }),
    makeKey({ label: 'payments-signing, next', state: 'made', endsIn: 364 }),
    makeKey({ label: 'payload', algorithm: 'RSA-OAEP-256', state: 'active', endsIn: 194 }),
    makeKey({ label: 'batch-signing', algorithm: 'PS256', state: 'active', endsIn: 270 }),
    makeKey({ label: 'old payload', algorithm: 'RSA-OAEP-256', state: 'expired', endsIn: -40 }),
  ];
}

function longAudit(): AuditLine[] {
  return Array.from({ length: 2400 }, (_, index) => {
    const line = someAudit[index % someAudit.length]!;
    return auditLine(index + 1, line.kind, line.subject, line.says, { outcome: line.outcome, signedBy: line.signedBy, at: inDays(-(2400 - index) / 40) });
  });
}

const threePeople: Person[] = [
  { id: '00000000-0000-4000-8000-000000000001', name: 'Maria Lindqvist' },
  { id: '5b0d5a3e-9c1f-4a57-8a51-6f1c2d3e4f50', name: 'Jonas Weber' },
  { id: '5b0d5a3e-9c1f-4a57-8a51-6f1c2d3e4f51', name: 'Ann' },
];

type FactorScenario = keyof typeof FACTOR_WORLDS;
type ApprovalScenario = keyof typeof APPROVAL_WORLDS;

function approvalScenarios(): Record<ApprovalScenario | FactorScenario, () => World> {
  const scenarios = Object.entries({ ...APPROVAL_WORLDS, ...FACTOR_WORLDS }).map(([name, make]) => [name, (): World => ({ ...fresh, ...make(), keys: [key], audit: someAudit })]);
  return Object.fromEntries(scenarios) as Record<ApprovalScenario | FactorScenario, () => World>;
}

export const SCENARIOS = {
  absent: (): World => ({ ...fresh, state: 'absent', connections: [], audit: [] }),
  unconnected: (): World => ({ ...fresh, connections: [] }),
  empty: (): World => fresh,
  made: (): World => ({ ...fresh, keys: [makeKey({ id: key.id, state: 'made' })], audit: someAudit.slice(0, 3) }),
  one: (): World => ({ ...fresh, keys: [key], audit: someAudit }),
  expiring: (): World => ({ ...fresh, connections: liveConnections, keys: expiringKeys(), audit: someAudit }),
  many: (): World => ({ ...fresh, connections: liveConnections, keys: manyKeys(1000), audit: longAudit() }),
  life: (): World => ({ ...fresh, ...everyState(), audit: someAudit }),
  rotations: (): World => ({ ...fresh, ...everyStep(), audit: someAudit }),
  certificates: (): World => ({ ...fresh, ...everyCertificate(), audit: someAudit }),
  mtls: (): World => ({ ...fresh, ...oneCertificate(104), keys: [key], audit: someAudit }),
  'certificate-expiring': (): World => ({ ...fresh, ...oneCertificate(12), keys: [key], audit: someAudit }),
  'certificate-ended': (): World => ({ ...fresh, ...oneCertificate(-2), keys: [key], audit: someAudit }),
  'certificate-not-sent': (): World => ({ ...fresh, ...notSent(), keys: [key], audit: someAudit }),
  'certificate-requested': (): World => ({ ...fresh, ...requestedByHand(), audit: someAudit }),
  'certificate-issued': (): World => ({ ...fresh, ...issuedByHand(), audit: someAudit }),
  'certificate-unproved': (): World => ({ ...fresh, ...issuedByHand(), audit: someAudit, wiseFails: true }),
  'certificate-switched': (): World => ({ ...fresh, ...switchedCertificate(), audit: someAudit }),
  'many-certificates': (): World => ({ ...fresh, ...veryManyCertificates(10_000), audit: someAudit }),
  connections: (): World => ({ ...fresh, ...everyConnection(), audit: someAudit }),
  'connections-broken': (): World => ({ ...fresh, ...brokenConnections(), audit: someAudit }),
  'many-connections': (): World => ({ ...fresh, ...manyConnections(300), audit: someAudit }),
  ending: (): World => ({ ...fresh, ...everyCertificate(), keys: everyState().keys, audit: someAudit }),
  'locked-ending': (): World => ({ ...fresh, state: 'locked', ...everyCertificate(), keys: [...everyState().keys, ...expiringKeys(), ...everyStep().keys], audit: someAudit }),
  tokens: (): World => ({ ...fresh, ...someTokens(), keys: [key], audit: someAudit }),
  'tokens-good': (): World => ({ ...fresh, ...oneToken(), keys: [key], audit: someAudit }),
  'tokens-failing': (): World => ({ ...fresh, ...someTokens(), keys: [key], audit: someAudit, wiseFails: true }),
  'many-tokens': (): World => ({ ...fresh, ...manyTokensWorld(10_000), keys: [key], audit: someAudit }),
  consents: (): World => ({ ...fresh, ...waitingConsents(), keys: [key], audit: someAudit }),
  users: (): World => ({ ...fresh, ...everyUser(), keys: [key], audit: someAudit }),
  migration: (): World => ({ ...fresh, ...migrationAt('rehearse-consent'), keys: [key], audit: someAudit }),
  'migration-real': (): World => ({ ...fresh, ...migrationAt('certificate'), keys: [key], audit: someAudit }),
  'migration-last': (): World => ({ ...fresh, ...migrationAt('delete'), keys: [key], audit: someAudit }),
  migrations: (): World => ({ ...fresh, ...migrationsUnderWay(), keys: [key], audit: someAudit }),
  ...approvalScenarios(),
  failing: (): World => ({ ...fresh, keys: expiringKeys().slice(0, 1), audit: someAudit, wiseFails: true }),
  failure: (): World => ({ ...fresh, keys: [key, makeKey({ label: 'second', state: 'made' })], audit: someAudit, wiseFails: true }),
  waiting: (): World => ({
    ...fresh,
    keys: [key],
    waits: [{ id: crypto.randomUUID(), host: 'localhost', path: '/oauth/token', until: new Date(Date.now() + 60_000).toISOString(), limitedBy: 'client' }],
  }),
  people: (): World => ({ ...fresh, connections: [{ ...builtIn, fourEyes: true }], keys: [key], audit: someAudit, people: threePeople }),
  'locked-people': (): World => ({ ...fresh, state: 'locked', keys: [key], audit: someAudit, people: threePeople, personId: threePeople[1]!.id }),
  locked: (): World => ({ ...fresh, state: 'locked', keys: [key], audit: someAudit }),
  damaged: (): World => ({ ...fresh, state: 'locked', unlockFails: 'VAULT_DAMAGED' }),
  older: (): World => ({ ...fresh, state: 'locked', keys: [key], unlockFails: 'VAULT_ROLLED_BACK' }),
} satisfies Record<string, () => World>;

export type ScenarioName = keyof typeof SCENARIOS;
