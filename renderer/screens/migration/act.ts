import { useMutation } from '@tanstack/react-query';
import type { Input, Output } from '../../../shared/ipc/contract.ts';
import type { Migration } from '../../../shared/model/migrations.ts';
import { call, client, type ApiError } from '../../api.ts';
import { go, type Place } from '../../place.ts';
import { selectConnection } from '../frame/connection-switch.tsx';

/** Takes what an answer says of a migration before the list has been asked again, so that nothing is shown as it was. */
export function note(migration: Migration): void {
  client.setQueryData<Migration[]>(['migrations.list', {}], (list) => (list?.some(({ id }) => id === migration.id) ? list.map((one) => (one.id === migration.id ? migration : one)) : [migration, ...(list ?? [])]));
}

/** To begin from a personal token; one that is on its way already opens. */
export function useStart() {
  return useMutation<void, ApiError, string>({
    mutationFn: async (tokenId) => {
      const migration = await call('migrations.start', { tokenId });
      note(migration);
      go({ screen: 'migration', id: migration.id });
    },
  });
}

/** To look whether a step is done. */
export function useCheck() {
  return useMutation<Output<'migrations.check'>, ApiError, Input<'migrations.check'>>({
    mutationFn: async (input) => {
      const answer = await call('migrations.check', input);
      note(answer.migration);
      return answer;
    },
  });
}

/** Opens where a step is done. A new certificate is one of the selected connection. */
export async function open(place: Place, connectionId: string): Promise<void> {
  if (place.screen === 'new-certificate') await selectConnection(connectionId);
  go(place);
}
