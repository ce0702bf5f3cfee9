import type { TokenState, TokenSummary } from '../../../shared/model/tokens.ts';

/** The one thing to do next. `consent`: a person has to give it anew. `replace`: a new personal token has to be made on wise.com. `none`: nothing can be asked of it from here. */
export type NextStep = 'consent' | 'refresh' | 'replace' | 'test' | 'none';

type Asked = Pick<TokenSummary, 'kind' | 'state' | 'canRefresh'>;

const PRESSES: ReadonlySet<TokenState> = new Set(['replace', 'uncertain', 'refused']);

/** Does it need somebody? An application token does not, for the next one is fetched by itself, nor does one that has ended and that nothing uses. */
export function isPressing({ kind, state, isInUse }: Pick<TokenSummary, 'kind' | 'state' | 'isInUse'>): boolean {
  return kind !== 'application' && (PRESSES.has(state) || (state === 'ended' && isInUse));
}

const OF_USER: Record<TokenState, NextStep> = { live: 'test', due: 'refresh', replace: 'consent', uncertain: 'consent', refused: 'consent', ended: 'consent' };
const OF_PERSONAL: Record<TokenState, NextStep> = { live: 'test', due: 'test', replace: 'replace', uncertain: 'test', refused: 'replace', ended: 'replace' };

export function nextStep({ kind, state }: Asked): NextStep {
  if (kind === 'application') return 'none';
  return (kind === 'user' ? OF_USER : OF_PERSONAL)[state];
}

/** User tokens whose access part has ended or soon will, to be refreshed together. */
export function dueTokens(tokens: readonly TokenSummary[]): TokenSummary[] {
  return tokens.filter((one) => one.canRefresh && one.state === 'due');
}
