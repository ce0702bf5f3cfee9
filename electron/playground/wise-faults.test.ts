import { expect, test } from 'vitest';
import { faultIn } from './wise-faults.ts';

test.each([
  ['URL_MISMATCH', 'url must be the path of the call, "/v1/a"; it is "/v1/b".'],
  ['WRONG_SCOPE', 'Key 663a0e44 was uploaded with scope PAYLOAD_ENCRYPTION; a signature needs PAYLOAD_SIGNING.'],
  ['UNKNOWN_KID', 'kid "663a0e44" names no key that was uploaded.'],
  ['UNKNOWN_KID', 'Unknown public key'],
  ['NOT_YET_VALID', 'Key 663a0e44 is not yet valid: it is valid from 2027-01-01 00:00:00 UTC.'],
  ['EXPIRED', 'Key 663a0e44 has expired: it was valid till 2026-01-01 00:00:00 UTC.'],
  ['ALGORITHM', 'alg must be the algorithm the key was uploaded for: key 663a0e44 is for ES256, alg is ES512.'],
  ['SIGNATURE', 'Unable to verify the request signature'],
  ['NO_ACTIVE_KEY', 'No encryption key is active, so that there is none to answer to: upload one that is valid now, with scope PAYLOAD_ENCRYPTION.'],
])('%s is known by Wise’s words: %s', (reason, wiseMessage) => {
  expect(faultIn({ wiseCode: 'jws_error', wiseMessage })).toMatchObject({ reason, step: 'sign' });
});

test('the step at fault is the encryption where Wise says jwe_error', () => {
  expect(faultIn({ wiseCode: 'jwe_error', wiseMessage: 'kid "x" names no key that was uploaded.' })).toMatchObject({ step: 'encrypt', reason: 'UNKNOWN_KID' });
});

test.each(['', 'Bad Request', 'message must have at most 100 characters; it has 101.'])('“%s” tells nothing that is known', (wiseMessage) => {
  expect(faultIn({ wiseCode: 'jws_error', wiseMessage })).toBeUndefined();
});
