import type { ReactNode } from 'react';
import type { TokenState, TokenSummary } from '../../../shared/model/tokens.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import { Notice } from '../../components/notice.tsx';
import type { Tone } from '../../components/pill.tsx';
import { When } from '../../components/when.tsx';
import { errorFacts } from '../../lib/error-text.ts';
import { whereMade } from './words.ts';

type Told = { tone: Tone; says: ReactNode };

const liveSays = ({ kind, lastTestedAt, connectionName, isInUse }: TokenSummary): Told => {
  if (kind === 'application') return { tone: 'ok', says: `Wise takes it. ${connectionName} fetches the next one by itself.` };
  const used = isInUse ? `Calls of ${connectionName} for a profile carry it.` : 'No connection uses it for its calls.';
  return lastTestedAt === undefined && kind === 'personal' ? { tone: 'plain', says: `Not tested yet. ${used}` } : { tone: 'ok', says: `Wise took it last time. ${used}` };
};

const renewed = (token: TokenSummary, what: string): string => (token.kind === 'personal' ? `Make a new one on ${whereMade(token)} and add it here.` : what);

const BY_STATE: Record<TokenState, (token: TokenSummary) => Told> = {
  live: liveSays,
  due: () => ({ tone: 'plain', says: 'Its access part has ended, or will in minutes. It is refreshed when it is next used; you need not do anything.' }),
  replace: (token) => ({ tone: 'warn', says: <>It still works, but you wanted to replace it{token.replaceAt && <> (<When iso={token.replaceAt} />)</>}. {renewed(token, 'Ask for consent anew.')}</> }),
  uncertain: () => ({ tone: 'warn', says: 'A refresh was sent, and its answer never came. If Wise took it, the old refresh token is dead and nobody has the new one. “Refresh now” finds out; consent settles it either way.' }),
  refused: (token) => ({ tone: 'bad', says: `Wise takes it no more. ${renewed(token, 'Ask for consent anew; nothing else brings it back.')}` }),
  ended: (token) => ({ tone: 'bad', says: `It has ended, and nothing can renew it. ${renewed(token, 'Ask for consent anew.')}` }),
};

/** States that an error tells as well, with the facts: only what it leaves open is said beside it. */
const BESIDE: Partial<Record<TokenState, string | null>> = { refused: null, uncertain: '“Refresh now” finds out whether it still works; consent settles it either way.' };

/** Where the token stands and what comes next; below it what Wise said, where it said anything. */
export function TokenNotice({ token }: { token: TokenSummary }) {
  const { tone, says } = BY_STATE[token.state](token);
  const told = token.problem && errorFacts(token.problem.details).length > 0 ? token.problem : undefined;
  const beside = BESIDE[token.state];
  const shown = told && beside !== undefined ? beside : says;
  return (
    <>
      {shown !== null && <Notice tone={tone}>{shown}</Notice>}
      {told && <ErrorBox error={told} />}
    </>
  );
}
