import { z } from 'zod';
import { wiseUser } from '../model/tokens.ts';
import { run } from '../model/views.ts';
import { method, nothing } from './method.ts';

/** Languages that Wise's sign-up takes. */
export const USER_LANGUAGES = ['EN', 'US', 'PT', 'ES', 'FR', 'DE', 'IT', 'JA', 'RU', 'PL', 'HU', 'TR', 'RO', 'NL', 'HK'] as const;

const outcome = () => z.strictObject({ user: wiseUser, run });

/** Users that a partner makes with a registration code. */
export const userMethods = {
  'users.list': method({ input: () => nothing, output: () => z.array(wiseUser), auditedAs: null }),
  /** Makes a registration code, keeps it, signs the user up with it, and fetches the first token. What goes wrong on the way is in the run; the code stays. */
  'users.create': method({
    input: () => z.strictObject({ connectionId: z.uuid(), email: z.email().max(254), language: z.enum(USER_LANGUAGES).optional() }),
    output: outcome,
    auditedAs: 'user.made',
  }),
  /** Goes on where `users.create` stopped: signs up if Wise does not know the user yet, and fetches a token with the code. */
  'users.fetchToken': method({ input: () => z.strictObject({ id: z.uuid() }), output: outcome, auditedAs: 'user.token' }),
  /** Has Wise make a claim-account code, with which the person takes the account over, and puts it on the clipboard. */
  'users.claimCode': method({ input: () => z.strictObject({ id: z.uuid() }), output: () => wiseUser, auditedAs: 'user.claim-code' }),
  /** Drops the user with the registration code; its token stays. */
  'users.forget': method({ input: () => z.strictObject({ id: z.uuid() }), output: () => nothing, auditedAs: 'user.forgotten' }),
} as const;
