import { toPortcullisError } from '../../shared/errors.ts';
import type { TlsView } from '../../shared/model/tls.ts';
import type { ConnectionTarget, TargetCertificate } from '../connections/target.ts';
import { LIMITS, WiseClient, type Limits } from './client.ts';
import type { RateLimitWaits } from './rate-limit.ts';
import { probeTls } from './tls.ts';
import { showsTheSame } from './tls-view.ts';

/** A connection and the client that sends for it. */
export type WiseLink = { target: ConnectionTarget; client: WiseClient };

/** A handshake in which a client certificate was sent, or may have been (`offered`). */
export type CertificateUse = { certificate: TargetCertificate; connectionName: string; host: string; at: string };

export type HandshakeWatch = {
  /** The newest handshake of a connection shows something else than the one before. */
  onTls?: (connectionId: string) => void;
  /** To be resolved before what was got with the certificate is handed out. */
  onCertificateUse?: (use: CertificateUse) => Promise<void>;
};

type Kept = { target: ConnectionTarget; client: WiseClient };

/** One client per connection, made when first needed and kept until the connection's address, CA or certificate changes, or until `close`. */
export class WiseClients {
  readonly #kept = new Map<string, Kept>();
  /** Those that end their last calls, and those beside a connection's own. */
  readonly #others = new Set<WiseClient>();
  readonly #newest = new Map<string, TlsView>();
  readonly #waits: RateLimitWaits;
  readonly #limits: Partial<Limits>;
  readonly #watch: HandshakeWatch;
  /** Aborted by `close`, for handshakes that belong to no client. */
  #ending = new AbortController();

  constructor(waits: RateLimitWaits, limits: Partial<Limits> = {}, watch: HandshakeWatch = {}) {
    this.#waits = waits;
    this.#limits = limits;
    this.#watch = watch;
  }

  /** A changed address, CA or certificate gets a new client at once; the old one's calls under way end normally, and none is begun with it. */
  link(target: ConnectionTarget): WiseLink {
    const kept = this.#kept.get(target.id);
    if (kept && isReachedTheSame(kept.target, target)) return { target, client: kept.client };
    const client: WiseClient = this.#make(target, (view) => this.#keepView(target.id, client, view));
    this.#kept.set(target.id, { target, client });
    if (kept) {
      this.#newest.delete(target.id);
      this.#drain(kept, { target, client });
    }
    return { target, client };
  }

  /** A client beside the connection's own, for calls with a certificate that the connection does not use (yet). It is closed when `work` is done. */
  async apart<T>(target: ConnectionTarget, work: (link: WiseLink) => Promise<T>): Promise<T> {
    const client = this.#make(target, () => undefined);
    this.#others.add(client);
    try {
      return await work({ target, client });
    } finally {
      this.#others.delete(client);
      await client.close();
    }
  }

  /** One handshake and no more. Throws the errors of `probeTls`. */
  async probe(target: ConnectionTarget): Promise<TlsView> {
    const view = await probeTls(target.apiUrl, target, this.#limits.connectMs ?? LIMITS.connectMs, this.#ending.signal).catch(async (thrown: unknown) => {
      if (toPortcullisError(thrown).code.startsWith('MTLS_')) await this.#noteRefused(target);
      throw thrown;
    });
    await this.#noteUse(target, view);
    return view;
  }

  /** Is there a client for the connection now? */
  has(connectionId: string): boolean {
    return this.#kept.has(connectionId);
  }

  /** What the newest handshake of a connection came to; undefined until there was one with the address and certificate it has now. */
  newestTls(connectionId: string): TlsView | undefined {
    return this.#newest.get(connectionId);
  }

  /** The client of a connection whose credentials are no longer its own, or that is gone, sends nothing more; its calls under way end normally. */
  drop(connectionId: string): void {
    const kept = this.#kept.get(connectionId);
    this.#kept.delete(connectionId);
    this.#newest.delete(connectionId);
    if (kept) this.#end(kept.client);
  }

  /** Ends every wait and closes every socket, as on lock and quit; calls under way end with `CANCELLED`. It can be used again afterwards. */
  async close(): Promise<void> {
    this.#waits.cancelAll();
    this.#ending.abort();
    this.#ending = new AbortController();
    const clients = [...[...this.#kept.values()].map(({ client }) => client), ...this.#others];
    this.#kept.clear();
    this.#others.clear();
    this.#newest.clear();
    await Promise.all(clients.map((client) => client.close()));
  }

  #make(target: ConnectionTarget, onView: (view: TlsView) => void): WiseClient {
    const onHandshake = async (view: TlsView) => {
      onView(view);
      await this.#noteUse(target, view);
    };
    return new WiseClient({ apiUrl: target.apiUrl, tls: target, waits: this.#waits, limits: this.#limits, onHandshake, onRefused: () => this.#noteRefused(target), onAnswer: onView });
  }

  #drain(old: Kept, next: Kept): void {
    // Credentials go on to another address only as those of the same client in the same environment.
    const isSameClient = old.target.environment === next.target.environment && old.target.clientId === next.target.clientId;
    this.#end(old.client, isSameClient ? next.client : undefined);
  }

  #end(client: WiseClient, successor?: WiseClient): void {
    this.#others.add(client);
    void client.drain(successor).finally(() => this.#others.delete(client));
  }

  #keepView(connectionId: string, client: WiseClient, view: TlsView): void {
    if (this.#kept.get(connectionId)?.client !== client) return;
    const before = this.#newest.get(connectionId);
    // An answer over an older connection brings the clock up to date, but is not the newest handshake.
    if (before && before.at > view.at) return;
    this.#newest.set(connectionId, view);
    // Mostly the answer of one more call over the same connection.
    if (before !== view && !showsTheSame(before, view)) this.#watch.onTls?.(connectionId);
  }

  /** The server turned the certificate down: it was shown all the same. */
  async #noteRefused(target: ConnectionTarget): Promise<void> {
    await this.#noteUse(target, { clientCertificate: 'offered', host: new URL(target.apiUrl).host, at: new Date().toISOString() });
  }

  async #noteUse({ certificate, name }: ConnectionTarget, { clientCertificate, host, at }: Pick<TlsView, 'clientCertificate' | 'host' | 'at'>): Promise<void> {
    if (!certificate || (clientCertificate !== 'sent' && clientCertificate !== 'offered')) return;
    await this.#watch.onCertificateUse?.({ certificate, connectionName: name, host, at });
  }
}

function isReachedTheSame(one: ConnectionTarget, other: ConnectionTarget): boolean {
  return one.apiUrl === other.apiUrl && one.ca === other.ca && one.certificate?.id === other.certificate?.id && one.certificate?.fingerprint === other.certificate?.fingerprint;
}
