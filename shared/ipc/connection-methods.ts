import { z } from 'zod';
import { chainHealth, connectionSummary, environment } from '../model/views.ts';
import { method, nothing, passphrase, second } from './method.ts';

const name = z.string().trim().min(1).max(80);
const clientId = z.string().trim().min(1).max(200);
const clientSecret = z.string().trim().min(1).max(500);
const address = z.url({ protocol: /^https$/ }).max(2000);
/** The API with and without mTLS are origins; the consent page has a path. */
const hosts = z.strictObject({ apiUrl: address, mtlsUrl: address, consentUrl: address });
/** As registered with Wise, query included: compared byte by byte there. */
const redirectUri = z.string().trim().min(1).max(2000);

/** Connections: whom calls go to, and which credentials they carry. */
export const connectionMethods = {
  'connections.list': method({ input: () => nothing, output: () => z.array(connectionSummary), auditedAs: null }),
  /** The new connection is also the selected one. Refused for a credential that another environment has (`CREDENTIAL_SHARED`). */
  'connections.create': method({
    input: () => z.strictObject({
      environment,
      name,
      /** From Developer Hub; left out for the built-in sandbox, which has its own. */
      clientId: clientId.optional(),
      clientSecret: clientSecret.optional(),
      /** Required for `custom`; by default those of the environment. */
      hosts: hosts.optional(),
      redirectUri: redirectUri.optional(),
      /** Production is only made with `PRODUCTION_WORD`. */
      word: z.string().max(80).optional(),
    }),
    output: () => connectionSummary,
    auditedAs: 'connection.created',
  }),
  /** What is left out stays, null takes it away. Client id and secret change together. The built-in sandbox has its own; only its name and profile change. */
  'connections.change': method({
    input: () => z.strictObject({
      connectionId: z.uuid(),
      name: name.optional(),
      credentials: z.strictObject({ clientId, clientSecret }).optional(),
      hosts: hosts.nullable().optional(),
      /** Of the vault; asked for with new `hosts`, which the credentials are sent to from then on. */
      passphrase: passphrase.optional(),
      redirectUri: redirectUri.nullable().optional(),
      /** Names the application in the paths of webhook subscriptions. */
      clientKey: z.string().trim().min(1).max(200).nullable().optional(),
      profileId: z.number().int().positive().nullable().optional(),
      /** Protected calls with a body go out as JWS; refused without a signing key that Wise has (`KEY_MISSING`). */
      signsCalls: z.boolean().optional(),
      /** Factors are enrolled and verified on the older paths. */
      usesDeprecatedSca: z.boolean().optional(),
      /** Under four eyes, for other hosts or credentials (`PERSON_SECOND`). */
      second: second.optional(),
    }),
    output: () => connectionSummary,
    auditedAs: 'connection.changed',
  }),
  /** With its tokens, users, open consents and what was prepared over it. Refused while it has certificates that are not retired, a rotation under way, or an approval whose end is not known (`CONNECTION_IN_USE`). Under four eyes it takes another person's door (`PERSON_SECOND`). Keys stay. */
  'connections.remove': method({ input: () => z.strictObject({ connectionId: z.uuid(), second: second.optional() }), output: () => nothing, auditedAs: 'connection.removed' }),
  'connections.select': method({ input: () => z.strictObject({ id: z.uuid() }), output: () => nothing, auditedAs: 'connection.selected' }),
  /** From now on the connection's calls use this key. Refused unless Wise has it over this connection. */
  'connections.setKey': method({ input: () => z.strictObject({ connectionId: z.uuid(), keyId: z.uuid() }), output: () => nothing, auditedAs: 'connection.key-switched' }),
  /** From now on every call goes to the mTLS host with this certificate; null: to the plain host without one. Refused unless a call with it has gone through (`CERT_NOT_PROVED`). Calls under way end on the connections they have. */
  'connections.setCertificate': method({
    input: () => z.strictObject({ connectionId: z.uuid(), certificateId: z.uuid().nullable() }),
    output: () => connectionSummary,
    auditedAs: 'connection.certificate-switched',
  }),
  /** The token that calls for a profile carry; null: none. Refused for a token of another connection (`TOKEN_OTHER_CONNECTION`). A connection without a profile takes the token's, if there is one only. */
  'connections.setUserToken': method({
    input: () => z.strictObject({ connectionId: z.uuid(), tokenId: z.uuid().nullable() }),
    output: () => connectionSummary,
    auditedAs: 'connection.user-token-switched',
  }),
  /** Tries the chain link by link and stops at the first that is broken. */
  'connections.check': method({ input: () => z.strictObject({ id: z.uuid() }), output: () => chainHealth, auditedAs: 'connection.checked' }),
} as const;
