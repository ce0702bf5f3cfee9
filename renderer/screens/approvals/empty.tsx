import { Button } from '@mantine/core';
import type { ApprovalInbox } from '../../../shared/model/approvals.ts';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { go } from '../../place.ts';
import strip from '../../components/strip.module.css';
import detailStyles from './detail.module.css';

function NoToken({ connection }: { connection: ConnectionSummary }) {
  return (
    <div className={strip.empty}>
      <h2>Whose money it is gives the token</h2>
      <p className="dim">Money is moved for a profile, so Wise wants a token that its holder gave: a user token, which comes from consent on Wise’s page, or a personal token where Wise still takes one.</p>
      <div className={detailStyles.acts}>
        <Button onClick={() => go({ screen: 'tokens', consenting: true, connectionId: connection.id })}>Ask for consent</Button>
        <Button variant="default" onClick={() => go({ screen: 'tokens', adding: true, connectionId: connection.id })}>
          Add a personal token
        </Button>
      </div>
    </div>
  );
}

type Props = { inbox: ApprovalInbox; connection: ConnectionSummary; isFetching: boolean; onFetch(): void; onFill(): void; isFilling: boolean };

/** What this is for, and the one way to begin. */
export function Empty({ inbox, connection, isFetching, onFetch, onFill, isFilling }: Props) {
  if (!connection.hasUserToken) return <NoToken connection={connection} />;
  const isAsked = inbox.fetchedAt !== undefined;
  const isOwn = connection.environment === 'built-in';
  return (
    <div className={strip.empty}>
      <h2>{isAsked ? 'What comes here' : 'Ask Wise what waits'}</h2>
      <ul className="dim">
        <li>Transfers and batches that were made but not paid for yet, by your systems or on wise.com.</li>
        <li>Balance statements and card payments, once somebody asks for them here or a message of Wise brings them.</li>
        <li>Any other protected call, prepared by hand or opened from a link or a file.</li>
      </ul>
      <p className="dim">You see the amount and the payee, give the proofs that Wise asks for, and it is sent once.</p>
      <div className={detailStyles.acts}>
        <Button variant={isAsked ? 'default' : 'filled'} loading={isFetching} onClick={onFetch}>
          {isAsked ? 'Ask Wise again' : 'Ask Wise'}
        </Button>
        {isOwn && (
          <Button variant={isAsked ? 'filled' : 'default'} loading={isFilling} onClick={onFill}>
            Put 20 into the inbox
          </Button>
        )}
      </div>
    </div>
  );
}
