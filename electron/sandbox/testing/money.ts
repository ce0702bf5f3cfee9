import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach } from 'vitest';
import { startSandbox } from '../sandbox.ts';
import { TestClient, type Reply } from './client.ts';

/** One sandbox for all tests of a file; before each the money is as it was at first, and no call has to be proved. */
export async function startMoney(options: Parameters<typeof startSandbox>[0] = {}): Promise<{ client: TestClient; money: MoneyClient }> {
  const client = new TestClient(await startSandbox(options));
  const money = new MoneyClient(client);
  beforeEach(() => money.reset());
  afterAll(() => client.close());
  return { client, money };
}

/** Calls about money with the token of the sandbox's own person. For tests only. */
export class MoneyClient {
  readonly #client: TestClient;
  readonly #profileId: number;

  constructor(client: TestClient, profileId: number = client.sandbox.info.profileId) {
    this.#client = client;
    this.#profileId = profileId;
  }

  get headers(): Record<string, string> {
    return { authorization: `Bearer ${this.#client.sandbox.info.userToken}` };
  }

  get(path: string): Promise<Reply> {
    return this.#client.call('GET', path, { headers: this.headers });
  }

  send(method: string, path: string, body: unknown, headers: Record<string, string> = {}): Promise<Reply> {
    return this.#client.call(method, path, { headers: { ...this.headers, 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
  }

  /** A path of the profile. */
  path(version: string, rest: string): string {
    return `/${version}/profiles/${this.#profileId}/${rest}`;
  }

  fund(transferId: number, headers: Record<string, string> = {}): Promise<Reply> {
    return this.send('POST', this.path('v3', `transfers/${transferId}/payments`), { type: 'BALANCE' }, headers);
  }

  fundBatch(id: string): Promise<Reply> {
    return this.send('POST', this.path('v3', `batch-payments/${id}/payments`), { type: 'BALANCE' });
  }

  /** What the standard balance of a currency holds. */
  async balance(currency: string): Promise<number | undefined> {
    const listed = JSON.parse((await this.get(this.path('v4', 'balances?types=STANDARD'))).text) as { currency: string; amount: { value: number } }[];
    return listed.find((one) => one.currency === currency)?.amount.value;
  }

  /** The members of a transfer that tests read. */
  async transfers(query = ''): Promise<{ id: number; status: string; created: string; quoteUuid: string; targetAccount: number }[]> {
    return JSON.parse((await this.get(`/v1/transfers?profile=${this.#profileId}&${query}`)).text) as never;
  }

  async quote(ask: Record<string, unknown> = { sourceCurrency: 'EUR', targetCurrency: 'GBP', sourceAmount: 100 }): Promise<Reply> {
    return this.send('POST', this.path('v3', 'quotes'), ask);
  }

  /** The body that makes a transfer of a fresh quote. */
  async order(changes: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
    return { targetAccount: 8_692_237, quoteUuid: (await this.quote()).json['id'], customerTransactionId: randomUUID(), details: { reference: 'to my friend' }, ...changes };
  }

  /** Puts the money back and lets protected calls through without a proof. */
  async reset(): Promise<void> {
    await this.#client.call('DELETE', '/__sandbox/faults');
    this.#client.sandbox.setFaults({ noSca: {} });
    await this.#client.call('POST', '/__sandbox/money', { body: '{"reset": true}' });
  }
}
