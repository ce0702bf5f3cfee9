import type { KeySummary } from '../../../shared/model/views.ts';

function names(places: readonly { connectionName: string }[]): string {
  return places.map((place) => place.connectionName).join(', ');
}

/** Why a key cannot be retired now; undefined when it can. */
export function retireHindrance(key: KeySummary): string | undefined {
  return key.inUseBy.length > 0 ? `${names(key.inUseBy)} uses it; rotate it first` : undefined;
}

/** Does a key still serve? */
function serves(key: KeySummary): boolean {
  return key.state !== 'retired' && key.state !== 'expired';
}

/** What retiring it does: which connections are left without a key of its use, and that Wise goes on accepting it. */
export function retireSays(key: KeySummary, keys: readonly KeySummary[]): string[] {
  const others = keys.filter((other) => other.id !== key.id && other.use === key.use && serves(other));
  const bare = key.uploadedTo.filter((place) => !others.some((other) => other.uploadedTo.some((one) => one.connectionId === place.connectionId)));
  const says = ['It is used no more, nor offered. This cannot be undone.'];
  if (bare.length > 0) says.push(`${names(bare)} ${bare.length === 1 ? 'has' : 'have'} no other ${key.use} key: calls that need one stop working.`);
  if (key.uploadedTo.length > 0) says.push('Wise accepts it until it ends or you ask them to revoke it by its key id.');
  return says;
}
