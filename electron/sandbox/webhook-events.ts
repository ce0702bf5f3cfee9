import type { Subscription } from './state.ts';

type Data = (occurredAt: string) => Record<string, unknown>;

/** What test notifications tell, by event type: entity ids of zero, the time now and fixed states, as Wise says of its own. */
const DUMMY_DATA: Record<string, Data> = {
  'transfers#state-change': (occurredAt) => ({
    resource: { type: 'transfer', id: 0, profile_id: 0, account_id: 0 },
    current_state: 'processing',
    previous_state: 'incoming_payment_waiting',
    occurred_at: occurredAt,
  }),
  'transfers#active-cases': () => ({ resource: { type: 'transfer', id: 0, profile_id: 0, account_id: 0 }, active_cases: ['deposit_amount_less_invoice'] }),
  'balances#credit': (occurredAt) => ({
    resource: { type: 'balance-account', id: 0, profile_id: 0 },
    amount: 1.23,
    currency: 'EUR',
    post_transaction_balance_amount: 2.34,
    transaction_type: 'credit',
    occurred_at: occurredAt,
  }),
  'profiles#verification-state-change': (occurredAt) => ({ resource: { type: 'profile', id: 0 }, current_state: 'verified', occurred_at: occurredAt }),
};

/** The body of a test notification. `at` in milliseconds since 1970. */
export function testEvent({ id, triggerOn, version }: Subscription, at: number): string {
  const now = eventTime(at);
  const data = Object.hasOwn(DUMMY_DATA, triggerOn) ? DUMMY_DATA[triggerOn]!(now) : { resource: { type: triggerOn.split('#', 1)[0], id: 0, profile_id: 0 }, occurred_at: now };
  return JSON.stringify({ data, subscription_id: id, event_type: triggerOn, schema_version: version, sent_at: now });
}

/** ISO 8601 in whole seconds, as Wise writes times in webhooks. */
export const eventTime = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;
