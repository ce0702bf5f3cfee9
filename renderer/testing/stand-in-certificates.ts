import type { Method } from '../../shared/ipc/contract.ts';
import type { World } from './scenarios.ts';
import type { Methods, StandInTools } from './tools.ts';

type Area = Extract<Method, `certificates.${string}` | `wiseCa.${string}` | 'connections.setCertificate'>;

/** TODO: what the screens need. */
export function certificateMethods(_world: World, _tools: StandInTools): Pick<Methods, Area> {
  return {} as Pick<Methods, Area>;
}
