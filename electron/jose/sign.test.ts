import { expect, test } from 'vitest';
import { generateKey } from './generate.ts';
import { PrivateKeys } from './private-keys.ts';
import { jwsHeader, signCompact } from './sign.ts';

const ID = '663a0e44-0000-4000-8000-000000000000';

test('the header is exactly what Wise asks for', async () => {
  const key = await new PrivateKeys().get({ id: ID, algorithm: 'ES512', privateJwk: (await generateKey('ES512')).privateJwk });
  const jws = await signCompact(key, jwsHeader('ES512', ID, '/v1/auth/jose/playground/jws'), '{}');
  expect(Buffer.from(jws.split('.')[0]!, 'base64url').toString()).toBe(`{"alg":"ES512","typ":"JWT","kid":"${ID}","url":"/v1/auth/jose/playground/jws"}`);
});
