import { randomUUID } from 'node:crypto';
import type { SandboxMessage } from '../../../shared/model/approvals.ts';
import type { PhoneWay } from './challenges.ts';

const MOST_MESSAGES = 20;
/** The number that profiles show, for those who have enrolled none. */
export const PROFILE_NUMBER = '+447700900456';

/** All but the last four characters hidden. */
export const obfuscated = (number: string): string => `${'*'.repeat(Math.max(number.length - 4, 0))}${number.slice(-4)}`;

/** What was sent to phones, in memory only: the last 20. */
export class Phone {
  #messages: readonly SandboxMessage[] = [];

  /** `to` is obfuscated, `now` in milliseconds since 1970. */
  receive(way: PhoneWay, to: string, code: string, now: number): void {
    const message = { id: randomUUID(), at: new Date(now).toISOString(), way, to, text: `${code} is your code for Wise. Don’t share it with anyone.`, code };
    this.#messages = [message, ...this.#messages].slice(0, MOST_MESSAGES);
  }

  /** Newest first. */
  messages(): SandboxMessage[] {
    return structuredClone([...this.#messages]);
  }
}
