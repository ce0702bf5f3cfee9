import type { ConnectionSummary } from '../../../shared/model/views.ts';
import type { WebhookScope } from '../../../shared/model/webhooks.ts';

export type Domain = WebhookScope['domain'];

/** What the connection lacks to see subscriptions of this kind. */
export type Lack = 'client key' | 'profile id' | 'user token' | 'sandbox';

/** Nothing of it for the built-in sandbox but that it was started once: it knows all by itself. */
export function lacksOf({ environment, clientKey, profileId, hasUserToken }: ConnectionSummary, domain: Domain): Lack[] {
  if (domain === 'application') return environment === 'built-in' || clientKey ? [] : ['client key'];
  if (environment === 'built-in') return profileId === undefined ? ['sandbox'] : [];
  return [...(profileId === undefined ? ['profile id' as const] : []), ...(hasUserToken ? [] : ['user token' as const])];
}

/** Undefined while something is missing. */
export function scopeOf(connection: ConnectionSummary, domain: Domain): WebhookScope | undefined {
  if (lacksOf(connection, domain).length > 0) return undefined;
  if (domain === 'application') return { domain };
  return connection.profileId === undefined ? undefined : { domain, profileId: connection.profileId };
}

/** A profile id as typed; undefined for what is none. */
export function readProfileId(text: string): number | undefined {
  const id = Number(text.trim());
  return /^\d+$/.test(text.trim()) && Number.isSafeInteger(id) && id > 0 ? id : undefined;
}
