import type { ChainHealth } from '../../../shared/model/views.ts';

export type ChainVerdict = { tone: 'ok' | 'bad' | 'plain'; says: string };

/** The chain's health in two or three words. A link that was skipped for want of a key is no fault, but it is said. */
export function chainVerdict(health: ChainHealth | undefined, checking: boolean, refused: boolean): ChainVerdict {
  if (checking) return { tone: 'plain', says: 'checking' };
  if (refused) return { tone: 'bad', says: 'check failed' };
  if (!health) return { tone: 'plain', says: 'check the chain' };
  const { links } = health;
  if (links.some((link) => link.state === 'failed')) return { tone: 'bad', says: 'a link is broken' };
  const held = links.filter((link) => link.state === 'ok').length;
  if (held === links.length) return { tone: 'ok', says: 'all links hold' };
  return { tone: 'plain', says: `${held} of ${links.length} links hold` };
}
