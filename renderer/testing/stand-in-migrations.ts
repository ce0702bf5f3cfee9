import type { Method } from '../../shared/ipc/contract.ts';
import type { World } from './scenarios.ts';
import { refuse, type Methods, type StandInTools } from './tools.ts';

type Area = Extract<Method, `migrations.${string}`>;

export function migrationMethods(_world: World, _tools: StandInTools): Pick<Methods, Area> {
  return {
    'migrations.list': () => [],
    'migrations.start': todo,
    'migrations.change': todo,
    'migrations.check': todo,
    'migrations.giveUp': todo,
  };
}

const todo = () => refuse('INTERNAL', { reason: 'TODO' });
