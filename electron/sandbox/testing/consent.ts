import { request, type Agent } from 'undici';
import type { Reply, TestClient } from './client.ts';

/** A person at a browser, for tests only: reads the consent page's form as HTML and sends it. */
export interface Form {
  readonly action: string;
  readonly hidden: Readonly<Record<string, string>>;
  readonly profileIds: readonly string[];
}

export const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const unescape = (text: string) => text.replaceAll(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name]!);

export function readForm(page: string): Form {
  const hidden = [...page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(([, name, value]) => [name!, unescape(value!)]);
  const profileIds = [...page.matchAll(/<input type="radio" name="profileId" value="(\d+)"/g)].map(([, id]) => id!);
  return { action: /<form method="post" action="([^"]*)">/.exec(page)?.[1] ?? '', hidden: Object.fromEntries(hidden) as Record<string, string>, profileIds };
}

export type Query = Record<string, string>;

/** What an application asks, `changes` included; an empty value leaves a field out. */
export function consentQuery({ sandbox: { info } }: TestClient, changes: Query = {}): string {
  const fields = { client_id: info.clientId, redirect_uri: info.redirectUri, state: 'st-1', ...changes };
  return String(new URLSearchParams(Object.entries(fields).filter(([, value]) => value !== '')));
}

export const openConsent = (client: TestClient, changes: Query = {}): Promise<Reply> => client.call('GET', `/oauth/authorize/?${consentQuery(client, changes)}`);

/** Sends the form back; answers the query that the browser is sent on with. */
export async function decide(client: TestClient, answers: Query, changes: Query = {}): Promise<Query> {
  const { action, hidden } = readForm((await openConsent(client, changes)).text);
  const { headers } = await client.call('POST', action, { headers: FORM, body: String(new URLSearchParams({ ...hidden, ...answers })) });
  return Object.fromEntries(new URL(headers['location'] ?? 'http://nowhere').searchParams);
}

export async function codeOf(client: TestClient, profileId: number = client.sandbox.info.profileId): Promise<string> {
  return (await decide(client, { profileId: String(profileId), decision: 'allow' }))['code']!;
}

export function exchange(client: TestClient, code: string, changes: Query = {}): Promise<Reply> {
  const { clientId, redirectUri } = client.sandbox.info;
  return client.askToken(String(new URLSearchParams({ grant_type: 'authorization_code', client_id: clientId, code, redirect_uri: redirectUri, ...changes })));
}

export interface UserTokens {
  readonly access: string;
  readonly refresh: string;
}

/** The tokens of an answer; fails where it is a refusal. */
export function tokensOf({ status, json }: Reply): UserTokens {
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(json)}`);
  return { access: String(json['access_token']), refresh: String(json['refresh_token']) };
}

export const consentTo = async (client: TestClient): Promise<UserTokens> => tokensOf(await exchange(client, await codeOf(client)));

export const refreshWith = (client: TestClient, token: string): Promise<Reply> => client.askToken(`grant_type=refresh_token&refresh_token=${token}`);

/** The status that a call with that access token gets. */
export const use = async (client: TestClient, token: string): Promise<number> => (await client.call('GET', '/v2/profiles', { headers: { authorization: `Bearer ${token}` } })).status;

/** Asks the listener of pages as a browser would. */
export async function browse(client: TestClient, method: 'GET' | 'POST', path: string, { headers = {}, body, dispatcher }: { headers?: Query; body?: string; dispatcher?: Agent } = {}): Promise<{ status: number; headers: Query; text: string }> {
  const answer = await request(client.sandbox.info.pagesUrl + path, { method, headers, body: body ?? null, ...(dispatcher ? { dispatcher } : {}) });
  return { status: answer.statusCode, headers: answer.headers as Query, text: await answer.body.text() };
}
