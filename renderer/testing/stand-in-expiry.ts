import type { Method } from '../../shared/ipc/contract.ts';
import type { World } from './scenarios.ts';
import type { Methods, StandInTools } from './tools.ts';

type Area = Extract<Method, `expiry.${string}`>;

/** TODO: what the screens need. */
export function expiryMethods(_world: World, _tools: StandInTools): Pick<Methods, Area> {
  return {} as Pick<Methods, Area>;
}
