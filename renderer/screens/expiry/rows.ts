import { EXPIRY_KINDS, type ExpiryItem } from '../../../shared/model/expiry.ts';
import { EXPIRY_LOOKS } from './looks.ts';
import { standingOf } from './words.ts';

export const GROUPINGS = ['date', 'kind', 'connection'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** A row of the board: the head of a group, or one thing that ends. */
export type Row = { id: string; group: string; count: number } | { id: string; item: ExpiryItem };

export type Wanted = { kind: ExpiryItem['kind'] | ''; connection: string };

const ENDED = 'Ended';
const NO_CONNECTION = 'At no connection yet';

export function filterItems(items: readonly ExpiryItem[], { kind, connection }: Wanted): ExpiryItem[] {
  return items.filter((item) => (!kind || item.kind === kind) && (!connection || item.connectionNames.includes(connection)));
}

/** Of the connections that anything belongs to, in alphabetical order. */
export function connectionsOf(items: readonly ExpiryItem[]): string[] {
  return [...new Set(items.flatMap((item) => item.connectionNames))].toSorted((a, b) => a.localeCompare(b));
}

/**
 * What has ended stands on top, the latest first. Then what ends next; what is covered by something else comes last within its group.
 * Something of several connections stands under each.
 */
export function boardRows(items: readonly ExpiryItem[], grouping: Grouping, now: number): Row[] {
  const ended = items.filter((item) => standingOf(item, now) === 'ended').toSorted((a, b) => b.endsAt.localeCompare(a.endsAt));
  const others = items.filter((item) => standingOf(item, now) !== 'ended').toSorted((a, b) => Number(a.isCovered) - Number(b.isCovered) || a.endsAt.localeCompare(b.endsAt));
  if (grouping === 'date') return [...ended, ...others].map((item) => ({ id: item.id, item }));
  const groups = grouping === 'kind' ? byKind(others) : byConnection(others);
  return [[ENDED, ended] as const, ...groups].flatMap(([name, members]) => groupRows(name, members));
}

function groupRows(group: string, members: readonly ExpiryItem[]): Row[] {
  if (members.length === 0) return [];
  return [{ id: `group ${group}`, group, count: members.length }, ...members.map((item) => ({ id: `${group} ${item.id}`, item }))];
}

type Groups = (readonly [name: string, members: readonly ExpiryItem[]])[];

function byKind(items: readonly ExpiryItem[]): Groups {
  return EXPIRY_KINDS.map((kind) => [EXPIRY_LOOKS[kind].names, items.filter((item) => item.kind === kind)]);
}

function byConnection(items: readonly ExpiryItem[]): Groups {
  const named = connectionsOf(items).map((name) => [name, items.filter((item) => item.connectionNames.includes(name))] as const);
  return [...named, [NO_CONNECTION, items.filter((item) => item.connectionNames.length === 0)]];
}
