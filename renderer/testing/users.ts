import type { Profile, WiseUser } from '../../shared/model/tokens.ts';
import type { ConnectionSummary } from '../../shared/model/views.ts';
import { builtIn, inDays, production, wiseSandbox } from './fixtures.ts';
import { makeToken, person } from './tokens.ts';
import type { World } from './scenarios.ts';

type Options = { email?: string; state?: WiseUser['state']; over?: ConnectionSummary; tokenId?: string; profiles?: Profile[]; madeIn?: number; claimed?: boolean };

/** A user in the state asked for, with what that state implies. */
export function makeUser({ email = 'maria.andersson@example.com', state = 'ready', over = builtIn, tokenId, profiles, madeIn = -12, claimed = false }: Options = {}): WiseUser {
  const isKnown = state === 'signed-up' || state === 'ready';
  return {
    id: crypto.randomUUID(),
    connectionId: over.id,
    connectionName: over.name,
    email,
    ...(isKnown && { userId: 6_101_300 + email.length }),
    madeAt: inDays(madeIn),
    state,
    ...(state === 'ready' && { tokenId: tokenId ?? crypto.randomUUID() }),
    profiles: profiles ?? (state === 'ready' ? [person] : []),
    ...(claimed && { claimCodeAt: inDays(-1) }),
  };
}

/** Users in each state, over three connections, with the tokens of those that have one. */
export function everyUser(): Pick<World, 'connections' | 'tokens'> & { users: WiseUser[] } {
  const sandbox = { ...wiseSandbox, name: 'Acme Payments (test)' };
  const jonas: Profile = { id: 30_120_077, type: 'personal', name: 'Jonas Weber', country: 'DE' };
  const tokens = [
    makeToken({ label: 'maria.andersson@example.com', over: production, origin: 'registration', profiles: [person] }),
    makeToken({ label: 'Ledger', over: production, profiles: [person] }),
    makeToken({ label: 'jonas.weber@example.com', over: sandbox, origin: 'registration', profiles: [jonas] }),
  ];
  const users = [
    makeUser({ over: production, tokenId: tokens[0]!.id, claimed: true }),
    makeUser({ email: 'jonas.weber@example.com', over: sandbox, tokenId: tokens[2]!.id, profiles: [jonas], madeIn: -3 }),
    makeUser({ email: 'was.there.before@example.com', over: production, state: 'exists', madeIn: -2 }),
    makeUser({ email: 'a-very-long-address-that-nobody-would-type-twice@subdomain.customers.example.com', over: sandbox, state: 'signed-up', madeIn: -1 }),
    makeUser({ email: 'offline@example.com', state: 'code-made', madeIn: -0.1 }),
  ];
  return { connections: [{ ...builtIn, selected: false }, sandbox, { ...production, selected: true }], tokens, users };
}
