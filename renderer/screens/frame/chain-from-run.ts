import type { ChainHealth, ChainLink, Run, Step } from '../../../shared/model/views.ts';

/**
 * What a verified playground call proves about the chain: its host was found, it went over TLS, with a token, and its answer was Wise's.
 * So the chain need not be checked again to be known to hold. Undefined for a call that did not get that far.
 */
export function chainFromRun(run: Run): ChainHealth | undefined {
  if (!run.ok) return undefined;
  const says = (id: Step['id'], otherwise: string) => run.steps.find((step) => step.id === id && step.says !== '')?.says ?? otherwise;
  const certificate = run.steps.flatMap((step) => step.facts).find((fact) => fact.label === 'Client certificate')?.value;
  return {
    checkedAt: run.at,
    links: [
      { id: 'dns', state: 'ok', says: 'the host was found' },
      { id: 'tls', state: 'ok', says: 'held for the last signed call' },
      ...(certificate?.startsWith('sent') ? [{ id: 'mtls' as const, state: 'ok' as const, says: 'the client certificate was sent' }] : []),
      { id: 'client-credentials', state: 'ok', says: says('token', 'the token was taken') },
      { id: 'jose', state: 'ok', says: says('verify', 'the answer was verified') },
    ],
  };
}

/** What a signed call says nothing about. */
const BEYOND: ReadonlySet<ChainLink['id']> = new Set(['user-token', 'profile']);

/** A health that something else than a check has shown, with the links beyond it as they were found before. */
export function withLinksBeyond(health: ChainHealth, before: ChainHealth | undefined): ChainHealth {
  const beyond = before?.links.filter((link) => BEYOND.has(link.id) && !health.links.some(({ id }) => id === link.id)) ?? [];
  // They were skipped for a broken link before them, which holds now.
  return { ...health, links: [...health.links, ...beyond.map((link) => (link.state === 'skipped' ? { ...link, says: 'not tried yet' } : link))] };
}
