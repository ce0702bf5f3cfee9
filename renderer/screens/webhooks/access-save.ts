import { useState } from 'react';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { ApiError, call } from '../../api.ts';

/** One that the vault has, or the value of one that it has not. */
type Chosen = { tokenId: string } | { value: string };

/** Saves which profile a connection is about and which token its calls carry. Nothing of a token's value is kept by the page. */
export function useAccess(connection: ConnectionSummary, onSaved: (() => void) | undefined) {
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<ApiError>();
  const save = async (profileId: number, chosen: Chosen) => {
    setPending(true);
    setError(undefined);
    try {
      await saveAccess(connection, profileId, chosen);
      onSaved?.();
    } catch (refused) {
      if (!(refused instanceof ApiError)) throw refused;
      setError(refused);
    } finally {
      setPending(false);
    }
  };
  return { isPending, error, save };
}

/** The token first: a profile without one that sees it is of no use. */
async function saveAccess({ id: connectionId, userTokenId }: ConnectionSummary, profileId: number, chosen: Chosen): Promise<void> {
  const tokenId = 'tokenId' in chosen ? chosen.tokenId : (await call('tokens.add', { connectionId, label: 'Webhook access', value: chosen.value })).id;
  if (tokenId !== userTokenId) await call('connections.setUserToken', { connectionId, tokenId });
  await call('connections.change', { connectionId, profileId });
}
