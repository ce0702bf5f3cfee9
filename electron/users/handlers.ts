import type { Output } from '../../shared/ipc/contract.ts';
import type { HandlersOf } from '../handlers.ts';
import { linkTo } from '../link-to.ts';
import type { Services } from '../services.ts';
import { copyClaimCode } from './claim-code.ts';
import { findUser } from './entry.ts';
import { forgetUser } from './forget.ts';
import { createUser, fetchTokenOfUser } from './make.ts';
import { listUsers } from './view.ts';

type Made = Output<'users.create'>;

export function userHandlers(services: Services): HandlersOf<'users'> {
  const linkOf = (id: string) => linkTo(services, findUser(services.vault.read(), id).connectionId);
  /** By user: a second click while the first is under way waits for what comes of that. */
  const underWay = new Map<string, Promise<Made>>();
  const once = (key: string, work: () => Promise<Made>): Promise<Made> => {
    const made = underWay.get(key) ?? work().finally(() => underWay.delete(key));
    underWay.set(key, made);
    return made;
  };
  return {
    'users.list': async () => listUsers(services),
    'users.create': (input) => once(`${input.connectionId} ${input.email.toLowerCase()}`, async () => createUser(services, await linkTo(services, input.connectionId), input)),
    'users.fetchToken': async ({ id }) => {
      const { connectionId, email } = findUser(services.vault.read(), id);
      return once(`${connectionId} ${email.toLowerCase()}`, async () => fetchTokenOfUser(services, await linkTo(services, connectionId), id));
    },
    'users.claimCode': async ({ id }) => copyClaimCode(services, await linkOf(id), id),
    'users.forget': async ({ id }) => {
      await forgetUser(services, id);
      return {};
    },
  };
}
