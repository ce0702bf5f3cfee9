import type { KeySummary } from '../../../shared/model/views.ts';

function count(number: number, one: string, many: string): string {
  return number === 1 ? `One key ${one}` : `${number.toLocaleString('en')} keys ${many}`;
}

/** The state of all keys in a few words, the most pressing first. */
export function keysTitle(keys: readonly KeySummary[] | undefined): string {
  if (!keys) return 'Keys';
  if (keys.length === 0) return 'Start with a signing key';
  const having = (state: KeySummary['state']) => keys.filter((key) => key.state === state).length;
  if (having('expiring') > 0) return count(having('expiring'), 'ends soon', 'end soon');
  if (having('made') > 0) return count(having('made'), 'needs uploading', 'need uploading');
  if (having('uploaded') > 0) return count(having('uploaded'), 'waits for its first call', 'wait for their first call');
  if (having('active') > 0) return count(having('active'), 'in use', 'in use');
  if (having('replaced') > 0) return count(having('replaced'), 'replaced, none in use', 'replaced, none in use');
  return keys.every((key) => key.state === 'retired') ? 'Every key is retired' : 'Every key has ended';
}
