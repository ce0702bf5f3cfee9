import { PortcullisError } from '../../shared/errors.ts';
import type { Handlers } from '../ipc/router.ts';
import type { Services } from '../services.ts';

const todo = async (): Promise<never> => {
  throw new PortcullisError('INTERNAL', { reason: 'TODO' });
};

export function inboxHandlers(_services: Services): Pick<Handlers, 'approvals.inbox' | 'approvals.fetch' | 'approvals.details' | 'approvals.prepare' | 'approvals.open' | 'approvals.copyLink' | 'approvals.discard' | 'sandbox.phone' | 'sandbox.fill'> {
  return {
    'approvals.inbox': todo,
    'approvals.fetch': todo,
    'approvals.details': todo,
    'approvals.prepare': todo,
    'approvals.open': todo,
    'approvals.copyLink': todo,
    'approvals.discard': todo,
    'sandbox.phone': todo,
    'sandbox.fill': todo,
  };
}
