import { z } from 'zod';
import { PortcullisError } from '../../shared/errors.ts';
import { connectionEntry, keyEntry, type VaultBody, vaultBody } from './body.ts';
import { recoveryTarget, type RecoveryTarget } from './doors.ts';

/** What is encrypted: the body, and what is needed to make the recovery door anew. */
const sealed = z.strictObject({ ...vaultBody.shape, doors: z.strictObject({ recovery: recoveryTarget }) });
type Sealed = z.infer<typeof sealed>;

/** Parts that are big or many: each is checked and turned into JSON once, for an entry never changes. */
const ENTRIES = { keys: keyEntry, connections: connectionEntry, sandbox: vaultBody.shape.sandbox } as const;
const small = sealed.omit({ keys: true, connections: true, sandbox: true });

/**
 * Turns a body into JSON bytes and remembers the JSON of each entry for as long as the entry lives.
 * What could not be read back is refused here, before anything is written.
 */
export class BodyJson {
  #known = new WeakMap<object, string>();

  /** The caller zeroes the bytes. Throws `INTERNAL` with the field that does not fit. */
  encode(body: VaultBody, recovery: RecoveryTarget): Buffer {
    const { keys, connections, sandbox, ...rest } = body;
    const head = check(small, { ...rest, doors: { recovery } });
    const list = (entries: readonly object[], schema: z.ZodType) => `[${entries.map((entry) => this.#json(entry, schema)).join(',')}]`;
    const text = `${JSON.stringify(head).slice(0, -1)},"keys":${list(keys, ENTRIES.keys)},"connections":${list(connections, ENTRIES.connections)},"sandbox":${sandbox ? this.#json(sandbox, ENTRIES.sandbox) : 'null'}}`;
    return Buffer.from(text, 'utf8');
  }

  /** Forgets every entry, on lock. */
  forget(): void {
    this.#known = new WeakMap();
  }

  #json(entry: object, schema: z.ZodType): string {
    const known = this.#known.get(entry);
    if (known !== undefined) return known;
    const json = JSON.stringify(check(schema, entry));
    this.#known.set(entry, json);
    return json;
  }
}

/** Throws `VAULT_DAMAGED` for what is no body of this version. Zeroes the bytes. */
export function decodeBody(bytes: Buffer): { body: VaultBody; recovery: RecoveryTarget } {
  try {
    const { doors, ...body }: Sealed = sealed.parse(JSON.parse(bytes.toString('utf8')));
    return { body, recovery: doors.recovery };
  } catch {
    // No cause: the messages of both parsers may quote what they read.
    throw new PortcullisError('VAULT_DAMAGED', { reason: 'BODY' });
  } finally {
    bytes.fill(0);
  }
}

function check<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new PortcullisError('INTERNAL', { reason: 'VAULT_BODY', field: parsed.error.issues[0]?.path.join('.') ?? '' });
}
