import { afterEach, beforeEach, expect, test } from 'vitest';
import { wiseKeyView } from '../../shared/model/views.ts';
import { startLinked, type Linked } from '../wise/testing/linked.ts';
import { fetchWiseKeyNow, listWiseKeys, markWiseKeysSeen } from './wise-key-views.ts';

let side: Linked;
beforeEach(async () => {
  side = await startLinked();
});
afterEach(() => side.close());

const list = () => listWiseKeys(side.vault, side.link.target.id);
const fetchNow = () => fetchWiseKeyNow(side, side.link, 'ES512');
const see = () => markWiseKeysSeen(side, side.link.target.id);

test('a key fetched by hand is listed with version, thumbprint and time', async () => {
  const { key, changed } = await fetchNow();
  expect(changed).toBe(false);
  expect(wiseKeyView.parse(key)).toMatchObject({ algorithm: 'ES512', scope: 'PAYLOAD_SIGNING', version: 1, isCurrent: true, isUnseen: false });
  expect(list()).toEqual([key]);
});

test('one that takes the place of another is unseen until a person has looked at it; the first ever is not', async () => {
  await fetchNow();
  side.wise.newWiseKey(2);
  const { key, changed } = await fetchNow();
  expect({ changed, key }).toMatchObject({ changed: true, key: { version: 2, isCurrent: true, isUnseen: true } });
  expect(list().map(({ version, isCurrent, isUnseen }) => ({ version, isCurrent, isUnseen }))).toEqual([
    { version: 2, isCurrent: true, isUnseen: true }, { version: 1, isCurrent: false, isUnseen: false },
  ]);
  // Asking again does not count as looking.
  expect((await fetchNow()).key).toMatchObject({ isUnseen: true });
  await see();
  expect(list().some(({ isUnseen }) => isUnseen)).toBe(false);
  expect(side.audit.lines.at(-1)).toMatchObject({ kind: 'wise-key.seen', subject: 'Test connection', says: expect.stringMatching(/^ES512 version 2, thumbprint \S{8}$/) });
});

test('looking when nothing changed is neither saved nor audited', async () => {
  await fetchNow();
  const [{ saves }, lines] = [side.vault, side.audit.lines.length];
  await see();
  expect([side.vault.saves, side.audit.lines.length]).toEqual([saves, lines]);
});

test('an unknown connection is CONNECTION_NOT_FOUND', async () => {
  expect(() => listWiseKeys(side.vault, 'none')).toThrow(expect.objectContaining({ code: 'CONNECTION_NOT_FOUND' }));
  await expect(markWiseKeysSeen(side, 'none')).rejects.toMatchObject({ code: 'CONNECTION_NOT_FOUND' });
});
