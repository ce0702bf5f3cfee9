import { PortcullisError } from '../../shared/errors.ts';
import type { Handlers } from '../ipc/router.ts';
import type { Services } from '../services.ts';

const todo = async (): Promise<never> => {
  throw new PortcullisError('INTERNAL', { reason: 'TODO' });
};

export function peopleHandlers(_services: Services): Pick<Handlers, 'people.list' | 'people.add' | 'people.rename' | 'people.remove' | 'people.setFourEyes'> {
  return {
    'people.list': todo,
    'people.add': todo,
    'people.rename': todo,
    'people.remove': todo,
    'people.setFourEyes': todo,
  };
}
