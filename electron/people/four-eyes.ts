import { PortcullisError } from '../../shared/errors.ts';
import type { Parsed } from '../../shared/ipc/contract.ts';
import { findConnection } from '../connections/resolve.ts';
import type { Services } from '../services.ts';
import type { ConnectionEntry, VaultBody } from '../vault/body.ts';
import type { PeopleDeps } from './add.ts';
import { peopleOf } from './rules.ts';
import { assertSecond, byWhom, neededSecond } from './second.ts';

/** Throws as `people.setFourEyes`, and `CONNECTION_NOT_FOUND`. */
export async function setFourEyes(deps: PeopleDeps & Pick<Services, 'audit'>, { connectionId, on, second: given }: Parsed<'people.setFourEyes'>): Promise<void> {
  const { vault, session, audit } = deps;
  const isLoosened = (body: VaultBody) => !on && findConnection(body, connectionId).fourEyes === true;
  const second = await neededSecond(deps, isLoosened(vault.read()), given);
  let before: ConnectionEntry | undefined;
  await vault.update((body) => {
    before = undefined;
    const entry = findConnection(body, connectionId);
    if ((entry.fourEyes ?? false) === on) return body;
    if (on && peopleOf(body).length < 2) throw new PortcullisError('PERSON_NEEDED');
    assertSecond(!on, second);
    before = entry;
    return { ...body, connections: body.connections.map((one) => (one === entry ? withFourEyes(entry, on) : one)) };
  });
  if (before) await audit({ kind: 'connection.four-eyes', outcome: 'ok', subject: before.name, says: `${on ? 'on' : 'off'}, ${byWhom(session.person(), second)}` });
}

function withFourEyes(entry: ConnectionEntry, on: boolean): ConnectionEntry {
  const { fourEyes: _, ...rest } = entry;
  return on ? { ...rest, fourEyes: true } : rest;
}
