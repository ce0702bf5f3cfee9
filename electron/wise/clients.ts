import type { ConnectionTarget } from '../connections/target.ts';
import { WiseClient, type Limits } from './client.ts';
import type { RateLimitWaits } from './rate-limit.ts';

/** A connection and the client that sends for it. */
export type WiseLink = { target: ConnectionTarget; client: WiseClient };

type Kept = { client: WiseClient; madeFor: string };

/** One client per connection, made when first needed and kept until the connection's address or CA changes, or until `close`. */
export class WiseClients {
  readonly #kept = new Map<string, Kept>();
  readonly #waits: RateLimitWaits;
  readonly #limits: Partial<Limits>;

  constructor(waits: RateLimitWaits, limits: Partial<Limits> = {}) {
    this.#waits = waits;
    this.#limits = limits;
  }

  link(target: ConnectionTarget): WiseLink {
    const madeFor = JSON.stringify([target.apiUrl, target.ca]);
    const kept = this.#kept.get(target.id);
    if (kept?.madeFor === madeFor) return { target, client: kept.client };
    void kept?.client.close();
    const tls = target.ca === undefined ? {} : { ca: target.ca };
    const client = new WiseClient({ apiUrl: target.apiUrl, tls, waits: this.#waits, limits: this.#limits });
    this.#kept.set(target.id, { client, madeFor });
    return { target, client };
  }

  /** Ends every wait and closes every socket, as on lock and quit; calls under way end with `CANCELLED`. It can be used again afterwards. */
  async close(): Promise<void> {
    this.#waits.cancelAll();
    const clients = [...this.#kept.values()];
    this.#kept.clear();
    await Promise.all(clients.map(({ client }) => client.close()));
  }
}
