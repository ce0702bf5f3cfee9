import { PortcullisError } from '../../shared/errors.ts';
import type { Handlers } from '../ipc/router.ts';
import type { Services } from '../services.ts';

const todo = async (): Promise<never> => {
  throw new PortcullisError('INTERNAL', { reason: 'TODO' });
};

export function factorHandlers(_services: Services): Pick<Handlers, 'factors.get' | 'factors.fetch' | 'factors.setPin' | 'factors.removePin' | 'factors.addFingerprint' | 'factors.removeFingerprint' | 'factors.setPhone' | 'factors.removePhone' | 'factors.setFaceMap' | 'factors.removeFaceMap' | 'factors.copyFaceTecKey'> {
  return {
    'factors.get': todo,
    'factors.fetch': todo,
    'factors.setPin': todo,
    'factors.removePin': todo,
    'factors.addFingerprint': todo,
    'factors.removeFingerprint': todo,
    'factors.setPhone': todo,
    'factors.removePhone': todo,
    'factors.setFaceMap': todo,
    'factors.removeFaceMap': todo,
    'factors.copyFaceTecKey': todo,
  };
}
