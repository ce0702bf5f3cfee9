import { randomUUID } from 'node:crypto';
import { onTestFinished } from 'vitest';
import type { Topic } from '../../../shared/ipc/contract.ts';
import { Approvals } from '../../approvals/approvals.ts';
import type { Services } from '../../services.ts';
import { ClientCredentialsTokens } from '../../tokens/client-credentials.ts';
import { tokenEntry } from '../../tokens/testing/token-side.ts';
import { UserTokens } from '../../tokens/user-tokens.ts';
import { WiseClients } from '../../wise/clients.ts';
import { RateLimitWaits } from '../../wise/rate-limit.ts';
import { connectionEntry, memoryAudit, memoryVault } from '../../wise/testing/ports.ts';
import { startTlsServer, type Handler, type Reply } from '../../wise/testing/tls-server.ts';
import { json } from '../../wise/testing/wise-double.ts';
import { Inbox } from '../inbox.ts';

export const ACME = 30_000_000;
export const OTHER = 30_000_001;
export const USER = 4_342_275;
export const BATCH = '5f9f6a2c-3b1e-4c6d-8a70-1d2e3f4a5b6c';
export const OWNER = { id: '00000000-0000-4000-8000-000000000001', name: 'Owner' };

/** A transfer as Wise lists it. */
export function waitingTransfer(id: number, change: Record<string, unknown> = {}) {
  return {
    id, user: USER, targetAccount: 70_000, sourceAccount: null, quote: null, quoteUuid: `quote-${id}`, status: 'incoming_payment_waiting', reference: '', rate: 1,
    created: '2026-11-20 10:47:49', business: null, transferRequest: null, details: { reference: `Invoice ${id}` }, hasActiveIssues: false,
    sourceCurrency: 'EUR', sourceValue: 12_400, targetCurrency: 'EUR', targetValue: 12_400, customerTransactionId: randomUUID(), ...change,
  };
}

type Listed = ReturnType<typeof waitingTransfer>;
/** What the double knows. `broken` answers instead of what it would, by the first of these that fits `METHOD /path?query`. */
export type World = { transfers: Map<number, Listed[]>; batches: Map<string, object>; attention: string[]; names: Map<number, unknown>; broken: [RegExp, Handler][] };

const ROUTES: readonly [RegExp, (world: World, match: RegExpExecArray, query: URLSearchParams) => Reply][] = [
  [/^GET \/v2\/profiles$/, () => json([{ id: ACME, type: 'BUSINESS', userId: USER, businessName: 'Acme Payments Ltd.' }, { id: OTHER, type: 'PERSONAL', userId: USER, fullName: 'Ann Other' }])],
  [/^GET \/v1\/transfers$/, ({ transfers }, _match, query) => {
    const [offset, limit] = [Number(query.get('offset')), Number(query.get('limit'))];
    return json((transfers.get(Number(query.get('profile'))) ?? []).filter(({ status }) => status === query.get('status')).slice(offset, offset + limit));
  }],
  [/^GET \/v1\/transfers\/(\d+)$/, ({ transfers }, [, id]) => found([...transfers.values()].flat().find((one) => one.id === Number(id)))],
  [/^GET \/v3\/profiles\/\d+\/batch-groups\/([^/]+)$/, ({ batches }, [, id = '']) => found(batches.get(id))],
  [/^GET \/v1\/profiles\/\d+\/activities$/, ({ attention, names }, _match, query) => json({
    cursor: null,
    activities: query.get('monetaryResourceType') === 'BATCH_TRANSFER'
      ? attention.map((id) => ({ id: 'x', type: 'BATCH_TRANSFER', resource: { type: 'BATCH_TRANSFER', id }, title: 'b', status: 'REQUIRES_ATTENTION', createdOn: '2026-11-21T09:40:00.000Z' }))
      : [...names].map(([id, title]) => ({ id: 'y', type: 'TRANSFER', resource: { type: 'TRANSFER', id: String(id) }, title, status: 'REQUIRES_ATTENTION' })),
  })],
  [/^GET \/v4\/profiles\/(\d+)\/balances$/, (_world, [, id]) => json([{ id: Number(id) + 1, currency: 'EUR', type: 'STANDARD', amount: { value: 61_902.15, currency: 'EUR' }, investmentState: 'NOT_INVESTED' }])],
  [/^GET \/v3\/profiles\/\d+\/quotes\/([^/]+)$/, (_world, [, id]) => json({ id, sourceCurrency: 'EUR', paymentOptions: [{ payIn: 'BANK_TRANSFER', fee: { total: 9 } }, { payIn: 'BALANCE', fee: { total: 4.31 } }] })],
  [/^GET \/v2\/accounts\/(\d+)$/, (_world, [, id]) => json({ id: Number(id), name: { fullName: 'Nordwind GmbH' }, longAccountSummary: 'DE89 3704 0044 0532 0130 00' })],
];

function found(body: object | undefined): Reply {
  return body ? json(body) : { status: 404, body: '' };
}

/** An inbox over a Wise of its own behind real TLS, with a real engine of approvals. */
export async function startInboxSide() {
  const world: World = { transfers: new Map(), batches: new Map(), attention: [], names: new Map(), broken: [] };
  const server = await startTlsServer((received, res) => {
    const asked = `${received.method} ${received.path}`;
    const broken = world.broken.find(([pattern]) => pattern.test(asked))?.[1];
    if (broken) return broken(received, res);
    const [path = '', query = ''] = asked.split('?');
    for (const [pattern, answer] of ROUTES) {
      const match = pattern.exec(path);
      if (match) return answer(world, match, new URLSearchParams(query));
    }
    return { status: 404, body: '' };
  });
  const tokenId = randomUUID();
  const connection = connectionEntry({ environment: 'custom', hosts: { apiUrl: server.url, mtlsUrl: server.url, consentUrl: server.url }, wiseCa: [server.ca.pem], clientId: 'c', clientSecret: 's', userTokenId: tokenId });
  const clock = { now: Date.parse('2026-11-23T12:00:00Z') };
  const now = () => clock.now;
  const vault = memoryVault({ connections: [connection], selectedConnectionId: connection.id, tokens: [tokenEntry(connection, { id: tokenId })] });
  const audit = memoryAudit();
  const waits = new RateLimitWaits();
  const clients = new WiseClients(waits, { headersMs: 5_000, totalMs: 5_000 });
  const told: Topic[] = [];
  const copied: string[] = [];
  const session = { isOpen: true, person: () => OWNER };
  const picks = { file: undefined as { name: string; read(): Promise<Uint8Array> } | undefined };
  const services = {
    vault, audit, clients, waits, now, session, changed: (...topics: Topic[]) => void told.push(...topics),
    tokens: new ClientCredentialsTokens({ audit, now }), userTokens: new UserTokens({ vault, audit, now }),
    sandbox: { target: () => Promise.reject(new Error('not used')) },
    clipboard: { copy: async (text: string) => void copied.push(text) },
    dialogs: { openFile: async () => picks.file },
  } as unknown as Services;
  const made: Services = Object.assign(services, { inbox: new Inbox(() => made), approvals: new Approvals(() => made) });
  onTestFinished(async () => {
    await clients.close();
    await server.close();
  });
  return {
    world, server, connectionId: connection.id, vault, audit, clock, told, copied, session, picks, services: made, inbox: made.inbox,
    fetch: () => made.inbox.fetch(connection.id),
    asked: (pattern: RegExp) => server.received.filter(({ method, path }) => pattern.test(`${method} ${path}`)),
  };
}
