import { randomUUID } from 'node:crypto';
import { Agent, request } from 'undici';
import type { WiseCall } from '../../electron/wise/client.ts';
import type { Secret } from '../../electron/wise/secret.ts';
import { timed, type Row } from './measure.ts';
import { startTokenSide } from './token-side.ts';

const CALLS = 200;
const TOKENS = 100;
const PATH = '/v2/profiles';

/** 200 calls one after the other with a user token of the vault that needs no refresh, against bare undici sending the same bytes, each over one connection that is kept open. */
export async function tokenCallRow(): Promise<Row> {
  const side = await startTokenSide(TOKENS);
  const dispatcher = new Agent({ allowH2: false, connect: { ca: side.ca } });
  const tokenId = side.tokenIds.at(-1)!;
  const headers = { authorization: `Bearer ${side.vault.read().tokens.at(-1)!.access!.value}`, accept: 'application/json', 'accept-encoding': 'identity' };
  return {
    name: `A valid user token, ${CALLS} calls`, against: 'bare undici, the same request', goal: 1.1, pairs: 41,
    ours: () => times(async () => {
      const link = side.link();
      const { answer, renewed } = await side.userTokens.authorized(link, tokenId, (token) => link.client.send(callWith(token)));
      if (answer.status !== 200 || renewed) throw new Error(`${answer.status} ${renewed}`);
    }),
    raw: () => times(async () => {
      const { statusCode, body } = await request(side.url + PATH, { headers: { ...headers, 'x-external-correlation-id': randomUUID() }, dispatcher });
      await body.text();
      if (statusCode !== 200) throw new Error(String(statusCode));
    }),
    async close() {
      await dispatcher.close();
      await side.close();
    },
  };
}

function callWith(token: Secret<string>): WiseCall {
  return { method: 'GET', path: PATH, authorization: { scheme: 'Bearer', token }, headers: { Accept: 'application/json' } };
}

function times(one: () => Promise<unknown>): Promise<number> {
  return timed(async () => {
    for (let calls = 0; calls < CALLS; calls += 1) await one();
  });
}
