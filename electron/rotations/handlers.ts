import type { HandlersOf } from '../handlers.ts';
import { linkTo } from '../link-to.ts';
import type { Services } from '../services.ts';
import { advanceRotation } from './advance.ts';
import { changeRotation } from './change.ts';
import { rollBackRotation } from './roll-back.ts';
import { startRotations } from './start.ts';
import { listRotations } from './view.ts';

export function rotationHandlers(services: Services): HandlersOf<'rotations'> {
  return {
    'rotations.list': async () => listRotations(services),
    'rotations.start': ({ keys }) => startRotations(services, keys),
    'rotations.advance': (input) => advanceRotation({ ...services, linkTo: (connectionId) => linkTo(services, connectionId) }, input),
    'rotations.change': (input) => changeRotation(services, input),
    'rotations.rollBack': ({ id }) => rollBackRotation(services, id),
  };
}
