import { isDeepStrictEqual } from 'node:util';
import type { SandboxMessage } from '../shared/model/approvals.ts';
import type { SandboxPort, SandboxTarget } from './connections/sandbox-port.ts';
import type { VaultStore } from './ports.ts';
import type { Sandbox } from './sandbox/sandbox.ts';
import { Secret } from './wise/secret.ts';

/**
 * The sandbox inside the app: started when a connection first needs it, its state kept in the vault, stopped on lock.
 * It is loaded when first needed, so that starting the app does not wait for it.
 */
export class BuiltInSandbox implements SandboxPort {
  readonly #vault: VaultStore;
  readonly #onStarted: () => void;
  #starting: Promise<Sandbox> | undefined;
  #running: Sandbox | undefined;
  /** Waits for its save to begin. */
  #newest: Record<string, unknown> | undefined;
  #saved: Promise<void> = Promise.resolve();

  /** `onStarted` is called when it has begun to listen, for its address is news to the screens. */
  constructor(vault: VaultStore, onStarted: () => void) {
    this.#vault = vault;
    this.#onStarted = onStarted;
  }

  async target(): Promise<SandboxTarget> {
    this.#starting ??= this.#start();
    try {
      return targetOf(await this.#starting);
    } catch (thrown) {
      this.#starting = undefined;
      throw thrown;
    }
  }

  running(): SandboxTarget | undefined {
    return this.#running && targetOf(this.#running);
  }

  phone(): SandboxMessage[] {
    return this.#running?.phone() ?? [];
  }

  async issueCertificate(name: string, csr: string): Promise<string> {
    await this.target();
    return this.#running!.issueCertificate({ name, csr });
  }

  /** Adds so many waiting transfers (1 to 1000), to try the inbox with. Throws `IPC_INVALID_INPUT`. */
  async fill(transfers: number): Promise<void> {
    await this.target();
    this.#running!.fill(transfers);
  }

  /** Stops it after its last state is saved, as before a lock. It can be used again afterwards. */
  async stop(): Promise<void> {
    const starting = this.#starting;
    this.#starting = undefined;
    await (await starting?.catch(() => undefined))?.close();
    if (!this.#starting) this.#running = undefined;
    await this.#saved;
  }

  async #start(): Promise<Sandbox> {
    const { startSandbox } = await import('./sandbox/sandbox.ts');
    const kept = this.#vault.read().sandbox;
    const sandbox = await startSandbox({ state: kept ?? undefined, onStateChange: (state) => this.#keep(state) });
    // What was missing or near its end was made anew: the authorities, or all of it.
    const state = sandbox.state();
    if (!isDeepStrictEqual(state, kept)) this.#keep(state);
    this.#running = sandbox;
    this.#onStarted();
    return sandbox;
  }

  /** While a save runs, only the newest state waits. One that could not be saved goes with the next: each save is of the whole state. */
  #keep(state: Record<string, unknown>): void {
    const isWaiting = this.#newest !== undefined;
    this.#newest = state;
    if (!isWaiting) this.#saved = Promise.all([this.#saved, this.#save()]).then(() => undefined);
  }

  /** Queued at once, not when the save before it is done: what a client saves of an answer comes after what the sandbox saved of it. */
  async #save(): Promise<void> {
    let hasBegun = false;
    const begin = (): Record<string, unknown> | null => {
      hasBegun = true;
      const state = this.#newest;
      this.#newest = undefined;
      return state ?? null;
    };
    try {
      // The body that this answers is not held on to: it must not outlive the lock.
      await this.#vault.update((body) => ({ ...body, sandbox: begin() ?? body.sandbox }));
    } catch {
      if (!hasBegun) this.#newest = undefined;
    }
  }
}

/** What a connection to it needs. */
export function targetOf({ info, caPem }: Pick<Sandbox, 'info' | 'caPem'>): SandboxTarget {
  const { apiUrl, mtlsUrl, clientId, clientSecret, clientKey, profileId, personalToken, userToken, webhookKey, pagesUrl, redirectUri } = info;
  return { apiUrl, mtlsUrl, ca: caPem, clientId, clientSecret: new Secret(clientSecret), clientKey, profileId, ownUserToken: new Secret(userToken), personalToken: new Secret(personalToken), webhookKey, consentUrl: `${pagesUrl}/oauth/authorize/`, redirectUri };
}
