import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ApprovalInbox, ApprovalStep } from '../../../shared/model/approvals.ts';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { call, client, useAsk, type ApiError } from '../../api.ts';

const inboxKey = (connectionId: string) => ['approvals.inbox', { connectionId }] as const;

/** Coming back within this time asks Wise nothing. Milliseconds. */
const FRESH_MS = 20_000;

/** What waits over a connection, and the way to ask Wise anew. It is asked when the screen opens. */
export function useInbox(connection: ConnectionSummary) {
  const { id, hasUserToken } = connection;
  const inbox = useAsk('approvals.inbox', { connectionId: id });
  const fetching = useMutation<ApprovalInbox, ApiError, string>({
    mutationFn: (connectionId) => call('approvals.fetch', { connectionId }),
    onSuccess: (data, connectionId) => client.setQueryData(inboxKey(connectionId), data),
  });
  const { mutate } = fetching;
  const isKnown = inbox.data !== undefined;
  useEffect(() => {
    if (!isKnown || !hasUserToken) return;
    const known = client.getQueryData<ApprovalInbox>(inboxKey(id));
    const isFresh = known?.fetchedAt !== undefined && Date.now() - Date.parse(known.fetchedAt) < FRESH_MS;
    if (!isFresh && !known?.isFetching) mutate(id);
  }, [id, isKnown, hasUserToken, mutate]);
  return { inbox, fetch: () => mutate(id), isFetching: fetching.isPending || inbox.data?.isFetching === true, fetchError: fetching.error };
}

/** Shows at once what a step came to; main tells the rest. */
export function noteStep(connectionId: string, key: string, { approval, record }: ApprovalStep): void {
  client.setQueryData<ApprovalInbox>(inboxKey(connectionId), (inbox) => {
    if (!inbox) return inbox;
    if (record?.outcome === 'done') return { ...inbox, items: inbox.items.filter((one) => one.key !== key) };
    const items = inbox.items.map((one) => {
      if (one.key !== key) return one;
      const { approval: _, ...rest } = one;
      return { ...rest, ...(approval && { approval }) };
    });
    return { ...inbox, items };
  });
}

/** After something went wrong: tries may have been counted, a token dropped. */
export function askInboxAgain(connectionId: string): void {
  void client.invalidateQueries({ queryKey: inboxKey(connectionId) });
}
