import type { Method } from '../../shared/ipc/contract.ts';
import type { World } from './scenarios.ts';
import { refuse, type Methods, type StandInTools } from './tools.ts';

type Area = Extract<Method, `users.${string}`>;

export function userMethods(_world: World, _tools: StandInTools): Pick<Methods, Area> {
  return {
    'users.list': () => [],
    'users.create': todo,
    'users.fetchToken': todo,
    'users.claimCode': todo,
    'users.forget': todo,
  };
}

const todo = () => refuse('INTERNAL', { reason: 'TODO' });
