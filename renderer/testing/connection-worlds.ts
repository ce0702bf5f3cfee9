import { makeCertificate, usingCertificate } from './certificates.ts';
import { builtIn, custom, makeKey, production, wiseSandbox } from './fixtures.ts';
import type { World } from './scenarios.ts';
import { acme, makeToken, person } from './tokens.ts';

type Part = Pick<World, 'connections' | 'keys' | 'certificates' | 'tokens' | 'brokenAt'>;

/** One of each environment; production has all a connection can have and is in use, the Wise sandbox has addresses of its own. */
export function everyConnection(): Part {
  const certificate = makeCertificate({ name: 'api-2026', over: production });
  const signing = makeKey({ label: 'payments-signing', state: 'active', over: production });
  const keys = [signing, makeKey({ label: 'refunds-signing', algorithm: 'PS256', state: 'uploaded', over: production }), makeKey({ label: 'payload', algorithm: 'RSA-OAEP-256', state: 'active', over: production }), makeKey({ label: 'tests', state: 'active' })];
  const ledger = makeToken({ label: 'Ledger', over: production, isInUse: true });
  const tokens = [ledger, makeToken({ kind: 'personal', label: 'Reports script that somebody named at length', over: production, profiles: [] }), makeToken({ kind: 'personal', label: 'Test script', over: wiseSandbox, profiles: [person] }), makeToken({ kind: 'application', over: production })];
  const whole = { ...usingCertificate(production, certificate), signingKeyId: signing.id, userTokenId: ledger.id, hasUserToken: true, profileId: acme.id, redirectUri: 'https://app.example.com/wise/callback?tenant=7&language=en', clientKey: '0c4a9f0e-1f6b-4a53-9c55-0d8f0a3c7b77', selected: true };
  const ownHosts = { ...wiseSandbox, apiUrl: 'https://api.sandbox.transferwise.tech', hasOwnHosts: true };
  return { connections: [{ ...builtIn, selected: false }, ownHosts, whole, { ...custom, redirectUri: 'portcullis:oauth/callback' }], keys, certificates: [certificate], tokens };
}

/** The same, with the chains of production and of the custom hosts broken. */
export function brokenConnections(): Part {
  return { ...everyConnection(), brokenAt: { [production.id]: 'mtls', [custom.id]: 'dns' } };
}

/** Many, of every environment but the built-in sandbox, which there is once. */
export function manyConnections(count: number): Part {
  const templates = [wiseSandbox, production, custom];
  const others = Array.from({ length: count - 1 }, (_, index) => ({ ...templates[index % templates.length]!, id: crypto.randomUUID(), name: index === 2 ? 'ACompanyWhoseRegisteredNameHasNoSpacesInItAndIsLongerThanAnyTable' : `Client ${index + 1}`, selected: false }));
  return { connections: [builtIn, ...others], keys: [], certificates: [], tokens: [] };
}
