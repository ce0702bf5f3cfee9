import { ROTATION_STEPS, type KeyState } from '../../shared/model/views.ts';
import { builtIn, inDays, makeKey, production, wiseSandbox } from './fixtures.ts';
import { makeRotation } from './rotations.ts';
import type { World } from './scenarios.ts';

const EACH_STATE: { state: KeyState; label: string; endsIn: number }[] = [
  { state: 'made', label: 'payments-signing, next', endsIn: 364 },
  { state: 'uploaded', label: 'refunds-signing', endsIn: 300 },
  { state: 'active', label: 'batch-signing', endsIn: 270 },
  { state: 'expiring', label: 'payments-signing', endsIn: 26 },
  { state: 'replaced', label: 'cards-signing, old', endsIn: 60 },
  { state: 'retired', label: 'first key ever', endsIn: 20 },
  { state: 'expired', label: 'payouts-signing', endsIn: -4 },
];

const connections = [{ ...builtIn, selected: false }, wiseSandbox, { ...production, selected: true }];

/** A key in each state, the first made here and the others partly imported, used over production. */
export function everyState(): Pick<World, 'connections' | 'keys'> {
  const keys = EACH_STATE.map((each, index) => makeKey({ ...each, over: production, ...(index % 3 === 2 && { origin: 'imported' }) }));
  return { connections, keys: [...keys, makeKey({ label: 'payload', algorithm: 'RSA-OAEP-256', state: 'expiring', endsIn: 12, over: production })] };
}

/** A rotation that stands at each step, one that is done and one that was rolled back; beside them two more keys that end soon. */
export function everyStep(): Pick<World, 'connections' | 'keys' | 'rotations'> {
  const stands = [...ROTATION_STEPS, undefined].map((step, index) => {
    const isSwitched = step === 'overlap' || step === 'retire' || step === undefined;
    const label = `service-${index + 1}`;
    const old = makeKey({ label, state: isSwitched ? (step ? 'replaced' : 'retired') : 'expiring', endsIn: 8 + index, over: production });
    const made = makeKey({ label, state: step === 'upload' ? 'made' : step === 'prove' ? 'uploaded' : 'active', over: production });
    const rotation = makeRotation(old, production, step, made.id);
    return { rotation, keys: step === 'make' ? [old] : [{ ...old, replacedBy: made.id }, { ...made, replaces: old.id }] };
  });
  const back = makeKey({ label: 'service-8', state: 'active', over: production });
  const rolledBack = { ...makeRotation(back, production, 'overlap'), outcome: 'rolled back' as const, canRollBack: false };
  delete rolledBack.step;
  const ending = [makeKey({ label: 'payouts-signing', state: 'expiring', endsIn: 19, over: production }), makeKey({ label: 'payload', algorithm: 'RSA-OAEP-256', state: 'expiring', endsIn: 27, over: production })];
  return {
    connections,
    keys: [...ending, ...stands.flatMap(({ keys }) => keys), back],
    rotations: [...stands.map(({ rotation }, index) => ({ ...rotation, startedAt: inDays(-9 + index) })), rolledBack],
  };
}
