import { z } from 'zod';
import { PortcullisError } from '../../shared/errors.ts';
import { approvalRecord } from '../../shared/model/approvals.ts';
import { doorTargets, type DoorTargets } from './all-doors.ts';
import { approvalEntry, certificateEntry, connectionEntry, keyEntry, tokenEntry, type VaultBody, vaultBody } from './body.ts';
import { JsonList } from './json-list.ts';
import { upgradeBody } from './upgrade-body.ts';

/** What is encrypted: the body, and what is needed to make the doors anew. */
const sealed = z.strictObject({ ...vaultBody.shape, doors: doorTargets });
const small = sealed.omit({ keys: true, connections: true, certificates: true, tokens: true, approvals: true, approvalRecords: true, sandbox: true });

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
  readonly #approvals = new JsonList((entry) => this.#check(approvalEntry, entry));
  readonly #approvalRecords = new JsonList((entry) => this.#check(approvalRecord, entry));
  readonly #sandbox = new JsonList((entry) => this.#check(vaultBody.shape.sandbox, entry));

  /** Pieces that make up the JSON, in UTF-8; they stay this object's and are only read. Throws `INTERNAL` with the field that does not fit. */
  encode(body: VaultBody, doors: DoorTargets): Buffer[] {
    const { keys, connections, certificates, tokens, approvals, approvalRecords, sandbox, ...rest } = body;
    const head = { ...rest, doors };
    this.#check(small, head);
    const written = { ...head, factors: ifAny(rest.factors), scaKeys: ifAny(rest.scaKeys), people: ifAny(rest.people) };
    return [
      Buffer.from(`${JSON.stringify(written).slice(0, -1)},"keys":[`),
      ...this.#keys.encode(keys),
      Buffer.from('],"connections":['),
      ...this.#connections.encode(connections),
      Buffer.from('],"certificates":['),
      ...this.#certificates.encode(certificates),
      Buffer.from('],"tokens":['),
      ...this.#tokens.encode(tokens),
      Buffer.from(']'),
      ...laterList('approvals', this.#approvals.encode(approvals)),
      ...laterList('approvalRecords', this.#approvalRecords.encode(approvalRecords)),
      Buffer.from(',"sandbox":'),
      ...(sandbox ? this.#sandbox.encode([sandbox]) : [Buffer.from('null')]),
      Buffer.from('}'),
    ];
  }

  /** Throws `VAULT_DAMAGED` for what is no body of this version. Zeroes the bytes. */
  decode(bytes: Buffer): { body: VaultBody; targets: DoorTargets } {
    try {
      const { doors, ...body } = sealed.parse(upgradeBody(JSON.parse(bytes.toString('utf8'))));
      for (const entry of [...body.keys, ...body.connections, ...body.certificates, ...body.tokens, ...body.approvals, ...body.approvalRecords]) this.#checked.add(entry);
      return { body, targets: doors };
    } catch {
      // No cause: the messages of both parsers may quote what they read.
      throw new PortcullisError('VAULT_DAMAGED', { reason: 'BODY' });
    } finally {
      bytes.fill(0);
    }
  }

  /** Zeroes and forgets every piece. */
  forget(): void {
    for (const list of [this.#keys, this.#connections, this.#certificates, this.#tokens, this.#approvals, this.#approvalRecords, this.#sandbox]) list.forget();
  }

  #check(schema: z.ZodType, value: object): void {
    if (this.#checked.has(value)) return;
    const parsed = schema.safeParse(value);
    if (!parsed.success) throw new PortcullisError('INTERNAL', { reason: 'VAULT_BODY', field: parsed.error.issues[0]?.path.join('.') ?? '' });
    this.#checked.add(value);
  }
}

// Lists that came with approvals and people are left out while they are empty: the version before them refuses a body in which they stand.

function ifAny<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length > 0 ? list : undefined;
}

function laterList(name: string, entries: Buffer[]): Buffer[] {
  return entries.length > 0 ? [Buffer.from(`,"${name}":[`), ...entries, Buffer.from(']')] : [];
}
