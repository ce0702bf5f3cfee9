import { z } from 'zod';
import { environment } from './environments.ts';

const instant = z.iso.datetime();

/** Wise's own order: the sandbox first (`rehearse-`), the same in production, then one read call both ways, then the personal token goes. */
export const MIGRATION_STEPS = [
  'rehearse-credentials', 'rehearse-consent', 'rehearse-exchange', 'rehearse-certificate', 'rehearse-mtls',
  'credentials', 'consent', 'exchange', 'certificate', 'mtls', 'prove', 'delete',
] as const;
export const migrationStep = z.enum(MIGRATION_STEPS);
export type MigrationStep = z.infer<typeof migrationStep>;

const leg = z.strictObject({ connectionId: z.uuid(), name: z.string(), environment });

/** The way from a personal token to OAuth with mTLS. */
export const migration = z.lazy(() => z.strictObject({
  id: z.uuid(),
  /** The personal token that shall go. */
  tokenId: z.uuid(),
  tokenLabel: z.string(),
  startedAt: instant,
  /** Where the steps are tried first; absent until picked. */
  rehearsal: leg.optional(),
  /** Where the personal token is used now; absent until picked. */
  real: leg.optional(),
  /** The step to do next; absent when it is over. */
  step: migrationStep.optional(),
  outcome: z.enum(['under way', 'done', 'given up']),
  /** Oldest first. */
  done: z.array(z.strictObject({ step: migrationStep, at: instant, says: z.string() })),
  /** What is to be deleted by hand at the end, in order, in words. */
  toDelete: z.array(z.string()),
}));
export type Migration = z.infer<typeof migration>;
