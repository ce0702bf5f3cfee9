import type { ReactNode } from 'react';
import type { TokenSummary } from '../../../shared/model/tokens.ts';
import { EnvironmentName } from '../../components/environment-name.tsx';
import { Facts, type Fact } from '../../components/facts.tsx';
import { When } from '../../components/when.tsx';
import { ORIGIN_NAMES } from './words.ts';

const at = (iso: string | undefined, absent = 'never'): ReactNode => (iso ? <When iso={iso} as="happened" /> : absent);

function ends({ endsAt, kind }: TokenSummary): ReactNode {
  if (!endsAt) return kind === 'personal' ? 'Wise states no end' : 'not known';
  return <When iso={endsAt} />;
}

function factsOf(token: TokenSummary): (Fact | false)[] {
  const { kind, replaceAt, replaceAfterDays } = token;
  return [
    { label: 'Connection', value: <>{token.connectionName}<br /><EnvironmentName environment={token.environment} /></> },
    { label: 'In use by', value: token.isInUse ? <><strong>{token.connectionName}</strong>, for calls that belong to a profile</> : kind === 'application' ? `${token.connectionName}, for calls of the application` : 'no connection' },
    { label: 'Token', value: token.tail ? <span className="mono">…{token.tail}</span> : 'only a refresh token' },
    { label: 'Made', value: <><When iso={token.madeAt} as="day" />, {ORIGIN_NAMES[token.origin]}</> },
    { label: 'Ends', value: ends(token) },
    token.refreshEndsAt !== undefined && token.state !== 'refused' && token.state !== 'ended' && { label: 'Renewable', value: <>until <When iso={token.refreshEndsAt} as="day" /></> },
    { label: 'Last used', value: at(token.lastUsedAt) },
    kind === 'user' && { label: 'Last refresh', value: at(token.lastRefreshAt) },
    kind !== 'application' && { label: 'Last test', value: at(token.lastTestedAt) },
    kind === 'personal' && { label: 'Replace', value: replaceAt ? <>after {replaceAfterDays} days: <When iso={replaceAt} /></> : 'no reminder' },
    token.userId !== undefined && { label: 'User', value: <span className="number">{token.userId}</span> },
  ];
}

/** What a token is and how it was used. */
export function TokenFacts({ token }: { token: TokenSummary }) {
  return <Facts facts={factsOf(token).filter((fact) => fact !== false)} />;
}
