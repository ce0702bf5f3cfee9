import type { JsonWebKey } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { PortcullisError } from '../../shared/errors.ts';
import type { AuditLine, AuditVerdict } from '../../shared/model/views.ts';
import type { AuditEntry } from '../ports.ts';
import type { VaultBody } from '../vault/body.ts';
import { type AuditFilter, type AuditPage, pageOf } from './filter.ts';
import { encodeLine, hashLine, type LineSigner, parseLine, sessionSigner, vaultSigner, viewOf } from './line.ts';
import { LogFile } from './log-file.ts';
import { type Anchor, verifyLog } from './verify.ts';

/** Milliseconds within which written lines are fsynced; all that came in between share one fsync. */
const SYNC_WITHIN_MS = 200;
const MAX_SUBJECT = 200;
const MAX_SAYS = 500;
/** Lines read at one go before other work gets its turn. */
const READ_AT_ONCE = 1000;

type AuditOptions = {
  /** The log file, `audit.log`. */
  path: string;
  /** Milliseconds since the epoch. */
  now?: () => number;
  /** Told of every line that was written. Must not throw. */
  onAppend?: (line: AuditLine) => void;
};
type VaultAudit = { privateJwk: JsonWebKey; seq: number; head: string };
/** The end of the log: sequence number and hash of a line. */
type End = { readonly seq: number; readonly head: string };

/**
 * The log of every use of a credential and every change: one compact JWS a line, each holding the hash of the line before.
 * The process must hold the profile's lock.
 */
export class AuditLog {
  readonly #path: string;
  readonly #now: () => number;
  readonly #onAppend: (line: AuditLine) => void;
  readonly #session = sessionSigner();
  #file: LogFile;
  #signer: LineSigner = this.#session;
  #anchor: Anchor | undefined;
  /** The log does not hold the line the vault noted: what the vault notes stays as it is, so that the evidence stays. */
  #anchorLost = false;
  #end: End = { seq: 0, head: '' };
  #onDisk: End | undefined;
  #lines: AuditLine[] | undefined;
  #loading: Promise<AuditLine[]> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #syncFailure: PortcullisError | undefined;

  /** Opens the log, or makes it. A line that a crash left half-written is moved to a file of its own and that is recorded. Throws `STORAGE_*`. */
  constructor({ path, now = Date.now, onAppend = () => undefined }: AuditOptions) {
    this.#path = path;
    this.#now = now;
    this.#onAppend = onAppend;
    this.#file = new LogFile(path);
    const aside = `${path}.torn-${now()}`;
    const torn = this.#file.setAsideTorn((line) => parseLine(line) !== undefined, aside);
    this.#end = endOf(this.#file);
    if (torn > 0) this.#write({ kind: 'audit.repaired', outcome: 'ok', subject: 'audit log', says: `${torn} bytes of a half-written end were moved to ${nameOf(aside)}` });
  }

