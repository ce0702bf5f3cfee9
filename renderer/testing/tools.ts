import type { Input, Method, Output, Topic } from '../../shared/ipc/contract.ts';
import type { ErrorDetails, WireError } from '../../shared/ipc/result.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import type { AuditLine, KeySummary } from '../../shared/model/views.ts';
import { wireError } from './fixtures.ts';

/** One function for each method of the contract. */
export type Methods = { [M in Method]: (input: Input<M>) => Output<M> };

/** What the methods of the stand-in share. */
export type StandInTools = {
  /** Adds an audit line. */
  log(kind: AuditLine['kind'], subject: string, says: string): void;
  /** Changes a key of the world. */
  setKey(id: string, change: Partial<KeySummary>): void;
  /** Says to the page that topics changed. */
  changed(...topics: Topic[]): void;
};

/** Thrown by a method of the stand-in to answer a coded refusal. */
export class Refusal extends Error {
  readonly wire: WireError;
  constructor(wire: WireError) {
    super(wire.message);
    this.wire = wire;
  }
}

/** Refuses with a code. */
export function refuse(code: ErrorCode, details: ErrorDetails = {}): never {
  throw new Refusal(wireError(code, details));
}
