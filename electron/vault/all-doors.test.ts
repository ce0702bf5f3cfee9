import { expect, test } from 'vitest';
import { assertDoors, type Doors, peopleAt } from './all-doors.ts';
import { derivedKeyPair, publicHalf } from './derived-key-pair.ts';
import { encryptDoor } from './door-jwe.ts';
import { makePassphraseDoor, makeRecoveryDoor, newRecoveryTarget } from './doors.ts';
import { newArgon2idParams } from './kdf.ts';
import { newRecoveryCode } from './recovery-code.ts';
import { CHEAP, expectCode, PASSPHRASE } from './testing/test-vault.ts';

const KEY = Buffer.alloc(32, 7);
const KDF = newArgon2idParams(CHEAP);
const PUBLIC = publicHalf(derivedKeyPair(Buffer.alloc(32, 9), Buffer.alloc(16), 'test'));
const person = (name = 'Ann') => ({ id: crypto.randomUUID(), name });
const owner = () => encryptDoor(KEY, PUBLIC, { door: 'passphrase', kdf: KDF });
const recovery = () => makeRecoveryDoor(KEY, newRecoveryTarget(newRecoveryCode()));
const withMember = async (own: object = {}): Promise<Doors> => {
  const door = await encryptDoor(KEY, PUBLIC, { door: 'member', kdf: KDF, person: person() });
  const [head = '', ...rest] = door.split('.');
  const header = { ...(JSON.parse(Buffer.from(head, 'base64url').toString()) as object), ...own };
  return [await owner(), await recovery(), [Buffer.from(JSON.stringify(header)).toString('base64url'), ...rest].join('.')];
};

test('a member’s door is taken as the writer makes it', async () => {
  const doors = await withMember();
  assertDoors(doors, CHEAP);
  expect(peopleAt(doors)).toMatchObject([{ name: 'Owner' }, { name: 'Ann' }]);
});

test('a door that names somebody unreadably or at length, or asks for more or less work than allowed, is damage before any key is derived', async () => {
  const unfit = [
    ...['', '\u200B', 'Bob\u202Ennaa', 'Bo\nb', 'B\u0000b', 'x'.repeat(61), 'x'.repeat(1e6)].map((name) => ({ person: person(name) })),
    ...[{ m: CHEAP.m - 1 }, { m: 2 ** 31 }, { t: 0 }, { t: 1000 }, { p: 0 }, { p: 255 }, { m: 1e308 }, { m: -1 }, { v: 16 }].map((cost) => ({ kdf: { ...KDF, ...cost } })),
    { person: { ...person(), id: '00000000-0000-4000-8000-000000000001' } }, { zip: 'DEF' }, { extra: 1 }, { apu: 'AA' },
  ];
  for (const own of unfit) {
    const doors = await withMember(own);
    expect(peopleAt(doors).map(({ name }) => name)).not.toContain('Bob\u202Ennaa');
    await expectCode(() => assertDoors(doors, CHEAP), 'VAULT_DAMAGED');
  }
});

test('no form of the owner’s door is taken in the other version’s place', async () => {
  const [member] = (await withMember()).slice(2);
  const symmetric = await makePassphraseDoor(KEY, PASSPHRASE, CHEAP);
  const agreed = await owner();
  await expectCode(async () => assertDoors([symmetric, await recovery(), member ?? ''], CHEAP), 'VAULT_DAMAGED');
  await expectCode(async () => assertDoors([agreed, await recovery()], CHEAP), 'VAULT_DAMAGED');
  const asMember = await withMember({ alg: 'A256GCMKW', iv: 'AAAA', tag: 'AAAA' });
  await expectCode(() => assertDoors(asMember, CHEAP), 'VAULT_DAMAGED');
});
