import { randomUUID } from 'node:crypto';
import { toWireError } from '../../shared/errors.ts';
import type { TlsView } from '../../shared/model/tls.ts';
import type { Run, Step } from '../../shared/model/views.ts';
import type { Clock } from '../ports.ts';
import { certificateWords, tlsWords } from './tls-view.ts';
import { requestText, responseText, type Exchange } from './exchange.ts';

/** A step that will be taken, and its title until something better is known. */
export type PlannedStep = Pick<Step, 'id' | 'title'>;

type Block = Step['blocks'][number];

/** What a step has to tell; the work of the step writes into it as it goes, so that a failed step still shows how far it came. */
export class StepNotes {
  title: string;
  says = '';
  /** Why it failed, as exactly as is known: a sentence that follows the error's own. */
  because = '';
  readonly facts: Step['facts'] = [];
  readonly blocks: Block[] = [];

  constructor(title: string) {
    this.title = title;
  }

  fact(label: string, value: string): void {
    this.facts.push({ label, value });
  }

  block(kind: Block['kind'], label: string, text: string): void {
    this.blocks.push({ label, kind, text });
  }

  json(label: string, value: unknown): void {
    this.block('json', label, JSON.stringify(value, null, 2));
  }

  request(exchange: Exchange, body?: string): void {
    this.block('http', 'Request', requestText(exchange, body));
  }

  response(exchange: Exchange): void {
    this.block('http', 'Answer', responseText(exchange));
    this.fact('Status', String(exchange.status));
    if (exchange.traceId !== undefined) this.fact('Trace id', exchange.traceId);
    this.fact('Correlation id', exchange.correlationId);
    if (exchange.tls) this.tls(exchange.tls);
  }

  /** What the connection is secured with, and whether the client certificate was sent over it. */
  tls(view: TlsView): void {
    this.fact('TLS', tlsWords(view));
    this.fact('Client certificate', certificateWords(view));
  }
}

/** Tells a conversation with Wise step by step. The first step that throws ends it: what comes after is `skipped`. */
export class RunRecorder {
  readonly #plan: readonly PlannedStep[];
  readonly #now: Clock;
  readonly #steps: Step[] = [];
  #failure: { thrown: unknown } | undefined;

  constructor(plan: readonly PlannedStep[], now: Clock) {
    this.#plan = plan;
    this.#now = now;
  }

  /** Does one step's work and notes what became of it; throws on what the work throws. */
  async step<T>(id: Step['id'], work: (notes: StepNotes) => T | Promise<T>): Promise<T> {
    const notes = new StepNotes(this.#plan.find((planned) => planned.id === id)?.title ?? id);
    const started = performance.now();
    try {
      const result = await work(notes);
      this.#note(id, notes, started, {});
      return result;
    } catch (thrown) {
      this.#failure = { thrown };
      this.#note(id, notes, started, { error: toWireError(thrown) });
      throw thrown;
    }
  }

  /** Runs the whole. `tell` answers the closing sentence. What is thrown outside of a step is thrown on. */
  async run(tell: () => Promise<string>): Promise<Run> {
    const head = { id: randomUUID(), at: new Date(this.#now()).toISOString() };
    try {
      const says = await tell();
      return { ...head, ok: true, says, steps: this.#steps };
    } catch (thrown) {
      if (this.#failure?.thrown !== thrown) throw thrown;
      return { ...head, ok: false, says: this.#steps.at(-1)?.says ?? '', steps: [...this.#steps, ...this.#skipped()] };
    }
  }

  #note(id: Step['id'], notes: StepNotes, started: number, failure: Pick<Step, 'error'>): void {
    const ms = performance.now() - started;
    const { title, facts, blocks } = notes;
    const says = failure.error ? [failure.error.message, notes.because].filter(Boolean).join(' ') : notes.says;
    this.#steps.push({ id, title, state: failure.error ? 'failed' : 'ok', ms, says, facts, blocks, ...failure });
  }

  #skipped(): Step[] {
    const taken = new Set(this.#steps.map((step) => step.id));
    return this.#plan.filter(({ id }) => !taken.has(id)).map(({ id, title }) => ({ id, title, state: 'skipped', ms: 0, says: '', facts: [], blocks: [] }));
  }
}

/** Sentences about what had to be done before an answer came; empty when nothing had. */
export function detours({ waitedMs }: Exchange, renewed: boolean): string {
  const waited = waitedMs > 0 ? ` Waited ${Math.ceil(waitedMs / 1000)} s first, as Wise asked (429).` : '';
  return renewed ? `${waited} Wise refused the first token, so a new one was fetched and the call sent again.` : waited;
}
