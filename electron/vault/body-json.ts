import { z } from 'zod';
import { PortcullisError } from '../../shared/errors.ts';
import { certificateEntry, connectionEntry, keyEntry, tokenEntry, type VaultBody, vaultBody } from './body.ts';
import { recoveryTarget, type RecoveryTarget } from './doors.ts';
import { JsonList } from './json-list.ts';
import { upgradeBody } from './upgrade-body.ts';

/** What is encrypted: the body, and what is needed to make the recovery door anew. */
const sealed = z.strictObject({ ...vaultBody.shape, doors: z.strictObject({ recovery: recoveryTarget }) });
const small = sealed.omit({ keys: true, connections: true, certificates: true, tokens: true, sandbox: true });

/**
 * Turns a body into JSON, quickly: the bytes of entries that did not change since the last time are used again.
 * What could not be read back is refused here, before anything is written.
 */
export class BodyJson {
  readonly #checked = new WeakSet<object>();
  readonly #keys = new JsonList((entry) => this.#check(keyEntry, entry));
  readonly #connections = new JsonList((entry) => this.#check(connectionEntry, entry));
  readonly #certificates = new JsonList((entry) => this.#check(certificateEntry, entry));
  readonly #tokens = new JsonList((entry) => this.#check(tokenEntry, entry));
  readonly #sandbox = new JsonList((entry) => this.#check(vaultBody.shape.sandbox, entry));

  /** Pieces that make up the JSON, in UTF-8; they stay this object's and are only read. Throws `INTERNAL` with the field that does not fit. */
  encode(body: VaultBody, recovery: RecoveryTarget): Buffer[] {
    const { keys, connections, certificates, tokens, sandbox, ...rest } = body;
    const head = { ...rest, doors: { recovery } };
    this.#check(small, head);
    return [
      Buffer.from(`${JSON.stringify(head).slice(0, -1)},"keys":[`),
      ...this.#keys.encode(keys),
      Buffer.from('],"connections":['),
      ...this.#connections.encode(connections),
      Buffer.from('],"certificates":['),
      ...this.#certificates.encode(certificates),
      Buffer.from('],"tokens":['),
      ...this.#tokens.encode(tokens),
      Buffer.from('],"sandbox":'),
      ...(sandbox ? this.#sandbox.encode([sandbox]) : [Buffer.from('null')]),
      Buffer.from('}'),
    ];
  }

  /** Throws `VAULT_DAMAGED` for what is no body of this version. Zeroes the bytes. */
  decode(bytes: Buffer): { body: VaultBody; recovery: RecoveryTarget } {
    try {
      const { doors, ...body } = sealed.parse(upgradeBody(JSON.parse(bytes.toString('utf8'))));
      for (const entry of [...body.keys, ...body.connections, ...body.certificates, ...body.tokens]) this.#checked.add(entry);
      return { body, recovery: doors.recovery };
    } catch {
      // No cause: the messages of both parsers may quote what they read.
      throw new PortcullisError('VAULT_DAMAGED', { reason: 'BODY' });
    } finally {
      bytes.fill(0);
    }
  }

  /** Zeroes and forgets every piece. */
  forget(): void {
    for (const list of [this.#keys, this.#connections, this.#certificates, this.#tokens, this.#sandbox]) list.forget();
  }

  #check(schema: z.ZodType, value: object): void {
    if (this.#checked.has(value)) return;
    const parsed = schema.safeParse(value);
    if (!parsed.success) throw new PortcullisError('INTERNAL', { reason: 'VAULT_BODY', field: parsed.error.issues[0]?.path.join('.') ?? '' });
    this.#checked.add(value);
  }
}
