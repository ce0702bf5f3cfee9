import { expect, test } from 'vitest';
import { PortcullisError } from '../../shared/errors.ts';
import type { VaultBody } from '../vault/body.ts';
import { connectionEntry, memoryVault, savingSlowly } from '../wise/testing/ports.ts';
import { GroupCommit } from './group-commit.ts';

const named = (name: string) => (body: VaultBody): VaultBody => ({ ...body, connections: [...body.connections, connectionEntry({ name })] });
const names = ({ connections }: VaultBody) => connections.map(({ name }) => name);

test('what is asked for while a save runs goes together with the next one, in order', async () => {
  const vault = memoryVault();
  savingSlowly(vault);
  const saves = new GroupCommit(vault);
  const first = saves.save(named('a'));
  const others = Array.from({ length: 500 }, (_, i) => saves.save(named(`n${i}`)));
  expect(names(await first)).toContain('a');
  const bodies = await Promise.all(others);
  expect(names(vault.read())).toEqual(['a', ...Array.from({ length: 500 }, (_, i) => `n${i}`)]);
  expect(bodies.every((body) => names(body).includes('n0'))).toBe(true);
  expect(vault.saves).toBeLessThanOrEqual(2);
});

test('a change asked for once the save has begun is not in it, but in the next', async () => {
  const vault = memoryVault();
  const saves = new GroupCommit(vault);
  let later: Promise<VaultBody> | undefined;
  const first = await saves.save((body) => {
    later = saves.save(named('later'));
    return named('first')(body);
  });
  expect(names(first)).toEqual(['first']);
  expect(names(await later!)).toEqual(['first', 'later']);
});

test('a save that fails fails for all that went together, and for none after it', async () => {
  const vault = memoryVault();
  const { update } = vault;
  vault.update = () => Promise.reject(new PortcullisError('STORAGE_FULL'));
  const saves = new GroupCommit(vault);
  const failed = await Promise.allSettled([saves.save(named('a')), saves.save(named('b'))]);
  expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  vault.update = update;
  expect(names(await saves.save(named('c')))).toEqual(['c']);
});
