import { afterEach, beforeEach, expect, test } from 'vitest';
import { readClaimCode, requestClaimCode } from './claim-account.ts';
import { errorFromAnswer } from './errors.ts';
import { Secret } from './secret.ts';
import { startLinked, type Linked } from './testing/linked.ts';
import { json } from './testing/wise-double.ts';
import { readSignUp, requestSignUp } from './users.ts';

const CODE = 'registration-code-of-the-test-0123456789';
const TOKEN = new Secret('token-of-the-test');
let side: Linked;
beforeEach(async () => {
  side = await startLinked();
});
afterEach(() => side.close());

test('a sign-up is sent as Wise describes it', async () => {
  side.wise.routes['POST /v1/user/signup/registration_code'] = () => json({ id: 12345, name: null, email: 'new.user@domain.com', active: true, details: null });
  const { client } = side.link;
  for (const language of ['EN', undefined]) expect(readSignUp(await requestSignUp(client, TOKEN, { email: 'new.user@domain.com', registrationCode: new Secret(CODE), language }))).toBe(12_345);
  const [first, second] = side.wise.received;
  expect(first).toMatchObject({ headers: { 'content-type': 'application/json', authorization: 'Bearer token-of-the-test' } });
  expect(JSON.parse(first!.body)).toEqual({ email: 'new.user@domain.com', registrationCode: CODE, language: 'EN' });
  expect(JSON.parse(second!.body)).toEqual({ email: 'new.user@domain.com', registrationCode: CODE });
});

test('a refusal that quotes the code does not show it', async () => {
  side.wise.routes['POST /v1/user/signup/registration_code'] = () => json({ errors: [{ code: 'NOT_VALID', message: `${CODE} is too weak`, path: 'registrationCode' }] }, 400);
  side.wise.routes['POST /v1/user/claim-account'] = () => json({ message: `not ${CODE}`, request_id: 'r' }, 403);
  const { client } = side.link;
  const answers = [await requestSignUp(client, TOKEN, { email: 'a@example.com', registrationCode: new Secret(CODE) }), await requestClaimCode(client, TOKEN, new Secret(CODE))];
  for (const answer of answers) expect(JSON.stringify([errorFromAnswer(answer).details, answer])).not.toContain(CODE);
});

test('an answer without an id or a code is not believed', async () => {
  side.wise.routes['POST /v1/user/signup/registration_code'] = () => json({ id: '12345' });
  side.wise.routes['POST /v1/user/claim-account'] = () => json({});
  const { client } = side.link;
  const [made, claimed] = [await requestSignUp(client, TOKEN, { email: 'a@example.com', registrationCode: new Secret(CODE) }), await requestClaimCode(client, TOKEN, new Secret(CODE))];
  expect(() => readSignUp(made)).toThrow(expect.objectContaining({ code: 'WISE_ANSWER_INVALID' }));
  expect(() => readClaimCode(claimed)).toThrow(expect.objectContaining({ code: 'WISE_ANSWER_INVALID' }));
});
