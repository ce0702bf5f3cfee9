import { randomUUID } from 'node:crypto';
import { PortcullisError } from '../../../shared/errors.ts';
import type { ApprovalItem, Person } from '../../../shared/model/approvals.ts';
import type { ConnectionEntry, TokenEntry, VaultBody } from '../../vault/body.ts';
import { UserTokens } from '../../tokens/user-tokens.ts';
import { ClientCredentialsTokens } from '../../tokens/client-credentials.ts';
import { tokenEntry } from '../../tokens/testing/token-side.ts';
import { WiseClients } from '../../wise/clients.ts';
import { RateLimitWaits } from '../../wise/rate-limit.ts';
import { connectionEntry, memoryAudit, memoryVault } from '../../wise/testing/ports.ts';
import type { Handler, Reply } from '../../wise/testing/tls-server.ts';
import { json, startWiseDouble, type WiseDouble } from '../../wise/testing/wise-double.ts';
import type { Services } from '../../services.ts';
import { Approvals } from '../approvals.ts';

export const PROFILE = 30_000_000;
export const TRANSFER = 50_500_001;
export const FUND_PATH = `/v3/profiles/${PROFILE}/transfers/${TRANSFER}/payments`;
export const FUND = `POST ${FUND_PATH}`;
export const STATUS = 'GET /v1/one-time-token/status';
export const TRANSFER_ROUTE = `GET /v1/transfers/${TRANSFER}`;
export const PAYMENTS_ROUTE = `GET /v1/transfers/${TRANSFER}/payments`;
export const KEY = `transfer:${TRANSFER}`;
export const CODE = '111111';
const TRIGGER = 'POST /v1/one-time-token/sms/trigger';
const VERIFY = 'POST /v1/one-time-token/sms/verify';
export const ANNA: Person = { id: '00000000-0000-4000-8000-000000000001', name: 'Anna' };
export const BERT: Person = { id: '11111111-1111-4111-8111-111111111111', name: 'Bert' };

/** What the double knows: how often money moved, its tokens and whether they are cleared. */
type WiseState = { funded: number; tokens: Map<string, boolean>; status: string };

/** The approvals of one connection over a Wise double that protects one transfer. `restart`: the same vault, nothing in memory. */
export type ApprovalSide = {
  wise: WiseDouble;
  state: WiseState;
  vault: ReturnType<typeof memoryVault>;
  audit: ReturnType<typeof memoryAudit>;
  clock: { now: number };
  connectionId: string;
  item: ApprovalItem;
  /** What Wise says that the item is; undefined: it waits no more. */
  newest: { item: ApprovalItem | undefined };
  atVault: { person: Person };
  approvals: Approvals;
  services: Services;
  clients: WiseClients;
  removed: string[];
  restart(): Approvals;
  fundCalls(): WiseDouble['received'];
  entry(): VaultBody['approvals'][number] | undefined;
  close(): Promise<void>;
};

function fundItem(connectionId: string): ApprovalItem {
  return {
    key: KEY, kind: 'fund-transfer', connectionId, profileId: PROFILE, title: 'Nordwind GmbH', payee: { name: 'Nordwind GmbH', account: 'DE89 3704' },
    amount: { value: 12_400, currency: 'EUR' }, reference: 'Invoice 2026-1187', origin: 'wise', does: ['Pays Nordwind GmbH.'], risk: 'high', missing: [],
    call: { method: 'POST', path: FUND_PATH, body: '{"type":"BALANCE"}' },
  };
}

