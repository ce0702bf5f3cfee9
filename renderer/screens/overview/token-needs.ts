import type { TokenState, TokenSummary } from '../../../shared/model/tokens.ts';
import { TOKEN_STATES } from '../tokens/looks.ts';
import { isPressing, nextStep } from '../tokens/next-step.ts';
import { whereMade } from '../tokens/words.ts';
import type { Need } from './needs.ts';

/** `made`: where a new personal token is made. */
type Words = { user: string; personal(made: string): string };

const SAYS: Partial<Record<TokenState, Words>> = {
  refused: { user: 'Wise takes it no more. Only consent brings it back.', personal: (made) => `Wise takes it no more. Make a new one on ${made}.` },
  ended: { user: 'It has ended, and calls that carry it are refused. Ask for consent anew.', personal: (made) => `It has ended. Make a new one on ${made}.` },
  uncertain: { user: 'A refresh got no answer. Wise may have made a new token that nobody has.', personal: () => 'Test it to see whether Wise takes it.' },
  replace: { user: 'It still works. Ask for consent anew.', personal: (made) => `It still works, but is older than you wanted. Make a new one on ${made}.` },
};

/** Most pressing first; what a connection’s calls carry before what nothing uses. */
const ORDER: readonly TokenState[] = ['refused', 'ended', 'uncertain', 'replace'];

function needOf(token: TokenSummary): Need {
  const { id, label, kind, state, connectionName } = token;
  const { word, tone } = TOKEN_STATES[state];
  return {
    kind: 'token',
    keyId: '',
    tokenId: id,
    title: `Token ${label} · ${connectionName}`,
    says: (kind === 'personal' ? SAYS[state]?.personal(whereMade(token)) : SAYS[state]?.user) ?? '',
    pill: word,
    tone,
    action: nextStep(token) === 'consent' ? 'Ask anew' : 'Look at it',
  };
}

function rank({ state, isInUse }: TokenSummary): number {
  return ORDER.indexOf(state) * 2 + Number(!isInUse);
}

/** What tokens need a person for. What refreshes itself needs nobody. */
export function tokenNeeds(tokens: readonly TokenSummary[]): Need[] {
  return tokens.filter(isPressing).toSorted((a, b) => rank(a) - rank(b)).map(needOf);
}
