import { PortcullisError } from '../../shared/errors.ts';
import type { SandboxMessage } from '../../shared/model/approvals.ts';
import { chainPem, issueServerIdentity } from './certificates.ts';
import { CONSENT_PATH } from './endpoints/consent.ts';
import { applyFaults } from './endpoints/control.ts';
import { MOST_FILLED, addTransfers } from './endpoints/money-control.ts';
import { FIXED } from './fixed.ts';
import { Faults, readFaults, type FaultRequest, type FaultsInForce } from './faults.ts';
import { HubRefusal } from './hub-refusal.ts';
import { issueCertificate } from './hub.ts';
import { Log, type LogEntry } from './log.ts';
import { listenForBrowsers } from './pages-server.ts';
import { ScaMemory } from './sca/memory.ts';
import { listen, type Listener } from './server.ts';
import { Store, openState } from './state.ts';
import { Tokens } from './tokens.ts';
import { webhookPublicKey } from './webhook-key.ts';
import { WiseKeys } from './wise-keys.ts';
import type { World } from './world.ts';

export interface SandboxOptions {
  /** Default 0: a free one. */
  port?: number;
  /** Port of the listener that asks for a client certificate. Default 0: a free one. */
  mtlsPort?: number;
  /** Port of the listener for browsers. Default 0: a free one. */
  pagesPort?: number;
  /** What an earlier `state()` gave; undefined starts afresh. It is parsed. */
  state?: unknown;
  /** Called with the whole state after each change of it; at the start only where a key had to be made. */
  onStateChange?: (state: Record<string, unknown>) => void;
  /** Milliseconds since 1970. Default `Date.now`. */
  now?: () => number;
}

/** What a client needs to know. `clientSecret`, `personalToken` and `userToken` are secrets, if only the sandbox's. */
export interface SandboxInfo {
  readonly apiUrl: string;
  readonly mtlsUrl: string;
  readonly authorizeUrl: string;
  /** The pages for people, the consent page among them, over plain HTTP: browsers do not trust the sandbox's CA. */
  readonly pagesUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
  /** Every one that is registered, that one first. */
  readonly redirectUris: readonly string[];
  readonly personalToken: string;
  /** A user token of `userId` that does not end. */
  readonly userToken: string;
  /** Names the application in the paths of webhook subscriptions. */
  readonly clientKey: string;
  /** The public key that verifies webhook deliveries, SPKI in PEM. */
  readonly webhookKey: string;
  readonly userId: number;
  readonly profileId: number;
  readonly balanceId: number;
  readonly transferIds: readonly number[];
  readonly batchGroupId: string;
  /** The code that every phone challenge takes, as in Wise's own sandbox. */
  readonly otp: string;
}

export interface Sandbox {
  readonly info: SandboxInfo;
  /** The root authority, which signed the server's certificate, and the one that issues client certificates, PEM. */
  readonly caPem: string;
  /** What to keep for the next start, JSON-safe. It holds private keys. */
  state(): Record<string, unknown>;
  /** The last 500 calls, oldest first. */
  log(): LogEntry[];
  /** What was sent to the phones of its people, newest first. */
  phone(): SandboxMessage[];
  /** Adds so many waiting transfers (1 to 1000), as `POST /__sandbox/money` does. Throws `IPC_INVALID_INPUT`. */
  fill(transfers: number): void;
  /** Switches faults on, as `POST /__sandbox/faults` does. Throws `IPC_INVALID_INPUT`. */
  setFaults(faults: FaultRequest): FaultsInForce;
  /** Issues a client certificate, as `POST /__sandbox/certificates` does; answers it in PEM. Throws `HUB_REFUSED` with the `reason` in words. */
  issueCertificate(request: { name: string; csr: string }): Promise<string>;
  /** Stops listening and cuts what is under way. */
  close(): Promise<void>;
}

/** Starts Wise's security surface on loopback. Throws `SANDBOX_PORT_TAKEN`, `SANDBOX_FAILED`. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const now = options.now ?? Date.now;
  const store = new Store(await openState(options.state, now()), options.onStateChange ?? (() => {}));
  const world = makeWorld(store, now);
  const webhookKey = await webhookPublicKey(store);
  const { api, mtls, pages } = await listenOnAll(world, options);
  const { authority, issuing, clientId, clientSecret, personalToken, ownUserToken, clientKey } = store.state;
  const apiUrl = `https://localhost:${api.port}`;
  return {
    info: { apiUrl, mtlsUrl: `https://localhost:${mtls.port}`, authorizeUrl: `${apiUrl}${CONSENT_PATH}`, pagesUrl: `http://127.0.0.1:${pages.port}`, clientId, clientSecret, personalToken, userToken: ownUserToken, clientKey, webhookKey, ...FIXED },
    caPem: chainPem(authority, issuing),
    state: () => structuredClone(store.state),
    log: () => world.log.entries(),
    phone: () => world.sca.phone.messages(),
    fill: (transfers) => fillWith(world, transfers),
    issueCertificate: (request) => issue(store, request),
    setFaults: (faults) => setFaults(world, faults),
    close: async () => void (await Promise.all([api.close(), mtls.close(), pages.close()])),
  };
}

async function issue(store: Store, request: { name: string; csr: string }): Promise<string> {
  try {
    return (await issueCertificate(store, request)).certificate;
  } catch (thrown) {
    throw thrown instanceof HubRefusal ? new PortcullisError('HUB_REFUSED', { reason: thrown.message }) : thrown;
  }
}

function fillWith(world: World, transfers: number): void {
  const isCount = Number.isInteger(transfers) && transfers >= 1 && transfers <= MOST_FILLED;
  if (!isCount || !addTransfers(world, transfers)) throw new PortcullisError('IPC_INVALID_INPUT', { field: 'transfers' });
}

function setFaults(world: World, faults: FaultRequest): FaultsInForce {
  const read = readFaults(faults);
  if (!('request' in read)) throw new PortcullisError('IPC_INVALID_INPUT', { field: read.field });
  return applyFaults(world, read.request);
}

function makeWorld(store: Store, clock: () => number): World {
  const faults = new Faults();
  return { store, faults, tokens: new Tokens(), wiseKeys: new WiseKeys(store), log: new Log(), sca: new ScaMemory(), now: () => clock() + faults.skewMs };
}

interface Listeners {
  readonly api: Listener;
  readonly mtls: Listener;
  readonly pages: Listener;
}

/** The plain listener, the one that takes only callers with a certificate of the sandbox's authority, and the one for browsers; all or none. */
async function listenOnAll(world: World, { port = 0, mtlsPort = 0, pagesPort = 0 }: SandboxOptions): Promise<Listeners> {
  const { authority, issuing } = world.store.state;
  const server = await issueServerIdentity(authority);
  const tls = { key: server.privateKey, cert: server.certificate };
  const open: Listener[] = [];
  const keep = (listener: Listener): Listener => {
    open.push(listener);
    return listener;
  };
  try {
    const api = keep(await listen('api', port, tls, world));
    const mtls = keep(await listen('mtls', mtlsPort, { ...tls, ca: [authority.certificate, issuing.certificate], requestCert: true, rejectUnauthorized: true }, world));
    return { api, mtls, pages: keep(await listenForBrowsers(pagesPort, world)) };
  } catch (thrown) {
    await Promise.all(open.map((one) => one.close()));
    throw thrown;
  }
}
