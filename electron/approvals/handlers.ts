import { PortcullisError } from '../../shared/errors.ts';
import type { Handlers } from '../ipc/router.ts';
import type { Services } from '../services.ts';

const todo = async (): Promise<never> => {
  throw new PortcullisError('INTERNAL', { reason: 'TODO' });
};

export function approvalHandlers(_services: Services): Pick<Handlers, 'approvals.handOver' | 'approvals.begin' | 'approvals.trigger' | 'approvals.prove' | 'approvals.send' | 'approvals.ask' | 'approvals.settle' | 'approvals.putOff' | 'approvals.records' | 'approvals.saveRecords' | 'approvals.saveAnswer' | 'approvals.startSession'> {
  return {
    'approvals.handOver': todo,
    'approvals.begin': todo,
    'approvals.trigger': todo,
    'approvals.prove': todo,
    'approvals.send': todo,
    'approvals.ask': todo,
    'approvals.settle': todo,
    'approvals.putOff': todo,
    'approvals.records': todo,
    'approvals.saveRecords': todo,
    'approvals.saveAnswer': todo,
    'approvals.startSession': todo,
  };
}
