import { z } from 'zod';
import { person } from '../model/approvals.ts';
import { personName } from '../model/person-name.ts';
import { method, nothing, passphrase, second } from './method.ts';

const name = z.string().trim().pipe(personName);

/** Who has a door to this vault, and what takes two of them. The first is the owner, whose door the recovery code can make anew. */
export const peopleMethods = {
  /** `you`: who opened the vault. */
  'people.list': method({ input: () => nothing, output: () => z.strictObject({ people: z.array(person.unwrap().extend({ isOwner: z.boolean() })), you: z.uuid() }), auditedAs: null }),
  /** Asks for your passphrase again; while a connection is under four eyes also for `second`. Throws `PERSON_NAME_TAKEN`, `PASSPHRASE_*`, `VAULT_WRONG_PASSPHRASE`, `PERSON_SECOND`. */
  'people.add': method({ input: () => z.strictObject({ name, passphrase, newPassphrase: passphrase, second: second.optional() }), output: () => person, auditedAs: 'person.added' }),
  'people.rename': method({ input: () => z.strictObject({ personId: z.uuid(), name }), output: () => nothing, auditedAs: 'person.renamed' }),
  /** Closes the door, under a new vault key. Not the owner's, nor your own; refused when four eyes would be left with one person (`PERSON_NEEDED`). */
  'people.remove': method({ input: () => z.strictObject({ personId: z.uuid(), passphrase, second: second.optional() }), output: () => nothing, auditedAs: 'person.removed' }),
  /** On: takes two people in the vault (`PERSON_NEEDED`). Off: takes another person's door (`PERSON_SECOND`). */
  'people.setFourEyes': method({ input: () => z.strictObject({ connectionId: z.uuid(), on: z.boolean(), second: second.optional() }), output: () => nothing, auditedAs: 'connection.four-eyes' }),
} as const;
