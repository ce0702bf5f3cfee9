import { PortcullisError } from '../../shared/errors.ts';
import type { Handlers } from '../ipc/router.ts';
import type { Services } from '../services.ts';

const todo = async (): Promise<never> => {
  throw new PortcullisError('INTERNAL', { reason: 'TODO' });
};

export function scaKeyHandlers(_services: Services): Pick<Handlers, 'scaKeys.list' | 'scaKeys.make' | 'scaKeys.import' | 'scaKeys.copyPublic' | 'scaKeys.remove'> {
  return {
    'scaKeys.list': todo,
    'scaKeys.make': todo,
    'scaKeys.import': todo,
    'scaKeys.copyPublic': todo,
    'scaKeys.remove': todo,
  };
}
