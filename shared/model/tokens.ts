import { z } from 'zod';
import { wireError } from '../ipc/result.ts';
import { environment } from './environments.ts';

const instant = z.iso.datetime();

/** Somebody's account within Wise, personal or of a business, as `GET /v2/profiles` lists it. */
export const profile = z.lazy(() => z.strictObject({
  id: z.number().int(),
  type: z.enum(['personal', 'business']),
  name: z.string(),
  /** ISO 3166-1 alpha-2; decides what a personal token may do. */
  country: z.string().optional(),
}));
export type Profile = z.infer<typeof profile>;

/** `application`: client credentials, in memory only. `user`: with a refresh token. `personal`: made by hand on wise.com. */
export const TOKEN_KINDS = ['application', 'user', 'personal'] as const;
export const tokenKind = z.enum(TOKEN_KINDS);
export type TokenKind = z.infer<typeof tokenKind>;

/**
 * `live`: Wise takes it. `due`: its access part has ended or will in minutes; it is refreshed when next used. `replace`: older than the person wanted.
 * `uncertain`: a refresh was sent and its answer never came. `refused`: Wise takes it no more. `ended`: over, and nothing can renew it.
 */
export const tokenState = z.enum(['live', 'due', 'replace', 'uncertain', 'refused', 'ended']);
export type TokenState = z.infer<typeof tokenState>;

/** How a token came into the vault. `sandbox`: the built-in sandbox's own. */
export const tokenOrigin = z.enum(['pasted', 'imported', 'consent', 'registration', 'client-credentials', 'sandbox']);
export type TokenOrigin = z.infer<typeof tokenOrigin>;

export const tokenEvent = z.lazy(() => z.strictObject({
  at: instant,
  kind: z.enum(['made', 'imported', 'tested', 'refreshed', 'renewed', 'refused', 'answer-lost', 'copied']),
  /** One line for people, such as "Wise answered 200, 2 profiles". */
  says: z.string(),
}));
export type TokenEvent = z.infer<typeof tokenEvent>;

export const tokenSummary = z.lazy(() => z.strictObject({
  /** UUID; of an application token `application-<connection id>`. */
  id: z.string(),
  kind: tokenKind,
  label: z.string(),
  connectionId: z.uuid(),
  connectionName: z.string(),
  environment,
  /** Last four characters of the access token; absent while there is only a refresh token. */
  tail: z.string().optional(),
  state: tokenState,
  origin: tokenOrigin,
  madeAt: instant,
  /** End of the access token; absent where Wise states none. */
  endsAt: instant.optional(),
  /** End of the refresh token. */
  refreshEndsAt: instant.optional(),
  canRefresh: z.boolean(),
  lastUsedAt: instant.optional(),
  lastRefreshAt: instant.optional(),
  lastTestedAt: instant.optional(),
  userId: z.number().int().optional(),
  /** As of the last test or consent; empty while not known. */
  profiles: z.array(profile),
  /** The profile that the person picked on Wise's consent page. */
  profileId: z.number().int().optional(),
  /** Remind to replace it this many days after it was made. */
  replaceAfterDays: z.number().int().optional(),
  replaceAt: instant.optional(),
  /** Its connection's calls for a profile carry it. */
  isInUse: z.boolean(),
  /** Why Wise takes it no more, or what became uncertain. */
  problem: wireError.optional(),
  /** When something last happened to it; what happened is told by `tokens.history`. */
  lastEventAt: instant,
}));
export type TokenSummary = z.infer<typeof tokenSummary>;

/** What one thing found in a file can become. `access-token` ends within hours and cannot be renewed. */
export const FOUND_KINDS = ['personal-token', 'access-token', 'refresh-token', 'client-credentials', 'unknown-token'] as const;
export const foundCredential = z.lazy(() => z.strictObject({
  index: z.number().int().nonnegative(),
  kind: z.enum(FOUND_KINDS),
  /** Where in the file, such as "WISE_API_TOKEN" or "Get profiles › Authorization". */
  name: z.string(),
  /** Last four characters; of client credentials those of the client id. */
  tail: z.string(),
  /** Guessed from addresses that stand beside it. */
  environment: environment.optional(),
  /** Why it is taken for that, or why it is of no use, in a sentence. */
  says: z.string(),
  /** The token or connection of this vault that it is already. */
  knownAs: z.string().optional(),
}));
export type FoundCredential = z.infer<typeof foundCredential>;

/** What was pasted, picked or dropped. Main keeps it under `importId` for five minutes or until the lock. */
export const tokenImportView = z.lazy(() => z.strictObject({
  importId: z.uuid(),
  fileName: z.string().optional(),
  /** Such as "Postman environment “Wise live”". */
  what: z.string(),
  items: z.array(foundCredential),
  error: wireError.optional(),
}));
export type TokenImportView = z.infer<typeof tokenImportView>;

/** A consent that was begun: the person is, or was, on Wise's page. */
export const consentView = z.lazy(() => z.strictObject({
  id: z.uuid(),
  connectionId: z.uuid(),
  connectionName: z.string(),
  environment,
  startedAt: instant,
  /** Wise's page with `client_id`, `redirect_uri` and `state`; it holds no secret. */
  url: z.string(),
  redirectUri: z.string(),
  /** How the answer comes back. `loopback`: a listener on this machine waits until `listensUntil`. `link`: a `portcullis:` address. `paste`: by hand. Pasting always works. */
  comesBackBy: z.enum(['loopback', 'link', 'paste']),
  listensUntil: instant.optional(),
  /** Why nothing listens though the redirect URI is loopback, such as a port that is taken; or why an answer that came by itself was of no use. */
  problem: wireError.optional(),
  /** The token that it shall renew. */
  tokenId: z.uuid().optional(),
}));
export type ConsentView = z.infer<typeof consentView>;

/** A user that was made over a connection with a registration code. */
export const wiseUser = z.lazy(() => z.strictObject({
  id: z.uuid(),
  connectionId: z.uuid(),
  connectionName: z.string(),
  email: z.string(),
  /** Wise's number. */
  userId: z.number().int().optional(),
  madeAt: instant,
  /** `code-made`: the code lies in the vault, Wise does not know the user yet. `signed-up`: it does. `exists`: Wise had a user of that address before; only the consent page gives a token. `ready`: there is a token. */
  state: z.enum(['code-made', 'signed-up', 'exists', 'ready']),
  tokenId: z.uuid().optional(),
  profiles: z.array(profile),
  /** A claim code was made last then. */
  claimCodeAt: instant.optional(),
}));
export type WiseUser = z.infer<typeof wiseUser>;
