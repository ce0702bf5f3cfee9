import { expect, test } from 'vitest';
import { makeCertificate } from '../../testing/certificates.ts';
import { production } from '../../testing/fixtures.ts';
import { searchCertificates, sortCertificates, withoutRetired } from './order.ts';

const names = (list: readonly { name: string }[]) => list.map((one) => one.name);

const list = [
  makeCertificate({ name: 'later', endsIn: 200 }),
  makeCertificate({ name: 'over', state: 'expired', endsIn: -40 }),
  makeCertificate({ name: 'soon', state: 'expiring', endsIn: 12 }),
  makeCertificate({ name: 'gone', state: 'retired', endsIn: 5 }),
  makeCertificate({ name: 'failing', state: 'expired', endsIn: -2, isInUse: true }),
  makeCertificate({ name: 'waiting', state: 'requested' }),
];

test('by their end: what waits and what fails first, what is over last', () => {
  expect(names(sortCertificates(list, { by: 'ends', down: false }))).toEqual(['waiting', 'failing', 'soon', 'later', 'over', 'gone']);
});

test('by name, and the other way round', () => {
  expect(names(sortCertificates(list, { by: 'name', down: true }))[0]).toBe('waiting');
});

test('retired ones are left out unless one is open', () => {
  expect(names(withoutRetired(list, undefined))).not.toContain('gone');
  expect(names(withoutRetired(list, list[3]!.id))).toContain('gone');
});

test('every word typed has to occur somewhere', () => {
  const other = makeCertificate({ name: 'reporting', kind: 'RSA 2048', over: production });
  expect(names(searchCertificates([...list, other], 'acme rsa'))).toEqual(['reporting']);
  expect(names(searchCertificates(list, 'ends soon'))).toEqual(['soon']);
  expect(searchCertificates(list, ' ')).toBe(list);
});
