import type { ConsentView, TokenState, TokenSummary } from '../../../shared/model/tokens.ts';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { isPressing } from './next-step.ts';

const ONE: Partial<Record<TokenState, string>> = {
  replace: 'is older than you wanted: replace it',
  uncertain: 'may not work any more: a refresh got no answer',
  refused: 'is refused by Wise',
  ended: 'has ended',
};

/** Longest label that a title takes; a longer one is cut. */
const LONGEST = 40;

function quoted(label: string): string {
  return `“${label.length > LONGEST ? `${label.slice(0, LONGEST - 1)}…` : label}”`;
}

/** The state of all tokens in a few words: what needs somebody, then what is waited for. */
export function tokensTitle(tokens: readonly TokenSummary[] | undefined, consents: readonly ConsentView[] = []): string {
  if (!tokens) return 'Tokens';
  const pressing = tokens.filter(isPressing);
  if (pressing.length === 1) return `${quoted(pressing[0]!.label)} ${ONE[pressing[0]!.state] ?? 'needs you'}`;
  if (pressing.length > 1) return `${pressing.length.toLocaleString('en')} tokens need you`;
  if (consents.length > 0) return consents.length === 1 ? 'One consent is waited for' : `${consents.length} consents are waited for`;
  if (tokens.length === 0) return 'No tokens yet';
  return goodTitle(tokens);
}

/** What has ended and is used by nothing presses nobody, but it is not good either. */
function goodTitle(tokens: readonly TokenSummary[]): string {
  const [good, all] = [tokens.filter(({ state }) => state !== 'ended').length, tokens.length];
  if (good < all) return `${good.toLocaleString('en')} of ${all.toLocaleString('en')} ${all === 1 ? 'token is' : 'tokens are'} good`;
  return all === 1 ? 'Your token is good' : `All ${all.toLocaleString('en')} tokens are good`;
}

/** One line of context: what calls of the selected connection carry. */
export function tokensLead(tokens: readonly TokenSummary[] | undefined, connection: ConnectionSummary): string {
  const used = tokens?.find((one) => one.id === connection.userTokenId);
  if (used) return `Calls of ${connection.name} for a profile carry ${quoted(used.label)}.`;
  if (connection.hasUserToken) return `Calls of ${connection.name} for a profile carry the sandbox’s own token.`;
  return `${connection.name} has no token for calls that belong to a profile.`;
}
