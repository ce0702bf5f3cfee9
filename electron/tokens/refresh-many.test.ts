import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { PortcullisError } from '../../shared/errors.ts';
import type { WiseLink } from '../wise/clients.ts';
import { connectionEntry, memoryVault } from '../wise/testing/ports.ts';
import { refreshMany } from './refresh-many.ts';
import { tokenEntry } from './testing/token-side.ts';

const [one, two] = [connectionEntry({ name: 'one' }), connectionEntry({ name: 'two' })];
const userOf = (connection: typeof one) => tokenEntry(connection, { kind: 'user', refresh: { value: 'refresh-token' } });

/** Counts the refreshes under way of each connection. */
function side(tokens: ReturnType<typeof tokenEntry>[], fail: (tokenId: string) => unknown = () => undefined) {
  const [running, most, refreshed] = [new Map<string, number>(), new Map<string, number>(), [] as string[]];
  const links: string[] = [];
  const deps = {
    vault: memoryVault({ connections: [one, two], tokens }),
    link: async (connectionId: string) => {
      links.push(connectionId);
      return { target: { id: connectionId } } as unknown as WiseLink;
    },
    userTokens: {
      async refresh({ target: { id } }: WiseLink, tokenId: string) {
        refreshed.push(tokenId);
        running.set(id, (running.get(id) ?? 0) + 1);
        most.set(id, Math.max(most.get(id) ?? 0, running.get(id) ?? 0));
        await sleep(2);
        running.set(id, (running.get(id) ?? 0) - 1);
        const thrown = fail(tokenId);
        if (thrown) throw thrown;
      },
    },
  };
  return { deps, most, refreshed, links };
}

test('each once, a few of a connection at a time, in the order asked', async () => {
  const tokens = [...Array.from({ length: 20 }, () => userOf(one)), ...Array.from({ length: 3 }, () => userOf(two))];
  const { deps, most, refreshed, links } = side(tokens);
  const ids = tokens.map(({ id }) => id).toReversed();
  expect(await refreshMany(deps, { tokenIds: [...ids, ...ids] })).toEqual(ids.map((tokenId) => ({ tokenId })));
  expect([refreshed.length, most.get(one.id), most.get(two.id)]).toEqual([23, 8, 3]);
  expect(links.toSorted()).toEqual([one.id, two.id].toSorted());
});

test('what goes wrong with one stands in its place and stops no other', async () => {
  const [good, bad, personal, gone] = [userOf(one), userOf(one), tokenEntry(one), crypto.randomUUID()];
  const { deps, refreshed } = side([good, bad, personal], (tokenId) => (tokenId === bad.id ? new PortcullisError('TOKEN_REFUSED', { status: 401 }) : undefined));
  const outcomes = await refreshMany(deps, { tokenIds: [gone, personal.id, bad.id, good.id] });
  expect(outcomes.map(({ tokenId, error }) => [tokenId, error?.code])).toEqual([[gone, 'TOKEN_NOT_FOUND'], [personal.id, 'TOKEN_NO_REFRESH'], [bad.id, 'TOKEN_REFUSED'], [good.id, undefined]]);
  expect(refreshed.toSorted()).toEqual([good.id, bad.id].toSorted());
});

test('a connection that cannot be reached is told for each of its tokens', async () => {
  const tokens = [userOf(one), userOf(one), userOf(two)];
  const { deps } = side(tokens);
  const link = async (connectionId: string) => {
    if (connectionId === one.id) throw new PortcullisError('CERT_EXPIRED');
    return deps.link(connectionId);
  };
  const outcomes = await refreshMany({ ...deps, link }, { tokenIds: tokens.map(({ id }) => id) });
  expect(outcomes.map(({ error }) => error?.code)).toEqual(['CERT_EXPIRED', 'CERT_EXPIRED', undefined]);
});
