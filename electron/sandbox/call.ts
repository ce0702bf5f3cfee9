import type { IncomingHttpHeaders } from 'node:http';
import type { Answer } from './answers.ts';

/** One HTTP call as the sandbox received it. */
export interface Call {
  readonly listener: 'api' | 'mtls' | 'pages';
  /** The port that it came to. */
  readonly localPort: number;
  readonly method: string;
  /** As sent, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** What stands in the place of the braces in the path of its endpoint, as sent. */
  readonly params: Readonly<Record<string, string>>;
  /** Names in lower case. */
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Sent back as `x-trace-id`; 32 hexadecimal digits. */
  readonly traceId: string;
  readonly checks: Checks;
  /** Names of the faults that this call met. */
  readonly faults: string[];
  /** What came out of an encrypted body, for the log. */
  readonly opened: { plaintext?: string };
}

/** One thing the sandbox looked at, for the log. */
export interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly words: string;
}

/** Ends a call with the answer it carries. */
export class Refused extends Error {
  readonly answer: Answer;

  constructor(words: string, answer: Answer) {
    super(words);
    this.name = 'Refused';
    this.answer = answer;
  }
}

/** Notes a check; a failed one ends the call. `held` and `failed` are the words for either outcome. */
export type Require = (name: string, ok: unknown, held: string, failed: string) => asserts ok;

/** What was checked about one call, in order. */
export class Checks {
  readonly list: Check[] = [];

  note(name: string, ok: boolean, words: string): void {
    this.list.push({ name, ok, words });
  }

  /** Checks whose failure ends the call with `refuse(words)`. */
  refusingWith(refuse: (words: string) => Answer): Require {
    return (name, ok, held, failed) => {
      this.note(name, Boolean(ok), ok ? held : failed);
      if (!ok) throw new Refused(failed, refuse(failed));
    };
  }
}

/** The media type of a header value in lower case, without parameters; empty when there is none. */
export function mediaType(header: string | undefined): string {
  return (header ?? '').split(';', 1)[0]!.trim().toLowerCase();
}

/** A received value, quoted and cut so that it fits into a sentence. */
export function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? 'missing';
  return text.length > 80 ? `${text.slice(0, 80)}...` : text;
}
