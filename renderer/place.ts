import { useSyncExternalStore } from 'react';
import type { JoseMethod } from '../shared/model/views.ts';

/** Where the person is. Kept over lock and unlock, so that one comes back to where one was. */
export type Place =
  | { screen: 'overview' }
  /** `preparing`: the form for a call by hand stands open. */
  | { screen: 'approvals'; tab?: 'inbox' | 'record' | 'factors'; /** The item that is open; without one the first. */ key?: string; recordId?: string; preparing?: true; opening?: true; /** The proofs that open a session of low risk. */ startingSession?: true }
  | { screen: 'keys'; keyId?: string; making?: true; importing?: true; exporting?: true; likeKeyId?: string }
  /** Without an id: what ends within N days, to rotate many at once. */
  | { screen: 'rotation'; id?: string }
  | { screen: 'certificates'; certificateId?: string; importing?: true; exporting?: true; wiseCa?: true }
  /** The guided task. Without an id a new one begins; `replaces` is the certificate whose place it takes. */
  | { screen: 'new-certificate'; certificateId?: string; replaces?: string }
  | { screen: 'expiry' }
  | { screen: 'connections'; connectionId?: string; /** The form that stands open. */ editing?: 'redirect URI' | 'user token' }
  /** `connectionId`: over which to add or to ask; without it over the selected one. */
  | { screen: 'tokens'; tab?: 'tokens' | 'users'; tokenId?: string; adding?: true; importing?: true; consenting?: true; connectionId?: string; consentId?: string; userId?: string; makingUser?: true }
  /** The guided task. Without an id: pick the personal token it begins from; `tokenId` stands first there. */
  | { screen: 'migration'; id?: string; tokenId?: string }
  | { screen: 'webhooks'; tab?: 'check' | 'subscriptions' | 'receiver' | 'wise-ca' }
  | { screen: 'playground'; method?: JoseMethod; keyId?: string; runNow?: true; tab?: 'call' | 'workbench' | 'wise-keys' }
  | { screen: 'audit'; verifyNow?: true }
  | { screen: 'settings' }
  | { screen: 'connect' };

export type Screen = Place['screen'];

let place: Place = { screen: 'overview' };
const listeners = new Set<() => void>();

/** Goes to a screen. */
export function go(next: Place): void {
  place = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function usePlace(): Place {
  return useSyncExternalStore(subscribe, () => place);
}
