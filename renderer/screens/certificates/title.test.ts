import { expect, test } from 'vitest';
import { makeCertificate, usingCertificate } from '../../testing/certificates.ts';
import { builtIn, production } from '../../testing/fixtures.ts';
import { certificatesLead, certificatesTitle, mostPressing, untilDay } from './title.ts';

const title = (...certificates: ReturnType<typeof makeCertificate>[]) => certificatesTitle(certificates, builtIn, Date.now());

test('without any, it says that calls go without one', () => {
  expect(title()).toBe('This connection calls Wise without a certificate');
  expect(certificatesTitle(undefined, builtIn, 0)).toBe('Certificates');
});

test('the one in use says until when calls go over mTLS', () => {
  const inUse = { ...makeCertificate(), notAfter: '2027-03-03T10:00:00.000Z' };
  expect(certificatesTitle([inUse], builtIn, Date.parse('2027-01-01T00:00:00Z'))).toBe('Calls go over mTLS until 3 March');
  expect(untilDay('2028-03-03T10:00:00.000Z', Date.parse('2027-01-01T00:00:00Z'))).toBe('3 March 2028');
});

test('one that the host does not ask for is not told as mTLS', () => {
  const inUse = makeCertificate({ name: 'a' });
  expect(certificatesTitle([inUse], usingCertificate(builtIn, inUse, 'not-asked'), Date.now())).toBe('“a” is not sent: the host does not ask for it');
});

test('what ends soon or has ended comes first', () => {
  const expiring = makeCertificate({ name: 'api-2026', state: 'expiring', endsIn: 12 });
  expect(title(makeCertificate({ state: 'requested' }), expiring)).toBe('Ends in 12 days: rotate “api-2026”');
  expect(title(expiring, makeCertificate({ state: 'requested', replaces: expiring.id }))).toBe('Ends in 12 days: go on rotating “api-2026”');
  expect(title(makeCertificate({ name: 'api-2026', state: 'expired', endsIn: -2, isInUse: true }))).toBe('“api-2026” has ended: calls of Built-in sandbox fail');
});

test('an ended one that nothing uses presses nobody', () => {
  expect(title(makeCertificate({ state: 'expired', endsIn: -2 }))).toBe('This connection calls Wise without a certificate');
});

test('what is on its way says what it waits for', () => {
  expect(title(makeCertificate({ name: 'a', state: 'requested' }))).toBe('“a” waits for its certificate');
  expect(title(makeCertificate({ name: 'a', state: 'proved' }))).toBe('“a” is proved and not used yet');
  expect(title(makeCertificate({ state: 'issued' }), makeCertificate({ state: 'requested' }))).toBe('2 certificates are on their way');
});

test('another connection’s end is told by its name, after the own', () => {
  const elsewhere = makeCertificate({ name: 'x', state: 'expiring', endsIn: 5, over: production });
  expect(title(makeCertificate(), elsewhere)).toBe('Acme Payments: ends in 5 days: rotate “x”');
  const own = makeCertificate({ name: 'y', state: 'expiring', endsIn: 20 });
  expect(mostPressing([elsewhere, own], builtIn)).toBe(own);
  expect(mostPressing([elsewhere, own], production)).toBe(elsewhere);
});

test('the line below counts those that Wise holds active', () => {
  expect(certificatesLead([makeCertificate(), makeCertificate({ state: 'replaced' }), makeCertificate({ state: 'retired' }), makeCertificate({ state: 'requested' })], builtIn)).toContain('2 of 10 active');
  expect(certificatesLead([], builtIn)).not.toContain('of 10');
});
