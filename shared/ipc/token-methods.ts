import { z } from 'zod';
import { run } from '../model/views.ts';
import { consentView, profile, tokenEvent, tokenImportView, tokenSummary } from '../model/tokens.ts';
import { wireError } from './result.ts';
import { method, nothing, source } from './method.ts';

const label = z.string().trim().max(80);
const tokenId = z.uuid();
const replaceAfterDays = z.number().int().min(1).max(3650);

/** Application, user and personal tokens, and the consents that user tokens come from. */
export const tokenMethods = {
  /** Of all connections: those in the vault, and the application tokens in memory. */
  'tokens.list': method({ input: () => nothing, output: () => z.array(tokenSummary), auditedAs: null }),
  /** What happened to one of them, newest first. Apart from the list, which may be long. */
  'tokens.history': method({ input: () => z.strictObject({ tokenId: z.string().max(100) }), output: () => z.array(tokenEvent), auditedAs: null }),
  /** A personal token. Without `value`: the built-in sandbox's own. Refused for one that another environment has (`CREDENTIAL_SHARED`) or that is there already (`TOKEN_EXISTS`). */
  'tokens.add': method({
    input: () => z.strictObject({ connectionId: z.uuid(), label, value: z.string().trim().min(1).max(4096).optional(), replaceAfterDays: replaceAfterDays.optional() }),
    output: () => tokenSummary,
    auditedAs: 'token.added',
  }),
  'tokens.change': method({
    input: () => z.strictObject({ tokenId, label: label.optional(), replaceAfterDays: replaceAfterDays.nullable().optional() }),
    output: () => tokenSummary,
    auditedAs: 'token.changed',
  }),
  /** Lists the profiles it sees; a user token that is due is refreshed first. What goes wrong on the way is in the run. */
  'tokens.test': method({ input: () => z.strictObject({ tokenId }), output: () => run, auditedAs: 'token.tested' }),
  /** One at a time per token; those that share a connection go a few at a time. Personal tokens have nothing to refresh (`TOKEN_NO_REFRESH`). */
  'tokens.refresh': method({
    input: () => z.strictObject({ tokenIds: z.array(tokenId).min(1).max(10_000) }),
    output: () => z.array(z.strictObject({ tokenId, error: wireError.optional() })),
    auditedAs: 'token.refreshed',
  }),
  /** Wise is not told: it has no call for that. An application token is dropped from memory. */
  'tokens.forget': method({ input: () => z.strictObject({ tokenId: z.string().max(100) }), output: () => nothing, auditedAs: 'token.forgotten' }),
  /** The access token, to the clipboard, through main; cleared after 30 s. */
  'tokens.copy': method({ input: () => z.strictObject({ tokenId: z.string().max(100) }), output: () => nothing, auditedAs: 'token.copied' }),
  /** What the token sees now. */
  'tokens.profiles': method({ input: () => z.strictObject({ tokenId }), output: () => z.array(profile), auditedAs: 'token.tested' }),
  /** Says what credentials a Postman environment or collection, an `.env` file or a Bruno file holds. */
  'tokens.inspect': method({ input: () => z.strictObject({ from: z.discriminatedUnion('kind', source) }), output: () => tokenImportView, auditedAs: null }),
  /** Takes one of them. `client-credentials` become those of the connection; a refresh token is tried at once by a refresh. `plainCopies`: where it still lies readable, in sentences. */
  'tokens.import': method({
    input: () => z.strictObject({ importId: z.uuid(), index: z.number().int().nonnegative(), connectionId: z.uuid(), label }),
    output: () => z.strictObject({ token: tokenSummary.optional(), plainCopies: z.array(z.string()) }),
    auditedAs: 'token.imported',
  }),
  'tokens.discardImport': method({ input: () => z.strictObject({ importId: z.uuid() }), output: () => nothing, auditedAs: null }),
  /** What the screen lists, as CSV: no token, nor a part of one. */
  'tokens.saveList': method({ input: () => nothing, output: () => z.strictObject({ savedAs: z.string() }), auditedAs: 'token.list-saved' }),

  'consents.list': method({ input: () => nothing, output: () => z.array(consentView), auditedAs: null }),
  /** Opens Wise's consent page in the person's own browser and, where the redirect URI is loopback, listens for the answer. `tokenId`: the token it shall renew. */
  'consents.start': method({ input: () => z.strictObject({ connectionId: z.uuid(), label, tokenId: tokenId.optional() }), output: () => consentView, auditedAs: 'consent.started' }),
  /** Opens the page once more, and listens anew. */
  'consents.reopen': method({ input: () => z.strictObject({ consentId: z.uuid() }), output: () => consentView, auditedAs: null }),
  /** The address the browser ended on, its query, or the code alone. */
  'consents.finish': method({ input: () => z.strictObject({ consentId: z.uuid(), pasted: z.string().trim().min(1).max(8000) }), output: () => tokenSummary, auditedAs: 'consent.finished' }),
  'consents.cancel': method({ input: () => z.strictObject({ consentId: z.uuid() }), output: () => nothing, auditedAs: 'consent.cancelled' }),
} as const;
