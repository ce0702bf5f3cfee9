import type { ChainHealth, ConnectionSummary, Environment } from '../../../shared/model/views.ts';
import { CHAIN_LINK_NAMES } from '../../components/chain-links.tsx';
import { brokenLink, chainVerdict, type ChainVerdict } from '../frame/chain-verdict.ts';

/** As last checked, by connection. */
export type Healths = ReadonlyMap<string, ChainHealth>;

/** "broken at mTLS"; undefined where the chain holds, or nobody has looked. */
export function brokenSays(health: ChainHealth | undefined): string | undefined {
  const link = brokenLink(health);
  return link && `broken at ${CHAIN_LINK_NAMES[link.id]}`;
}

/** The verdict where the row tells whose chain it is: "holds", "broken", "4 of 6 hold". */
export function shortVerdict(health: ChainHealth | undefined, checking: boolean, refused: boolean): ChainVerdict {
  const { tone, says } = chainVerdict(health, checking, refused);
  return { tone, says: says.replace(/^all links hold$/u, 'holds').replace(/^a link is broken$/u, 'broken').replace(/^check failed$/u, 'failed').replace(' links hold', ' hold') };
}

const ALONE: Record<Environment, string> = { 'built-in': 'the built-in sandbox', 'wise-sandbox': 'the Wise sandbox', production: 'production', custom: 'custom hosts' };

/** The state in a few words: a broken chain first, that of the selected connection before others, else how many there are and whether production is among them. */
export function connectionsTitle(connections: readonly ConnectionSummary[], healths: Healths): string {
  const broken = connections.filter((one) => brokenLink(healths.get(one.id))).toSorted((a, b) => Number(b.selected) - Number(a.selected));
  if (broken.length > 1) return `${broken.length.toLocaleString('en')} chains are broken, ${broken[0]!.name} among them`;
  const [first] = broken;
  if (first) return `The chain of ${first.name} is ${brokenSays(healths.get(first.id))}`;
  const [only] = connections;
  if (only && connections.length === 1) return `One connection, to ${ALONE[only.environment]}`;
  const hasProduction = connections.some((one) => one.environment === 'production');
  return `${connections.length.toLocaleString('en')} connections, ${hasProduction ? 'production among them' : 'none of them production'}`;
}
