import { expect, test } from 'vitest';
import type { ChainHealth, ChainLink } from '../../../shared/model/views.ts';
import { makeCertificate, tlsOf, usingCertificate } from '../../testing/certificates.ts';
import { builtIn, production } from '../../testing/fixtures.ts';
import { brokenLink, chainVerdict, mtlsVerdict, uncheckedLinks } from './chain-verdict.ts';

const IDS = ['dns', 'tls', 'client-credentials', 'jose', 'user-token', 'profile'] as const;

function health(...states: ChainLink['state'][]): ChainHealth {
  return { checkedAt: '2026-11-22T10:00:00.000Z', links: states.map((state, index) => ({ id: IDS[index]!, state, says: '' })) };
}

test.each([
  [undefined, true, false, 'plain', 'checking'],
  [undefined, false, true, 'bad', 'check failed'],
  [undefined, false, false, 'plain', 'check the chain'],
  [health('ok', 'ok', 'ok'), false, false, 'ok', 'all links hold'],
  [health('ok', 'failed', 'skipped'), false, false, 'bad', 'a link is broken'],
  [health('ok', 'ok', 'skipped'), false, false, 'plain', '2 of 3 links hold'],
  [health('ok', 'ok', 'ok', 'ok', 'failed', 'skipped'), false, false, 'bad', 'a link is broken'],
  [health('ok', 'ok', 'ok', 'ok', 'ok', 'ok'), false, false, 'ok', 'all links hold'],
])('%#: %s', (found, checking, refused, tone, says) => {
  expect(chainVerdict(found, checking, refused)).toEqual({ tone, says });
});

test('the broken link is the one that failed, not those after it', () => {
  expect(brokenLink(health('ok', 'ok', 'ok', 'ok', 'failed', 'skipped'))?.id).toBe('user-token');
  expect(brokenLink(health('ok', 'skipped'))).toBeUndefined();
  expect(brokenLink(undefined)).toBeUndefined();
});

const now = Date.now();

test('a connection without a certificate says nothing of mTLS', () => {
  expect(mtlsVerdict(builtIn, makeCertificate(), now)).toBeUndefined();
});

test('one that is sent says over which TLS, and in its last days when it ends', () => {
  const certificate = makeCertificate();
  expect(mtlsVerdict(usingCertificate(builtIn, certificate), certificate, now)).toEqual({ tone: 'ok', says: 'mTLS, TLS 1.3' });
  expect(mtlsVerdict(usingCertificate(builtIn, certificate, 'offered'), certificate, now)?.tone).toBe('ok');
  const ending = makeCertificate({ state: 'expiring', endsIn: 12 });
  expect(mtlsVerdict(usingCertificate(builtIn, ending), ending, now)).toEqual({ tone: 'warn', says: 'mTLS, ends in 12 days' });
});

test('one that is not sent, or has ended, is red', () => {
  const certificate = makeCertificate();
  expect(mtlsVerdict(usingCertificate(builtIn, certificate, 'not-asked'), certificate, now)).toEqual({ tone: 'bad', says: 'certificate not sent' });
  const ended = makeCertificate({ endsIn: -1 });
  expect(mtlsVerdict(usingCertificate(builtIn, ended), ended, now)).toEqual({ tone: 'bad', says: 'certificate ended' });
});

test('a handshake from before the switch proves nothing', () => {
  const certificate = { ...makeCertificate(), history: [{ at: new Date(now + 1000).toISOString(), kind: 'switched-to' as const, says: '' }] };
  expect(mtlsVerdict({ ...builtIn, certificateId: certificate.id, tls: tlsOf(builtIn) }, certificate, now)).toEqual({ tone: 'plain', says: 'mTLS, no call yet' });
});

test('before the first check a connection has the links of what it uses', () => {
  expect(uncheckedLinks(production).map((link) => link.id)).toEqual(['dns', 'tls', 'client-credentials', 'jose']);
  const whole = { ...usingCertificate(production, makeCertificate()), hasUserToken: true, profileId: 7 };
  expect(uncheckedLinks(whole).map((link) => link.id)).toEqual(['dns', 'tls', 'mtls', 'client-credentials', 'jose', 'user-token', 'profile']);
});
