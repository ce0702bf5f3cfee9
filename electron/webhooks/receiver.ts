import { randomBytes } from 'node:crypto';
import { PortcullisError, toPortcullisError } from '../../shared/errors.ts';
import type { ReceiverView, WebhookDelivery } from '../../shared/model/webhooks.ts';
import { perMinute } from '../audit/per-minute.ts';
import { authoritiesOf } from '../certificates/authorities.ts';
import { findConnection } from '../connections/resolve.ts';
import type { SandboxPort } from '../connections/sandbox-port.ts';
import type { Audit, Clock, VaultStore } from '../ports.ts';
import type { CoreServices } from '../services.ts';
import type { ConnectionEntry } from '../vault/body.ts';
import { knownWebhookKeys } from './check.ts';
import { deliveryOf, type Arrived, type Expected } from './delivery.ts';
import { listen, RECEIVER_LIMITS, type ReceiverLimits, type ReceiverServer } from './receiver-server.ts';
import { signingEnvironmentOf } from './wise-webhook-keys.ts';

export type ReceiverDeps = {
  vault: VaultStore;
  audit: Audit;
  sandbox: Pick<SandboxPort, 'target' | 'running'>;
  changed: CoreServices['changed'];
  /** Told of the body of each delivery whose signature is Wise's of the connection's environment, test notifications aside. */
  onGenuine?: (connectionId: string, body: Buffer) => void;
  now?: Clock;
  limits?: Partial<ReceiverLimits>;
};

/** One run of the receiver, with all that came. */
type Running = { server: ReceiverServer; path: string; connection: ConnectionEntry; mtls: boolean; deliveries: WebhookDelivery[]; refused: ReceiverView['refused'] };

const MOST_KEPT = 50;
const NO_AUTHORITY = 'Wise’s CA is not imported for this connection, so no sender could be told from another. Import it under Certificates.';

/** The local receiver: takes webhooks on loopback over TLS, judges them, and keeps the last 50 in memory until it is stopped. */
export class Receiver {
  readonly #deps: Required<Omit<ReceiverDeps, 'limits'>>;
  readonly #limits: ReceiverLimits;
  /** What senders cause is written as often as they like otherwise. */
  readonly #auditSender: Audit;
  #running: Running | undefined;
  /** Starts and stops come one after the other. */
  #last: Promise<unknown> = Promise.resolve();

  constructor({ limits, ...deps }: ReceiverDeps) {
    this.#deps = { now: Date.now, onGenuine: () => undefined, ...deps };
    this.#limits = { ...RECEIVER_LIMITS, ...limits };
    this.#auditSender = perMinute(deps.audit, this.#deps.now);
  }

  view(): ReceiverView {
    if (!this.#running) return { isRunning: false, mtls: false, deliveries: [], refused: [] };
    const { connection, mtls, deliveries, refused } = this.#running;
    return { isRunning: true, url: urlOf(this.#running), connectionId: connection.id, mtls, deliveries: [...deliveries], refused: [...refused] };
  }

  /** Starts it for a connection; one that runs for it already goes on, one that runs for another ends. Throws `CONNECTION_NOT_FOUND`, `RECEIVER_FAILED`, `SANDBOX_*`, and `VAULT_LOCKED` if the vault was locked meanwhile. */
  start(connectionId: string, mtls: boolean): Promise<ReceiverView> {
    return this.#inTurn(async () => {
      if (this.#running?.connection.id !== connectionId || this.#running.mtls !== mtls) {
        await this.#stop();
        await this.#start(connectionId, mtls);
      }
      return this.view();
    });
  }

  /** Stops listening and forgets what came, as on lock. */
  stop(): Promise<void> {
    return this.#inTurn(() => this.#stop());
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    this.#last = done.then(() => undefined, () => undefined);
    return done;
  }

  async #start(connectionId: string, mtls: boolean): Promise<void> {
    const { vault, audit, changed } = this.#deps;
    const connection = findConnection(vault.read(), connectionId);
    const line = { kind: 'webhook.receiver', subject: connection.name } as const;
    let running: Running | undefined;
    try {
      running = await this.#listen(connection, mtls);
      await audit({ ...line, outcome: 'ok', says: `started on 127.0.0.1:${running.server.port}${mtls ? ', only for senders with a certificate of Wise’s CA' : ''}` });
      // After the last wait: what runs from here on is stopped by the next lock.
      vault.read();
    } catch (thrown) {
      await running?.server.close();
      const { code } = toPortcullisError(thrown);
      if (code !== 'AUDIT_UNWRITABLE') await audit({ ...line, outcome: 'failed', says: `not started: ${code}` });
      throw thrown;
    }
    this.#running = running;
    changed('webhooks');
  }

