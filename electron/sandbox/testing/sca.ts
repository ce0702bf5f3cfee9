import { randomBytes, randomUUID } from 'node:crypto';
import type { TestClient, Reply } from './client.ts';
import { decrypt, encrypt, wisePublicKey } from './encrypted.ts';

/** The half of the independent client that proves things, with jose. For tests only. */
export interface ShownToken {
  readonly oneTimeToken: string;
  readonly challenges: readonly { readonly primaryChallenge: { readonly type: string; readonly viewData: unknown }; readonly alternatives: readonly { readonly type: string }[]; readonly required: boolean; readonly passed: boolean }[];
  readonly validity: number;
  readonly actionType: string;
  readonly userId: number;
}

const JOSE = { 'content-type': 'application/jose+json', accept: 'application/jose+json', 'accept-encoding': 'identity', 'content-encoding': 'identity', 'x-tw-jose-method': 'jwe' };

export class ScaClient {
  readonly client: TestClient;
  readonly #authorization: string;
  #key: CryptoKey | undefined;

  /** By default with the token of the sandbox's own user. */
  constructor(client: TestClient, token = client.sandbox.info.userToken) {
    this.client = client;
    this.#authorization = `Bearer ${token}`;
  }

  get #profile(): string {
    return `/v2/profiles/${this.client.sandbox.info.profileId}`;
  }

  send(method: string, path: string, headers: Record<string, string> = {}, body?: string): Promise<Reply> {
    return this.client.call(method, path, { headers: { authorization: this.#authorization, ...headers }, ...(body === undefined ? {} : { body }) });
  }

  /** A path of the profile, or a whole one from its version on. */
  path(rest: string): string {
    return rest.startsWith('/v') ? rest : this.#profile + rest;
  }

  sendJson(path: string, value: unknown, oneTimeToken?: string): Promise<Reply> {
    return this.send('POST', this.path(path), { 'content-type': 'application/json', ...tokenHeader(oneTimeToken) }, JSON.stringify(value));
  }

  /** Encrypts a body to Wise's key; an encrypted answer is opened with the content key. */
  async sendEncrypted(path: string, payload: unknown, oneTimeToken?: string): Promise<Reply & { opened?: Record<string, unknown>; header?: unknown }> {
    this.#key ??= await wisePublicKey(this.client);
    const contentKey = randomBytes(32);
    const reply = await this.send('POST', this.path(path), { ...JOSE, ...tokenHeader(oneTimeToken) }, await encrypt(this.#key, payload, { contentKey }));
    if (reply.headers['content-type'] !== 'application/jose+json') return reply;
    const { header, text } = await decrypt(reply, contentKey);
    return { ...reply, header, opened: JSON.parse(text) as Record<string, unknown> };
  }

  pin(pin: string, oneTimeToken: string): ReturnType<ScaClient['sendEncrypted']> {
    return this.sendEncrypted('/pin/verify', { pin }, oneTimeToken);
  }

  async sms(oneTimeToken: string, otpCode = '111111'): Promise<Reply> {
    await this.send('POST', '/v1/one-time-token/sms/trigger', tokenHeader(oneTimeToken));
    return this.sendJson('/v1/one-time-token/sms/verify', { otpCode }, oneTimeToken);
  }

  async status(oneTimeToken: string): Promise<ShownToken> {
    return shown(await this.send('GET', '/v1/one-time-token/status', tokenHeader(oneTimeToken)));
  }

  async authorise(): Promise<ShownToken> {
    return shown(await this.send('POST', `${this.#profile}/sca-sessions/authorise`));
  }

  /** Has both proofs of high risk given. */
  async clear(oneTimeToken: string, pin: string): Promise<void> {
    await this.pin(pin, oneTimeToken);
    await this.sms(oneTimeToken);
  }

  /** Another user with a token of their own. */
  async stranger(): Promise<ScaClient> {
    const { client } = this;
    const registrationCode = `${randomUUID()}-code`;
    const email = `new.${randomUUID()}@example.com`;
    const made = await client.call('POST', '/v1/user/signup/registration_code', { headers: { ...(await client.bearer()), 'content-type': 'application/json' }, body: JSON.stringify({ email, registrationCode }) });
    if (made.status !== 200) throw new Error(made.text);
    const form = new URLSearchParams({ grant_type: 'registration_code', client_id: client.sandbox.info.clientId, email, registration_code: registrationCode });
    return new ScaClient(client, (await client.askToken(String(form))).json.access_token);
  }
}

export const tokenHeader = (oneTimeToken: string | undefined): Record<string, string> => (oneTimeToken === undefined ? {} : { 'one-time-token': oneTimeToken });

/** What a status or an answer shows of a token, wrapped or bare. */
export function shown({ json }: Pick<Reply, 'json'>): ShownToken {
  return (json['oneTimeTokenProperties'] ?? json) as unknown as ShownToken;
}
