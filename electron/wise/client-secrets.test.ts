import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { inspect } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { toPortcullisError, toWireError } from '../../shared/errors.ts';
import { wasUnsent } from './client-unsent.ts';
import { errorFromAnswer } from './errors.ts';
import { requestText, responseText } from './exchange.ts';
import { readGrantedToken, requestToken, type Grant } from './oauth.ts';
import { Secret } from './secret.ts';
import { startLinked, type Linked } from './testing/linked.ts';
import { json, ROUTES } from './testing/wise-double.ts';

let side: Linked;
beforeEach(async () => {
  side = await startLinked({ headersMs: 1000 });
});
afterEach(() => side.close());

/** With signs that a form writes in another way. */
const SECRET = 'a+secret/of the=person';
const GRANTS: Grant[] = [
  { grant_type: 'authorization_code', code: new Secret(SECRET), redirect_uri: 'https://app.example.com/cb' },
  { grant_type: 'registration_code', email: 'new.user@domain.com', registration_code: new Secret(SECRET) },
  { grant_type: 'refresh_token', refresh_token: new Secret(SECRET) },
];
const printed = (...values: unknown[]) => values.flatMap((value) => [inspect(value, { depth: 12, showHidden: true }), JSON.stringify(value)]).join('\n');

test.each(GRANTS)('what the form of $grant_type holds is in nothing that is shown of an answer that quotes it', async (grant) => {
  side.wise.next(ROUTES.token, ({ body }) => ({
    status: 400, headers: { 'x-quoted': SECRET, 'content-type': 'application/json' },
    body: JSON.stringify({ error: 'invalid_grant', error_description: `${SECRET} does not work: ${body}` }),
  }));
  const answer = await requestToken(side.link, grant);
  const error = errorFromAnswer(answer);
  const seen = printed(answer, error, toWireError(error)) + requestText(answer.exchange) + responseText(answer.exchange) + answer.body.reveal();
  expect(side.wise.received[0]?.body).toContain(encodeURIComponent('a+secret'));
  for (const form of [SECRET, new URLSearchParams({ '': SECRET }).toString().slice(1)]) expect(seen).not.toContain(form);
  expect(error.details.wiseMessage).toContain('[secret] does not work');
});

test('what an OAuth answer holds is in nothing that is shown of it, nor of the errors that reading it ends with', async () => {
  const held = { access_token: 'the-new-access-token', refresh_token: 'the-new-refresh-token' };
  const [, , refresh] = GRANTS;
  side.wise.next(ROUTES.token, () => json({ ...held, token_type: 'bearer', expires_in: 43_199 }), () => json({ ...held, token_type: 'mac', expires_in: 1 }), () => json(held, 500));
  const seen: string[] = [];
  for (const _call of [1, 2, 3]) {
    const answer = await requestToken(side.link, refresh!);
    seen.push(printed(answer) + requestText(answer.exchange) + responseText(answer.exchange));
    try {
      seen.push(printed(readGrantedToken(answer)));
    } catch (thrown) {
      seen.push(printed(thrown, toWireError(thrown)));
    }
  }
  expect(seen).toHaveLength(6);
  for (const token of Object.values(held)) expect(seen.join('\n')).not.toContain(token);
});

test('a refresh token that stays the same can be read', async () => {
  side.wise.next(ROUTES.token, () => json({ access_token: 'new', refresh_token: SECRET, token_type: 'bearer', expires_in: 1 }));
  const { refresh } = readGrantedToken(await requestToken(side.link, { grant_type: 'refresh_token', refresh_token: new Secret(SECRET) }));
  expect(refresh?.value.reveal()).toBe(SECRET);
});

const failureOf = async (work: Promise<unknown>) => work.then(() => expect.unreachable(), (thrown: unknown) => toPortcullisError(thrown));
const refreshOver = (apiUrl: string, ca = side.link.target.ca) => {
  const target = { ...side.link.target, id: apiUrl, apiUrl, ...(ca === undefined ? {} : { ca }) };
  return failureOf(requestToken({ target, client: side.clients.link(target).client }, { grant_type: 'client_credentials' }));
};

test('it is certain that nothing was sent where there was no host, nobody there, or somebody else', async () => {
  const nobody = createTcpServer().listen(0, '127.0.0.1');
  await once(nobody, 'listening');
  const { port } = nobody.address() as AddressInfo;
  nobody.close();
  const stranger = await startLinked();
  const errors = [await refreshOver('https://nowhere.invalid'), await refreshOver(`https://localhost:${port}`), await refreshOver(stranger.wise.url)];
  expect(errors.map((error) => wasUnsent(error))).toEqual([true, true, true]);
  expect(stranger.wise.received).toEqual([]);
  await stranger.close();
});

test('it is certain while Wise only asked to wait', async () => {
  side.wise.next(ROUTES.token, () => ({ status: 429, headers: { 'retry-after': '30' } }));
  const failing = failureOf(requestToken(side.link, { grant_type: 'client_credentials' }));
  await expect.poll(() => side.waits.list()).toHaveLength(1);
  side.waits.cancelAll();
  const error = await failing;
  expect([error.code, wasUnsent(error)]).toEqual(['CANCELLED', true]);
});

test('it is not certain once the call has gone out: cut, silent, or closed by us', async () => {
  const call = () => failureOf(requestToken(side.link, { grant_type: 'client_credentials' }));
  side.wise.next(ROUTES.token, (_, res) => void res.destroy(), () => undefined, () => undefined);
  const errors = [await call(), await call()];
  const closed = call();
  await expect.poll(() => side.wise.received).toHaveLength(3);
  await side.clients.close();
  errors.push(await closed);
  expect(errors.map((error) => [error.code, wasUnsent(error)])).toEqual([['WISE_UNREACHABLE', false], ['WISE_TIMEOUT', false], ['CANCELLED', false]]);
});

test.each([['\\/', '/'], ['\\u002b', '+'], ['\\u0070', 'p']])('an answer that quotes a secret with %s for %s gives nothing away either', async (spelled, sign) => {
  const quoted = SECRET.replaceAll(sign, spelled);
  side.wise.next(ROUTES.token, () => ({ status: 400, headers: { 'content-type': 'application/json' }, body: `{"error":"invalid_grant","error_description":"\\"${quoted}\\" does not work"}` }));
  const answer = await requestToken(side.link, { grant_type: 'refresh_token', refresh_token: new Secret(SECRET) });
  expect(errorFromAnswer(answer).details).toMatchObject({ wiseCode: 'invalid_grant', wiseMessage: '"[secret]" does not work' });
});
