/** Known at the time of writing; any other can be typed. */
export const EVENT_TYPES = [
  'transfers#state-change', 'transfers#active-cases', 'transfers#payout-failure', 'balances#credit', 'balances#update', 'balances#account-state-change',
  'profiles#verification-state-change', 'cards#transaction-state-change', 'users#state-change', 'batch-payment-initiations#state-change', 'swift-in#credit',
] as const;

export type Draft = { name: string; triggerOn: string; version: string; url: string; mtlsEnabled: boolean };
export const FIRST_DRAFT: Draft = { name: '', triggerOn: EVENT_TYPES[0], version: versionFor(EVENT_TYPES[0]), url: '', mtlsEnabled: true };

/** The schema version that an event type is usually taken in. */
export function versionFor(triggerOn: string): string {
  return triggerOn === 'transfers#state-change' ? '4.0.0' : '2.0.0';
}

/** The draft with another event type; a version that nobody changed follows it. */
export function withEvent(draft: Draft, triggerOn: string): Draft {
  return { ...draft, triggerOn, version: draft.version === versionFor(draft.triggerOn) ? versionFor(triggerOn) : draft.version };
}

export type Problems = Partial<Record<keyof Draft, string>>;

/** What keeps the draft from being sent, by field. */
export function problemsOf({ name, triggerOn, version, url }: Draft): Problems {
  return {
    ...(name.trim() === '' && { name: 'Give it a name by which you know it again.' }),
    ...(!/^[a-z0-9-]+#[a-z0-9-]+$/.test(triggerOn.trim()) && { triggerOn: 'An event type is written like transfers#state-change.' }),
    ...(!/^\d+\.\d+\.\d+$/.test(version.trim()) && { version: 'Three numbers, such as 4.0.0.' }),
    ...(!isHttps(url.trim()) && { url: 'An https address; Wise delivers nowhere else.' }),
  };
}

function isHttps(url: string): boolean {
  return URL.canParse(url) && new URL(url).protocol === 'https:';
}
