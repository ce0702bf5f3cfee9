import { MIGRATION_STEPS, type Migration, type MigrationStep } from '../../shared/model/migrations.ts';
import type { TokenSummary } from '../../shared/model/tokens.ts';
import type { ConnectionSummary } from '../../shared/model/views.ts';
import { makeCertificate, usingCertificate } from './certificates.ts';
import { builtIn, inDays, production, wiseSandbox } from './fixtures.ts';
import type { World } from './scenarios.ts';
import { acme, makeToken, person } from './tokens.ts';

type Part = Pick<World, 'connections' | 'tokens' | 'certificates'> & { migrations: Migration[] };

const sandbox = { ...wiseSandbox, name: 'Acme Payments (test)' };

const SAYS: Record<string, string> = {
  credentials: 'Wise gave an application token for 12 hours.',
  consent: 'there is a user token since 2026-11-20.',
  exchange: 'the user token sees Acme Payments Ltd (business).',
  certificate: 'uses the certificate “api-2026”.',
  mtls: 'a call with the user token and the client certificate went through (TLS 1.3, certificate sent).',
  prove: 'Both ways reach the same 2 profiles: the personal token is not needed any more.',
  delete: 'Wise does not take the personal token any more.',
};

/** What a check of the step found. */
export function migrationSays(step: MigrationStep, { rehearsal, real }: Pick<Migration, 'rehearsal' | 'real'>): string {
  const says = SAYS[step.replace('rehearse-', '')] ?? '';
  if (step === 'prove' || step === 'delete') return says;
  return `${(step.startsWith('rehearse-') ? rehearsal : real)?.name ?? ''}: ${says}`;
}

const legOf = ({ id, name, environment }: ConnectionSummary) => ({ connectionId: id, name, environment });

/** What is left to be deleted by hand; `isRefused`: Wise takes the token no more. */
export function toDelete(label: string, isRefused: boolean): string[] {
  return [
    `Every place that still sends the token “${label}”: scripts, CI secrets, .env files, Postman, shell history. Switch it to OAuth first.`,
    ...(isRefused ? [] : [`The token “${label}” on wise.com: Settings, API tokens.`]),
    `The token “${label}” here: Tokens, Forget. ${isRefused ? 'Wise takes it no more.' : 'Do this last: it is what proves that Wise takes it no more.'}`,
  ];
}

/** A migration that stands at a step; undefined: it is done. */
export function makeMigration(step: MigrationStep | undefined, token: Pick<TokenSummary, 'id' | 'label'>, rehearsal: ConnectionSummary = builtIn, real: ConnectionSummary = production): Migration {
  const legs = { rehearsal: legOf(rehearsal), real: legOf(real) };
  const done = MIGRATION_STEPS.slice(0, step ? MIGRATION_STEPS.indexOf(step) : undefined);
  return {
    id: crypto.randomUUID(),
    tokenId: token.id,
    tokenLabel: token.label,
    startedAt: inDays(-4),
    ...legs,
    ...(step && { step }),
    outcome: step ? 'under way' : 'done',
    done: done.map((one, index) => ({ step: one, at: inDays(-4 + index * 0.3), says: migrationSays(one, legs) })),
    toDelete: toDelete(token.label, step === undefined),
  };
}

/** One migration from production’s personal token; what the steps before it need is there. */
export function migrationAt(step: MigrationStep | undefined): Part {
  const token = makeToken({ label: 'Reports script', kind: 'personal', over: production, state: 'replace', madeIn: -96, replaceAfterDays: 90 });
  const migration = makeMigration(step, token, sandbox, production);
  const has = (one: MigrationStep) => migration.done.some((done) => done.step === one);
  const rehearsed = makeCertificate({ name: 'sandbox-2026', endsIn: 340, over: sandbox, isInUse: true });
  const used = makeCertificate({ name: 'api-2026', endsIn: 362, over: production, isInUse: true });
  return {
    connections: [
      { ...builtIn, selected: false },
      has('rehearse-certificate') ? usingCertificate(sandbox, rehearsed) : sandbox,
      { ...(has('certificate') ? usingCertificate(production, used) : production), selected: true },
    ],
    certificates: [...(has('rehearse-certificate') ? [rehearsed] : []), ...(has('certificate') ? [used] : [])],
    tokens: [token, ...(has('rehearse-consent') ? [makeToken({ label: 'Test company', over: sandbox, profiles: [acme] })] : []), ...(has('consent') ? [makeToken({ label: 'Acme', over: production, profiles: [acme, person] })] : [])],
    migrations: [migration],
  };
}

/** Some under way, one done, one given up, and tokens that have not begun. */
export function migrationsUnderWay(): Part {
  const world = migrationAt('credentials');
  const tokens = ['Nightly export', 'Statements'].map((label) => makeToken({ label, kind: 'personal', over: production }));
  const gone = { id: crypto.randomUUID(), label: 'Old importer' };
  return {
    ...world,
    tokens: [...world.tokens, ...tokens],
    migrations: [...world.migrations, makeMigration(undefined, gone, sandbox), { ...makeMigration('consent', { ...gone, label: 'Experiment' }), outcome: 'given up' }],
  };
}