  async #listen(connection: ConnectionEntry, mtls: boolean): Promise<Running> {
    const { vault, sandbox, now } = this.#deps;
    const environment = signingEnvironmentOf(connection.environment);
    const keys = await knownWebhookKeys(sandbox, environment);
    const authorities = authoritiesOf(vault.read(), sandbox, connection.id);
    if (mtls && authorities.length === 0) throw new PortcullisError('RECEIVER_FAILED', { reason: NO_AUTHORITY });
    const { makeReceiverIdentity } = await import('./receiver-identity.ts');
    const identity = await makeReceiverIdentity(now());
    const path = `/webhooks/${randomBytes(16).toString('hex')}`;
    const expected: Expected = { environment, keys, hasAuthorities: authorities.length > 0 };
    const kept: Pick<Running, 'deliveries' | 'refused'> = { deliveries: [], refused: [] };
    const server = await listen({
      path, identity, authorities, mtls, limits: this.#limits,
      onDelivery: (request, body, socket) => this.#take({ request, body, socket, at: now() }, expected, connection, kept),
      onRefused: (says) => this.#refuse(says, connection, kept),
    }).catch((thrown: NodeJS.ErrnoException) => {
      throw new PortcullisError('RECEIVER_FAILED', { reason: thrown.code ?? thrown.name }, { cause: thrown });
    });
    return { server, path, connection, mtls, ...kept };
  }

  #take(arrived: Arrived, expected: Expected, connection: ConnectionEntry, { deliveries }: Pick<Running, 'deliveries'>): void {
    const delivery = deliveryOf(arrived, expected);
    keep(deliveries, delivery);
    const { eventType = 'webhook', deliveryId, verdict } = delivery;
    const says = `${eventType}${deliveryId === undefined ? '' : `, delivery ${deliveryId}`}: ${verdict.says}`;
    this.#tell({ outcome: verdict.ok ? 'ok' : 'refused', subject: connection.name, says });
    if (verdict.ok && !delivery.isTest) this.#deps.onGenuine(connection.id, arrived.body);
  }

  #refuse(says: string, connection: ConnectionEntry, { refused }: Pick<Running, 'refused'>): void {
    keep(refused, { at: new Date(this.#deps.now()).toISOString(), says });
    this.#tell({ outcome: 'refused', subject: connection.name, says });
  }

  #tell(line: { outcome: 'ok' | 'refused'; subject: string; says: string }): void {
    // The sender has its answer already: a log that cannot be written is told by what a person does next.
    this.#auditSender({ kind: 'webhook.received', ...line }).catch(() => undefined);
    this.#deps.changed('webhooks');
  }

  async #stop(): Promise<void> {
    const running = this.#running;
    if (!running) return;
    this.#running = undefined;
    await running.server.close();
    this.#deps.changed('webhooks');
    // A lock waits for this and must not fail by it.
    await this.#deps.audit({ kind: 'webhook.receiver', outcome: 'ok', subject: running.connection.name, says: `stopped, ${running.deliveries.length} ${running.deliveries.length === 1 ? 'delivery' : 'deliveries'} forgotten` }).catch(() => undefined);
  }
}

/** Newest first, and no more than are kept. */
function keep<T>(list: T[], item: T): void {
  list.unshift(item);
  list.length = Math.min(list.length, MOST_KEPT);
}

function urlOf({ server, path }: Running): string {
  return `https://127.0.0.1:${server.port}${path}`;
}
