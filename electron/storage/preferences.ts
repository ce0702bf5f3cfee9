import Conf from 'conf';
import { chmodSync, existsSync } from 'node:fs';
import { z } from 'zod';
import { preferences as publicPreferences, type Preferences as PublicPreferences } from '../../shared/model/views.ts';
import { personName } from '../../shared/model/person-name.ts';
import { keptExpiry, type KeptExpiry, NOTHING_KEPT, toldExpiry, type ToldExpiry } from '../expiry/kept.ts';
import { storageError } from './io-errors.ts';

/** Wrong passphrases in a row, when the last one came (milliseconds since the epoch), and at whose doors. */
const failedTries = z.object({ count: z.number().int().nonnegative(), lastAt: z.number().nonnegative(), doors: z.array(z.string()).optional() });
export type FailedTries = z.infer<typeof failedTries>;

/** Of a vault that several people open: what the lock screen shows. */
const lastPeople = z.object({ ownerName: personName, lastPersonId: z.uuid() });
export type LastPeople = z.infer<typeof lastPeople>;

const windowSize = z.object({ width: z.number().int().min(400).max(20_000), height: z.number().int().min(300).max(20_000) });
export type WindowSize = z.infer<typeof windowSize>;

/** A field that does not fit falls back to its default alone: preferences are never a reason not to start. */
const stored = z.object({
  theme: publicPreferences.shape.theme.catch('system'),
  window: windowSize.catch({ width: 1280, height: 800 }),
  lastGeneration: z.number().int().nonnegative().catch(0),
  failedTries: failedTries.catch({ count: 0, lastAt: 0 }),
  people: lastPeople.nullable().catch(null),
  expiry: keptExpiry.catch(NOTHING_KEPT),
  toldExpiry: toldExpiry.catch({}),
});
type Stored = z.infer<typeof stored>;

/** Milliseconds after which the newest vault generation is written down; kept apart from the save so that a save costs one fsync, not two. */
const REMEMBER_AFTER_MS = 500;

/**
 * What is not secret and outlives a start: `preferences.json`, mode 0600, by conf (what electron-store is built on).
 * Anybody who can write the profile folder can change it.
 */
export class Preferences {
  readonly #conf: Conf<Stored>;
  #values: Stored;
  #timer: NodeJS.Timeout | undefined;

  /** Throws `STORAGE_*` when the folder cannot be read. */
  constructor(folder: string) {
    try {
      this.#conf = new Conf<Stored>({ cwd: folder, configName: 'preferences', configFileMode: 0o600, clearInvalidConfig: true, accessPropertiesByDotNotation: false });
      this.#values = stored.parse({ ...this.#conf.store });
      if (existsSync(this.#conf.path)) chmodSync(this.#conf.path, 0o600);
    } catch (error) {
      throw storageError(error, folder);
    }
  }

  get public(): PublicPreferences {
    return { theme: this.#values.theme };
  }

  /** Throws `STORAGE_*`; then the old values stay. */
  setPublic(next: PublicPreferences): void {
    this.#save({ theme: next.theme });
  }

  get window(): WindowSize {
    return this.#values.window;
  }

  /** Throws `STORAGE_*`. A size that makes no sense is not kept. */
  setWindow(size: WindowSize): void {
    const parsed = windowSize.safeParse(size);
    if (parsed.success) this.#save({ window: parsed.data });
  }

  /** The newest vault generation seen here; 0 when none. */
  get lastGeneration(): number {
    return this.#values.lastGeneration;
  }

  /** Kept at once in memory, on disk within half a second or at `flush`. A failure to write costs only the notice of an older vault. */
  rememberGeneration(generation: number): void {
    if (generation !== this.#values.lastGeneration) this.#remember({ lastGeneration: generation });
  }

  /** The owner's name, and who opened the vault last; null where one person does. */
  get people(): LastPeople | null {
    return this.#values.people;
  }

  /** Kept at once in memory, on disk within half a second or at `flush`. A failure to write costs only what the lock screen shows. */
  rememberPeople(people: LastPeople | null): void {
    const known = this.#values.people;
    if (people?.ownerName !== known?.ownerName || people?.lastPersonId !== known?.lastPersonId) this.#remember({ people });
  }

  /** What ends, for while the vault is locked. */
  get expiry(): KeptExpiry {
    return this.#values.expiry;
  }

  /** Kept at once in memory, on disk within half a second or at `flush`. A failure to write costs only what the lock screen shows. */
  rememberExpiry(kept: KeptExpiry): void {
    this.#remember({ expiry: kept });
  }

  /** Which ends have been told by a notification. */
  get toldExpiry(): ToldExpiry {
    return this.#values.toldExpiry;
  }

  /** As `rememberExpiry`; a failure to write costs only that it is told once more. */
  rememberToldExpiry(told: ToldExpiry): void {
    this.#remember({ toldExpiry: told });
  }

  get failedTries(): FailedTries {
    return this.#values.failedTries;
  }

  /** On disk when it returns; when the disk refuses, in memory only. */
  rememberFailedTries(tries: FailedTries): void {
    this.#values = { ...this.#values, failedTries: tries };
    this.flush();
  }

  /** Writes what is only in memory. Never throws. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    try {
      this.#conf.store = this.#values;
    } catch {
      // The values stay in memory and the next write tries again.
    }
  }

  #remember(change: Partial<Stored>): void {
    this.#values = { ...this.#values, ...change };
    this.#timer ??= setTimeout(() => this.flush(), REMEMBER_AFTER_MS).unref();
  }

  #save(change: Partial<Stored>): void {
    const next = { ...this.#values, ...change };
    try {
      this.#conf.store = next;
      this.#values = next;
    } catch (error) {
      throw storageError(error, this.#conf.path);
    }
  }
}
