import { inspect } from 'node:util';

const MASK = '[secret]';

/** A value that cannot be printed by accident: every way of turning it into text answers `[secret]`. */
export class Secret<T> {
  readonly #value: T;

  constructor(value: T) {
    this.#value = value;
  }

  /** The value itself. Call it only where it is used, never to pass it on. */
  reveal(): T {
    return this.#value;
  }

  toString(): string {
    return MASK;
  }

  toJSON(): string {
    return MASK;
  }

  [Symbol.toPrimitive](): string {
    return MASK;
  }

  [inspect.custom](): string {
    return MASK;
  }
}

/** Below this length a secret could be an ordinary word, and replacing it would only garble the text. */
const SHORTEST_SCRUBBED = 8;

/** Replaces every occurrence of the secrets in `text` by `[secret]`: some servers quote a refused token in their error. */
export function scrub(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) if (secret.length >= SHORTEST_SCRUBBED && clean.includes(secret)) clean = clean.replaceAll(secret, MASK);
  return clean;
}

/** The same for an answer that may be JSON, which can write a sign in several ways: `/` as `\/`, anything as `\u002b`. */
export function scrubAnswer(text: string, secrets: readonly string[]): string {
  const clean = scrub(text, secrets);
  if (!clean.includes('\\')) return clean;
  const plain = respelled(clean);
  const scrubbed = scrub(plain, secrets.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]));
  return scrubbed === plain ? clean : scrubbed;
}

/** As `JSON.stringify` writes it; other text as it is. */
function respelled(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
}
