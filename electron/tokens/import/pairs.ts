import { wordsOf } from './judge-name.ts';
import type { NamedValue } from './named-value.ts';

/** A client id or a client secret. */
export type Half = Omit<NamedValue, 'role'> & { kind: 'client-id' | 'client-secret' };

/** Each secret with the client id that belongs to it: of the same group and with the same words in its name, else the only one of the group, else the only one there is. Each pair once. */
export function pairsOf(halves: readonly Half[]): { id: Half; secret: Half }[] {
  const usable = halves.filter(({ value }) => isPlain(value));
  const ids = usable.filter(({ kind }) => kind === 'client-id');
  const byName = new Map(ids.map((id) => [stemOf(id), id]));
  const byGroup = Map.groupBy(ids, ({ group }) => group);
  const only = onlyOne(ids);
  const pairs = new Map<string, { id: Half; secret: Half }>();
  for (const secret of usable.filter(({ kind }) => kind === 'client-secret')) {
    const id = byName.get(stemOf(secret)) ?? onlyOne(byGroup.get(secret.group) ?? []) ?? only;
    const key = id && `${id.value}\n${secret.value}`;
    if (id && key !== undefined && !pairs.has(key)) pairs.set(key, { id, secret });
  }
  return [...pairs.values()];
}

/** Its group, and the words of its name but those that say which half it is. */
function stemOf({ group, name }: Half): string {
  return JSON.stringify([group, wordsOf(name).join('').replace(/client(id|secret)|username|password|authorization/, '')]);
}

function onlyOne(ids: readonly Half[]): Half | undefined {
  return new Set(ids.map(({ value }) => value)).size === 1 ? ids[0] : undefined;
}

/** One word that HTTP Basic can carry, no longer than the contract takes. */
function isPlain(value: string): boolean {
  return value.length <= 200 && /^[\x21-\x7e]{3,}$/.test(value) && !/^(?:your|my|change|insert|enter|replace|example|placeholder|todo|xxx|<)/i.test(value);
}
