import type { Method } from '../../shared/ipc/contract.ts';
import type { World } from './scenarios.ts';
import { refuse, type Methods, type StandInTools } from './tools.ts';

type Area = Extract<Method, `tokens.${string}` | `consents.${string}`>;

export function tokenMethods(_world: World, _tools: StandInTools): Pick<Methods, Area> {
  return {
    'tokens.list': () => [],
    'tokens.add': todo,
    'tokens.change': todo,
    'tokens.test': todo,
    'tokens.refresh': todo,
    'tokens.forget': todo,
    'tokens.copy': todo,
    'tokens.profiles': todo,
    'tokens.inspect': todo,
    'tokens.import': todo,
    'tokens.discardImport': todo,
    'tokens.saveList': todo,
    'consents.list': () => [],
    'consents.start': todo,
    'consents.reopen': todo,
    'consents.finish': todo,
    'consents.cancel': todo,
  };
}

const todo = () => refuse('INTERNAL', { reason: 'TODO' });
