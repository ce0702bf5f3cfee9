import type { Faults } from './faults.ts';
import type { Log } from './log.ts';
import type { ScaMemory } from './sca/memory.ts';
import type { Store } from './state.ts';
import type { Tokens } from './tokens.ts';
import type { WiseKeys } from './wise-keys.ts';

/** What the endpoints work on. */
export interface World {
  readonly store: Store;
  readonly tokens: Tokens;
  readonly wiseKeys: WiseKeys;
  readonly faults: Faults;
  readonly log: Log;
  readonly sca: ScaMemory;
  /** Milliseconds since 1970, by the sandbox's clock, the fault `clockSkew` included. */
  now(): number;
}