export async function startApprovalSide(change: Partial<ConnectionEntry> = {}, tokenKind: TokenEntry['kind'] = 'user'): Promise<ApprovalSide> {
  const wise = await startWiseDouble();
  const tokenId = randomUUID();
  const connection = connectionEntry({ environment: 'custom', hosts: { apiUrl: wise.url, mtlsUrl: wise.url, consentUrl: wise.url }, wiseCa: [wise.ca.pem], clientId: wise.clientId, clientSecret: wise.clientSecret, userTokenId: tokenId, ...change });
  const clock = { now: Date.now() };
  const vault = memoryVault({ connections: [connection], tokens: [tokenEntry(connection, { id: tokenId, kind: tokenKind })] });
  const audit = memoryAudit();
  const state: WiseState = { funded: 0, tokens: new Map(), status: 'incoming_payment_waiting' };
  Object.assign(wise.routes, protectedRoutes(state));
  const item = fundItem(connection.id);
  const newest: ApprovalSide['newest'] = { item };
  const removed: string[] = [];
  const waits = new RateLimitWaits();
  const clients = new WiseClients(waits, { headersMs: 2_000, totalMs: 3_000 });
  const now = () => clock.now;
  const atVault = { person: ANNA };
  const inbox = {
    find: (_id: string, key: string) => {
      if (key !== item.key || removed.includes(key)) throw gone();
      return { ...item };
    },
    fresh: async () => {
      if (!newest.item) throw gone();
      return { ...newest.item };
    },
    remove: (_id: string, key: string) => void removed.push(key),
  };
  const session = { person: () => atVault.person, confirmSecond: async ({ passphrase }: { passphrase: string }) => {
    if (passphrase !== 'of Bert') throw new PortcullisError('VAULT_WRONG_PASSPHRASE');
    return BERT;
  } };
  const services = {
    vault, audit, clients, waits, now, inbox, session, changed: () => undefined,
    tokens: new ClientCredentialsTokens({ audit, now }), userTokens: new UserTokens({ vault, audit, now }),
    sandbox: { target: () => Promise.reject(new Error('not used')) },
  } as unknown as Services;
  const restart = () => (side.approvals = new Approvals(() => services));
  const side: ApprovalSide = {
    wise, state, vault, audit, clock, connectionId: connection.id, item, newest, atVault, services, clients, removed, restart,
    approvals: new Approvals(() => services),
    fundCalls: () => wise.received.filter(({ method, path }) => method === 'POST' && path === item.call.path),
    entry: () => vault.read().approvals[0],
    async close() {
      await clients.close();
      await wise.close();
    },
  };
  return side;
}

function gone(): PortcullisError {
  return new PortcullisError('APPROVAL_NOT_FOUND');
}

/** A transfer that takes a one-time token cleared by SMS. */
function protectedRoutes(state: WiseState): Record<string, Handler> {
  const given = (token: unknown) => (typeof token === 'string' ? state.tokens.get(token) : undefined);
  return {
    [FUND]: ({ headers }) => (given(headers['x-2fa-approval']) ? fund(state, String(headers['x-2fa-approval'])) : reject(state)),
    [STATUS]: ({ headers }) => tokenObject(state, headers['one-time-token']),
    [TRIGGER]: () => json({ obfuscatedPhoneNo: '*********8888' }),
    [VERIFY]: ({ headers, body }) => {
      const token = String(headers['one-time-token']);
      if (!(JSON.parse(body) as { otpCode: string }).otpCode.includes(CODE)) return json({ errors: [{ code: 'otp.invalid', message: 'Wrong code' }] }, 400);
      state.tokens.set(token, true);
      return tokenObject(state, token);
    },
    [TRANSFER_ROUTE]: () => json({ id: TRANSFER, status: state.status, sourceCurrency: 'EUR', sourceValue: 12_400 }),
    [PAYMENTS_ROUTE]: () => json(state.funded > 0 ? [{ id: 1, amount: 12_400, currency: 'EUR' }] : []),
  };
}

export function reject(state: WiseState, token: string = randomUUID()): Reply {
  state.tokens.set(token, state.tokens.get(token) ?? false);
  return { status: 403, headers: { 'x-2fa-approval-result': 'REJECTED', 'x-2fa-approval': token } };
}

export function fund(state: WiseState, token: string): Reply {
  state.tokens.delete(token);
  state.funded += 1;
  state.status = 'processing';
  return json({ type: 'BALANCE', status: 'COMPLETED', errorCode: null });
}

function tokenObject(state: WiseState, token: unknown): Reply {
  const passed = state.tokens.get(String(token));
  if (passed === undefined) return { status: 404 };
  const challenges = [{ primaryChallenge: { type: 'SMS', viewData: {} }, alternatives: [], required: true, passed }];
  return json({ oneTimeTokenProperties: { oneTimeToken: token, validity: 3600, actionType: 'TRANSFER__FUND', userId: 1, challenges } });
}
