import type { ApprovalItem } from '../../shared/model/approvals.ts';
import type { Services } from '../services.ts';
import type { ApprovalEntry, VaultBody } from '../vault/body.ts';
import type { Draft } from './draft.ts';
import type { Kept } from './kept.ts';
import { localItem, withLocal } from './local-items.ts';

type MergeDeps = Pick<Services, 'approvals' | 'now'>;

/** Everything that waits, each deed once: what was put in here first, then Wise's list in its order. */
export function mergedItems(deps: MergeDeps, body: VaultBody, kept: Kept): ApprovalItem[] {
  const entries = new Map(entriesOf(body, kept).map((entry) => [entry.key, entry]));
  const drafts = new Map(liveDrafts(deps, kept).map((draft) => [draft.key, draft]));
  const profileName = profileNames(body, kept);
  const local = new Set([...entries.keys(), ...drafts.keys()]);
  const here = [...local].filter((key) => !kept.item(key)).flatMap((key) => merged(deps, undefined, entries.get(key), drafts.get(key), profileName) ?? []);
  const listed = [...kept.items()].map((item) => (local.has(item.key) ? (merged(deps, item, entries.get(item.key), drafts.get(item.key), profileName) ?? item) : item));
  return [...here, ...listed];
}

/** The one of this key. */
export function mergedItem(deps: MergeDeps, body: VaultBody, kept: Kept, key: string): ApprovalItem | undefined {
  const entry = entriesOf(body, kept).find((one) => one.key === key);
  const draft = liveDrafts(deps, kept).find((one) => one.key === key);
  return merged(deps, kept.item(key), entry, draft, profileNames(body, kept));
}

function merged({ approvals }: MergeDeps, listed: ApprovalItem | undefined, entry: ApprovalEntry | undefined, draft: Draft | undefined, profileName: (id: number | undefined) => string | undefined): ApprovalItem | undefined {
  const local = entry ?? draft;
  if (!local) return listed;
  const item = listed ? withLocal(listed, local, entry !== undefined) : localItem(local, profileName(local.profileId));
  return entry ? { ...item, approval: approvals.viewOf(entry) } : item;
}

function entriesOf({ approvals }: VaultBody, { connectionId }: Kept): ApprovalEntry[] {
  return approvals.filter((entry) => entry.connectionId === connectionId);
}

/** A card payment cannot be decided any more once its time is over. */
function liveDrafts({ now }: MergeDeps, kept: Kept): Draft[] {
  return [...kept.drafts()].filter(({ expiresAt }) => expiresAt === undefined || Date.parse(expiresAt) > now());
}

/** From the list of profiles, or as the token was last seen to know them. */
function profileNames({ connections, tokens }: VaultBody, kept: Kept): (id: number | undefined) => string | undefined {
  return (id) => {
    if (id === undefined) return undefined;
    const { userTokenId } = connections.find((one) => one.id === kept.connectionId) ?? {};
    return kept.owner(id)?.name ?? tokens.find((token) => token.id === userTokenId)?.profiles.find((profile) => profile.id === id)?.name;
  };
}
