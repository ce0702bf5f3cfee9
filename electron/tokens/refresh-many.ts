import { PortcullisError, toWireError } from '../../shared/errors.ts';
import type { Output, Parsed } from '../../shared/ipc/contract.ts';
import { findToken } from './entry.ts';
import { fewAtOnce } from './few-at-once.ts';
import type { VaultStore } from '../ports.ts';
import type { WiseLink } from '../wise/clients.ts';

/** Refreshes of one connection that go at the same time. */
const AT_ONCE = 8;

export type RefreshManyDeps = {
  vault: VaultStore;
  userTokens: { refresh(link: WiseLink, tokenId: string): Promise<void> };
  /** Throws when the connection cannot be reached at all. */
  link(connectionId: string): Promise<WiseLink>;
};
type Outcome = Output<'tokens.refresh'>[number];

/** Refreshes tokens, each once; those of one connection a few at a time. What goes wrong with one is told in its place and stops no other. In the order asked. */
export async function refreshMany(deps: RefreshManyDeps, { tokenIds }: Parsed<'tokens.refresh'>): Promise<Output<'tokens.refresh'>> {
  const body = deps.vault.read();
  const wanted = [...new Set(tokenIds)];
  const connectionOf = new Map(body.tokens.map(({ id, connectionId }) => [id, connectionId]));
  const groups = Map.groupBy(wanted, (id) => connectionOf.get(id));
  const outcomes = new Map<string, Outcome>();
  await Promise.all([...groups].map(([connectionId, ids]) => refreshGroup(deps, connectionId, ids, outcomes)));
  return wanted.flatMap((id) => outcomes.get(id) ?? []);
}

async function refreshGroup(deps: RefreshManyDeps, connectionId: string | undefined, ids: readonly string[], outcomes: Map<string, Outcome>): Promise<void> {
  // One for all of them: it is made of the connection, not of the token.
  let link: Promise<WiseLink> | undefined;
  await fewAtOnce(ids, AT_ONCE, async (tokenId) => {
    outcomes.set(tokenId, await outcomeOf(tokenId, async () => {
      assertRefreshable(deps.vault, tokenId);
      await deps.userTokens.refresh(await (link ??= deps.link(connectionId ?? '')), tokenId);
    }));
  });
}

function assertRefreshable(vault: VaultStore, tokenId: string): void {
  if (!findToken(vault.read(), tokenId).refresh) throw new PortcullisError('TOKEN_NO_REFRESH');
}

async function outcomeOf(tokenId: string, work: () => Promise<void>): Promise<Outcome> {
  try {
    await work();
    return { tokenId };
  } catch (thrown) {
    return { tokenId, error: toWireError(thrown) };
  }
}