  /** Signs with the vault's key from now on, and looks whether the log still holds the line the vault noted. Call it right after unlocking. Throws `STORAGE_*`. */
  vaultUnlocked({ privateJwk, seq, head }: VaultAudit): void {
    const signer = vaultSigner(privateJwk);
    if (seq === 0 && this.#belongsToAnother(signer)) this.#startAnew();
    this.#anchor = { thumbprint: signer.thumbprint, publicKey: signer.publicKey, seq, head };
    this.#anchorLost = seq > 0 && !this.#holds({ seq, head });
    this.#signer = signer;
  }

  /** Drops the vault's key; what comes now is signed by this session's key until the next unlock. */
  vaultLocked(): void {
    this.#signer = this.#session;
    this.#anchor = undefined;
  }

  /**
   * Writes one line; resolves when it is written, in order. It is on disk within 200 ms.
   * Longer text is cut: `subject` at 200 characters, `says` at 500. Throws `STORAGE_*`: then what was to be recorded must not be done.
   */
  async append(entry: AuditEntry): Promise<void> {
    const failure = this.#syncFailure;
    this.#syncFailure = undefined;
    if (failure) throw failure;
    this.#write(entry);
    this.#timer ??= setTimeout(() => void this.sync().catch((error: PortcullisError) => (this.#syncFailure = error)), SYNC_WITHIN_MS).unref();
  }

  /** Resolves when every line so far is on disk. Throws `STORAGE_*`. */
  async sync(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const [file, end] = [this.#file, this.#end];
    if (end.seq === this.#onDisk?.seq) return;
    await file.sync();
    // Not when a new log was begun meanwhile: the vault would note a line that its log does not hold.
    if (file === this.#file && end.seq > (this.#onDisk?.seq ?? 0)) this.#onDisk = end;
  }

  /** The body with the newest line that is safely on disk noted in it; the same body when there is nothing new. For the vault's `beforeSave`. */
  noteIn(body: VaultBody): VaultBody {
    const end = this.#onDisk;
    if (!end || this.#anchorLost || !this.#anchor || end.seq <= body.audit.seq) return body;
    return { ...body, audit: { ...body.audit, ...end } };
  }

  /** Newest first. The first call reads the file; later ones answer from memory. */
  async list(filter: AuditFilter): Promise<AuditPage> {
    this.#loading ??= this.#load();
    return pageOf(this.#lines ?? (await this.#loading), filter);
  }

  /** Reads and checks the whole log. Throws `VAULT_LOCKED`, `STORAGE_*`. */
  async verify(): Promise<AuditVerdict> {
    if (!this.#anchor) throw new PortcullisError('VAULT_LOCKED');
    return verifyLog(this.#file.lines(), this.#anchor);
  }

  /** Syncs and closes the file. Throws `STORAGE_*`. */
  async close(): Promise<void> {
    await this.sync().finally(() => this.#file.close());
  }

  #write({ kind, outcome, subject, says }: AuditEntry): void {
    const seq = this.#end.seq + 1;
    const content = { seq, at: new Date(this.#now()).toISOString(), kind, outcome, subject: cut(subject, MAX_SUBJECT), says: cut(says, MAX_SAYS) };
    const line = encodeLine({ ...content, prev: this.#end.head }, this.#signer);
    this.#file.append(line);
    this.#end = { seq, head: hashLine(line) };
    const view = { ...content, signedBy: this.#signer.signedBy };
    this.#lines?.push(view);
    this.#onAppend(view);
  }

  async #load(): Promise<AuditLine[]> {
    const lines: AuditLine[] = [];
    let read = 0;
    for (const text of this.#file.lines()) {
      const parsed = parseLine(text);
      if (parsed) lines.push(viewOf(parsed));
      if (++read % READ_AT_ONCE === 0) await nextTurn();
    }
    this.#lines = lines;
    return lines;
  }

  #holds({ seq, head }: End): boolean {
    for (const line of this.#file.linesBackward()) {
      if (hashLine(line) === head) return true;
      const at = parseLine(line)?.payload.seq;
      if (at !== undefined && at <= seq) return false;
    }
    return false;
  }

  /** A new vault in a folder where an earlier one has left its log. */
  #belongsToAnother(signer: LineSigner): boolean {
    for (const line of this.#file.linesBackward()) {
      const kid = parseLine(line)?.kid;
      if (kid !== undefined) return kid !== signer.thumbprint;
    }
    return false;
  }

  #startAnew(): void {
    const aside = `${this.#path}.until-${this.#now()}`;
    const earlier = this.#file;
    earlier.renameTo(aside);
    this.#file = new LogFile(this.#path);
    // Closed only when it is on disk: a sync of it may be under way.
    void earlier.sync().catch(() => undefined).finally(() => earlier.close());
    this.#end = { seq: 0, head: '' };
    this.#onDisk = this.#lines = this.#loading = undefined;
    this.#write({ kind: 'audit.repaired', outcome: 'ok', subject: 'audit log', says: `The log of an earlier vault was kept as ${nameOf(aside)}` });
  }
}

function endOf(file: LogFile): End {
  for (const line of file.linesBackward()) return { seq: parseLine(line)?.payload.seq ?? 0, head: hashLine(line) };
  return { seq: 0, head: '' };
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

function nameOf(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
