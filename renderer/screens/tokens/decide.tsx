import type { TokenSummary } from '../../../shared/model/tokens.ts';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { useTell } from '../../api.ts';
import { Confirm } from '../../components/confirm.tsx';
import { checkSoon } from '../frame/use-check.ts';
import { forgetSays, useSays } from './words.ts';

/** What is asked about in place before it is done. */
export type Decision = 'forget' | 'use' | 'use-not';

type Props = { decision: Decision; token: TokenSummary; inUse: TokenSummary | undefined; connection: ConnectionSummary; onForgotten(): void; onDone(): void };

type Asked = { says: readonly string[]; action: string; isRed: boolean; run(): unknown };

/** Says what a decision does and what stops working, and does it. */
export function Decide({ decision, token, inUse, connection, onForgotten, onDone }: Props) {
  const forget = useTell('tokens.forget');
  const use = useTell('connections.setUserToken');
  const switched = () => {
    checkSoon(connection.id);
    onDone();
  };
  const carry = (tokenId: string | null) => use.mutate({ connectionId: connection.id, tokenId }, { onSuccess: switched });
  const asked: Record<Decision, Asked> = {
    forget: { says: forgetSays(token), action: `Forget “${token.label}”`, isRed: true, run: () => forget.mutate({ tokenId: token.id }, { onSuccess: onForgotten }) },
    use: { says: useSays(token, connection, inUse), action: `Use it for calls of ${connection.name}`, isRed: connection.environment === 'production', run: () => carry(token.id) },
    'use-not': { says: [`Calls of ${connection.name} that belong to a profile then carry no token: Wise refuses them until another is put in its place. The token stays here.`], action: 'Stop using it', isRed: true, run: () => carry(null) },
  };
  const { says, action, isRed, run } = asked[decision];
  return <Confirm says={says} action={action} isRed={isRed} isPending={forget.isPending || use.isPending} error={forget.error ?? use.error} onDo={() => void run()} onKeep={onDone} />;
}
