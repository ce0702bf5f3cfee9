import { toPortcullisError } from '../../shared/errors.ts';
import type { Factors } from '../../shared/model/approvals.ts';
import type { AuditKind } from '../../shared/model/views.ts';
import { findConnection } from '../connections/resolve.ts';
import type { Services } from '../services.ts';
import type { FactorsEntry } from '../vault/body.ts';
import type { WiseLink } from '../wise/clients.ts';
import { outcomeOf } from '../wise/run-audit.ts';
import type { FactorPaths } from '../wise/sca-factors.ts';
import { factorsOf, withFactorEvent, withFactors, type FactorsAt } from './entry.ts';
import { triesOf } from './tries.ts';

export type FactorDeps = Pick<Services, 'vault' | 'audit' | 'now' | 'tokens' | 'userTokens' | 'knownPhones'>;
/** One profile's factors, and how Wise is reached for them. */
export type FactorJob = { deps: FactorDeps; link: WiseLink; at: FactorsAt };

/** What is known now. Throws `CONNECTION_NOT_FOUND`. */
export function viewFactors({ vault, now, knownPhones }: Pick<FactorDeps, 'vault' | 'now' | 'knownPhones'>, at: FactorsAt): Factors {
  const body = vault.read();
  const { blockedUntil: _, history, ...known } = factorsOf(body, at);
  const phone = knownPhones.get(at);
  return {
    ...known, ...triesOf(body, at.connectionId, at.profileId, now()),
    connectionId: at.connectionId, profileId: at.profileId,
    endpoints: findConnection(body, at.connectionId).usesDeprecatedSca ? 'deprecated' : 'current',
    ...(phone === undefined ? {} : { phone }),
    history: history.toReversed(),
  };
}

export function pathsOf({ deps, at }: FactorJob): FactorPaths {
  return findConnection(deps.vault.read(), at.connectionId).usesDeprecatedSca ? 'deprecated' : 'current';
}

/** Keeps what an answer taught. `says` holds no value; without it the history stays as it is. */
export async function learn({ deps: { vault, now }, at }: FactorJob, change: (entry: FactorsEntry) => FactorsEntry, says?: string): Promise<void> {
  await vault.update((body) => withFactors(body, at, (entry) => (says === undefined ? change(entry) : withFactorEvent(change(entry), now(), says))));
}

/** Does the work and records it, whatever comes of it, then answers what is known. */
export async function audited(job: FactorJob, kind: AuditKind, says: string, work: () => Promise<void>): Promise<Factors> {
  const { deps, link, at } = job;
  const line = { kind, subject: link.target.name } as const;
  try {
    await work();
  } catch (thrown) {
    const { code, details } = toPortcullisError(thrown);
    const trace = details.traceId === undefined ? '' : `, trace ${details.traceId}`;
    if (code !== 'VAULT_LOCKED') await deps.audit({ ...line, outcome: code.startsWith('SCA_') ? 'refused' : outcomeOf(code), says: `${says} of profile ${at.profileId}: ${code}${trace}` });
    throw thrown;
  }
  await deps.audit({ ...line, outcome: 'ok', says: `${says} of profile ${at.profileId}` });
  return viewFactors(deps, at);
}
