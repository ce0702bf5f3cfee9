import { z } from 'zod';
import type { AuditKind } from '../model/views.ts';

type MethodOptions<I extends z.ZodType, O extends z.ZodType> = {
  /** Shapes are made when the method is first called: all of them at once would hold up the start. */
  input: () => I;
  output: () => O;
  /** May it be called while the vault is locked? */
  whileLocked?: true;
  /** The audit kind under which the use case records it; null when it neither changes anything nor uses a credential. */
  auditedAs: AuditKind | null;
};

/** One row of the contract. */
export function method<I extends z.ZodType, O extends z.ZodType>(options: MethodOptions<I, O>) {
  return { whileLocked: false, ...options, input: z.lazy(options.input), output: z.lazy(options.output) };
}

export const nothing = z.strictObject({});
/** Length is the vault's to judge, so that it can say what is wrong; this only bounds the message. */
export const passphrase = z.string().max(4096);
/** Another person's door, given in place. */
export const second = z.strictObject({ personId: z.uuid(), passphrase });
const MAX_IMPORT_CHARACTERS = 400_000;
/** Something a person pasted, dropped, or picks in the file dialog of main (`CANCELLED` when the person does not pick). */
export const source = [
  z.strictObject({ kind: z.literal('text'), text: z.string().max(MAX_IMPORT_CHARACTERS) }),
  z.strictObject({ kind: z.literal('file'), name: z.string().max(255), base64: z.base64().max(MAX_IMPORT_CHARACTERS) }),
  z.strictObject({ kind: z.literal('pick') }),
] as const;
