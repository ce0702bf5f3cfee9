import type { ConnectionSummary } from '../../shared/model/views.ts';
import { useAsk } from '../api.ts';
import { profilesOf, type KnownProfile } from '../lib/profiles.ts';

/** The profiles that calls over a connection can be about, as far as is known here; undefined while that is being asked. */
export function useProfiles(connection: ConnectionSummary): KnownProfile[] | undefined {
  const tokens = useAsk('tokens.list', {});
  const inbox = useAsk('approvals.inbox', { connectionId: connection.id });
  if (tokens.isPending || inbox.isPending) return undefined;
  return profilesOf(connection, tokens.data ?? [], inbox.data);
}
