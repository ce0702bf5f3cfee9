import { QueryClient, useMutation, useQuery } from '@tanstack/react-query';
import type { Api } from '../shared/ipc/api.ts';
import type { Input, Method, Output, Topic } from '../shared/ipc/contract.ts';
import type { ErrorDetails, Result, WireError } from '../shared/ipc/result.ts';
import { toWireError, type ErrorCode } from '../shared/errors.ts';

declare global {
  interface Window {
    readonly portcullis: Api;
  }
}

/** A refusal of main, with what to say and what to do next. */
export class ApiError extends Error {
  readonly code: ErrorCode;
  readonly next: string;
  readonly details: ErrorDetails;

  constructor(error: WireError) {
    super(error.message);
    this.name = 'ApiError';
    this.code = error.code;
    this.next = error.next;
    this.details = error.details;
  }
}

/** Asks main for one method of the contract. Throws `ApiError`. */
export async function call<M extends Method>(method: M, input: Input<M>): Promise<Output<M>> {
  const invoke = window.portcullis[method] as (input: Input<M>) => Promise<Result<Output<M>>>;
  // The host itself failed, not the method: there is no answer to unwrap.
  const result = await invoke(input).catch((lost: unknown) => ({ ok: false as const, error: toWireError(lost) }));
  if (result.ok) return result.value;
  throw new ApiError(result.error);
}

/** What to ask again when main says that a topic changed. */
const ASKED_BY_TOPIC: Record<Topic, readonly Method[]> = {
  vault: ['vault.status', 'expiry.locked'],
  connections: ['connections.list', 'wiseKeys.list', 'wiseCa.get'],
  keys: ['keys.list', 'expiry.list'],
  rotations: ['rotations.list'],
  certificates: ['certificates.list', 'expiry.list'],
  tokens: ['tokens.list', 'tokens.history', 'expiry.list'],
  consents: ['consents.list'],
  users: ['users.list'],
  migrations: ['migrations.list'],
  approvals: ['approvals.inbox', 'approvals.details'],
  records: ['approvals.records'],
  factors: ['factors.get', 'scaKeys.list'],
  people: ['people.list'],
  phone: ['sandbox.phone'],
  webhooks: ['webhooks.receiver'],
  audit: ['audit.list'],
  preferences: ['preferences.get'],
  // How long until it locks depends on them, and which keys end soon.
  settings: ['vault.settings', 'vault.status', 'keys.list', 'certificates.list', 'expiry.list'],
  waits: ['wise.waits'],
};

/** May stay in memory while the vault is locked. */
const KEPT_WHILE_LOCKED: readonly unknown[] = ['vault.status', 'expiry.locked', 'preferences.get', 'app.info'] satisfies Method[];

/** Nothing goes stale by itself: main says when something changed. No network is involved, so offline does not matter. */
export const client = new QueryClient({
  defaultOptions: {
    queries: { staleTime: Infinity, retry: false, refetchOnWindowFocus: false, networkMode: 'always' },
    mutations: { retry: false, networkMode: 'always' },
  },
});

/** What changes is asked again at once. Only where things keep changing, as while many tokens are refreshed, it is asked again after a pause. Milliseconds, and a count. */
const STORM = { changes: 10, withinMs: 3000, pauseMs: 300 };

/** Listens to main for as long as the page lives. */
export function followChanges(): void {
  const stale = new Set<unknown>();
  let recent: number[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const askAgain = () => {
    clearTimeout(timer);
    timer = undefined;
    const asked = new Set(stale);
    stale.clear();
    void client.invalidateQueries({ predicate: (query) => asked.has(query.queryKey[0]) });
  };
  window.portcullis.onChanged((topics) => {
    for (const topic of topics) for (const method of ASKED_BY_TOPIC[topic]) stale.add(method);
    const now = Date.now();
    recent = [...recent.filter((at) => now - at < STORM.withinMs), now];
    // A lock must show at once.
    if (recent.length <= STORM.changes || topics.includes('vault')) askAgain();
    else timer ??= setTimeout(askAgain, STORM.pauseMs);
  });
}

/** Drops every answer that only an unlocked vault gives. */
export function forgetUnlocked(): void {
  client.removeQueries({ predicate: (query) => !KEPT_WHILE_LOCKED.includes(query.queryKey[0]) });
  client.getMutationCache().clear();
}

type AskOptions = { enabled?: boolean; refetchInterval?: number };

/** The answer to a question, kept and asked again when its topic changes. */
export function useAsk<M extends Method>(method: M, input: Input<M>, options: AskOptions = {}) {
  return useQuery<Output<M>, ApiError>({ queryKey: [method, input], queryFn: () => call(method, input), ...options });
}

/** Something to be done. What it changes comes back through `followChanges`. */
export function useTell<M extends Method>(method: M) {
  return useMutation<Output<M>, ApiError, Input<M>>({ mutationFn: (input) => call(method, input) });
}
