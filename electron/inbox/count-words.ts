import type { Fetched } from './fetch.ts';

/** Such as "2 profiles: 12 transfers and 1 batch wait; 1 thing could not be fetched", for the log. */
export function countWords({ owners, waiting, problems }: Pick<Fetched, 'owners' | 'waiting' | 'problems'>): string {
  const batches = waiting.filter(({ kind }) => kind === 'fund-batch').length;
  const failed = problems.length === 0 ? '' : `; ${count(problems.length, 'thing')} could not be fetched`;
  return `${count(owners.length, 'profile')}: ${count(waiting.length - batches, 'transfer')} and ${count(batches, 'batch', 'batches')} waiting${failed}`;
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
