import { PortcullisError } from '../../shared/errors.ts';
import type { Output, Parsed } from '../../shared/ipc/contract.ts';
import type { MigrationStep } from '../../shared/model/migrations.ts';
import type { Run } from '../../shared/model/views.ts';
import type { ResolveDeps } from '../connections/resolve.ts';
import type { Services } from '../services.ts';
import type { MigrationEntry } from '../vault/body.ts';
import { auditOutcome } from '../wise/run-audit.ts';
import { RunRecorder, type PlannedStep, type StepNotes } from '../wise/run-recorder.ts';
import { findMigration, nextStep, withMigration } from './entry.ts';
import { checkCertificate, checkConsent, checkCredentials, checkExchange, checkMtls } from './leg-checks.ts';
import { callByPersonalToken, callOverMtls, checkDeleted, compare } from './prove.ts';
import { viewMigration } from './view.ts';

export type MigrationCheckDeps = ResolveDeps & Pick<Services, 'audit' | 'clients' | 'tokens' | 'userTokens'>;

/** What a check hands from one of its steps to the next. */
export type Findings = { personal?: readonly number[]; oauth?: readonly number[] };
/** Looks whether something is done; answers what it found, in words. Throws `MIGRATION_NOT_YET` with the reason, and the errors of its calls. */
export type Check = (deps: MigrationCheckDeps, entry: MigrationEntry, step: MigrationStep, notes: StepNotes, findings: Findings) => Promise<string>;
type Planned = PlannedStep & { check: Check };

const CREDENTIALS: readonly Planned[] = [{ id: 'token', title: 'Application token by client credentials', check: checkCredentials }];
const CONSENT: readonly Planned[] = [{ id: 'code', title: 'Consent on Wise’s page', check: checkConsent }];
const EXCHANGE: readonly Planned[] = [{ id: 'profiles', title: 'A call with the user token', check: checkExchange }];
const CERTIFICATE: readonly Planned[] = [{ id: 'verify', title: 'Client certificate in use', check: checkCertificate }];
const MTLS: readonly Planned[] = [{ id: 'tls', title: 'A call over mTLS', check: checkMtls }];

/** How each step is checked. */
const CHECKS: Readonly<Record<MigrationStep, readonly Planned[]>> = {
  'rehearse-credentials': CREDENTIALS, 'rehearse-consent': CONSENT, 'rehearse-exchange': EXCHANGE, 'rehearse-certificate': CERTIFICATE, 'rehearse-mtls': MTLS,
  credentials: CREDENTIALS, consent: CONSENT, exchange: EXCHANGE, certificate: CERTIFICATE, mtls: MTLS,
  prove: [
    { id: 'personal-call', title: 'The old way: the personal token', check: callByPersonalToken },
    { id: 'oauth-call', title: 'The new way: OAuth over mTLS', check: callOverMtls },
    { id: 'compare', title: 'Both answers side by side', check: compare },
  ],
  delete: [{ id: 'personal-call', title: 'Is the personal token gone at Wise?', check: checkDeleted }],
};

/**
 * Checks the named step, and counts it as done when it holds.
 * Throws `MIGRATION_NOT_FOUND`, `MIGRATION_OUT_OF_STEP`; what goes wrong on the way, and what is not done yet, is in the run.
 */
export async function checkMigration(deps: MigrationCheckDeps, { id, step }: Parsed<'migrations.check'>): Promise<Output<'migrations.check'>> {
  const { vault, audit, now = Date.now } = deps;
  const entry = findMigration(vault.read(), id);
  assertNext(entry, step);
  const run = await runChecks(deps, entry, step);
  const body = run.ok ? await vault.update((before) => withMigration(before, id, (current) => withDone(current, entry, step, run, now()))) : vault.read();
  await audit({ kind: 'migration.step', subject: `token “${entry.tokenLabel}”`, ...auditOutcome(run, step) });
  return { migration: viewMigration(findMigration(body, id), body), run };
}

function assertNext(entry: MigrationEntry, step: MigrationStep): void {
  if (nextStep(entry) !== step) throw new PortcullisError('MIGRATION_OUT_OF_STEP');
}

/** A leg that was changed while it was checked was not the one that was checked. */
function withDone(current: MigrationEntry, checked: MigrationEntry, step: MigrationStep, { says }: Run, now: number): MigrationEntry {
  assertNext(current, step);
  if (current.rehearsalId !== checked.rehearsalId || current.realId !== checked.realId) throw new PortcullisError('MIGRATION_OUT_OF_STEP');
  return { ...current, done: [...current.done, { step, at: new Date(now).toISOString(), says }] };
}

async function runChecks(deps: MigrationCheckDeps, entry: MigrationEntry, step: MigrationStep): Promise<Run> {
  const planned = CHECKS[step];
  const recorder = new RunRecorder(planned, deps.now ?? Date.now);
  const findings: Findings = {};
  return recorder.run(async () => {
    let says = '';
    for (const { id, check } of planned) {
      says = await recorder.step(id, async (notes) => {
        notes.says = await check(deps, entry, step, notes, findings).catch((thrown: unknown) => {
          if (thrown instanceof PortcullisError && thrown.code === 'MIGRATION_NOT_YET') notes.because = thrown.details.reason ?? '';
          throw thrown;
        });
        return notes.says;
      });
    }
    return says;
  });
}
