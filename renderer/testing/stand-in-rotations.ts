import { ROTATION_STEPS, type KeySummary, type Rotation, type RotationStep } from '../../shared/model/views.ts';
import { inDays, makeKey } from './fixtures.ts';
import { makeRotation, rotationSays } from './rotations.ts';
import { failedUploadRun, refusedRun, uploadRun, verifiedRun } from './runs.ts';
import type { World } from './scenarios.ts';
import { refuse, type Methods, type StandInTools } from './tools.ts';

type Own = Pick<Methods, 'rotations.list' | 'rotations.start' | 'rotations.advance' | 'rotations.change' | 'rotations.rollBack'>;

const DAY = 86_400_000;

function place({ connectionId, connectionName }: Rotation) {
  return { connectionId, connectionName };
}

/** Rotations of the stand-in: each step changes what the real one would change. */
export function rotationMethods(world: World, { log, setKey, changed }: StandInTools): Own {
  const find = (id: string) => world.rotations.find((one) => one.id === id) ?? refuse('ROTATION_NOT_FOUND');
  const put = (next: Rotation) => {
    world.rotations = world.rotations.map((one) => (one.id === next.id ? next : one));
    changed('rotations', 'keys', 'connections');
    return next;
  };
  const key = (id: string | undefined) => world.keys.find((one) => one.id === id) ?? refuse('KEY_NOT_FOUND');

  /** What each step leaves behind, beside the rotation itself. */
  const effects: Record<RotationStep, (rotation: Rotation) => Partial<Rotation>> = {
    make: ({ algorithm, oldKeyId }) => {
      const old = key(oldKeyId);
      const made: KeySummary = { ...makeKey({ algorithm, label: old.label }), madeAt: new Date().toISOString(), replaces: oldKeyId };
      world.keys = [made, ...world.keys];
      return { newKeyId: made.id };
    },
    upload: (rotation) => {
      setKey(rotation.newKeyId!, { state: 'uploaded', uploadedTo: [{ ...place(rotation), at: inDays(0) }] });
      return {};
    },
    prove: ({ newKeyId }) => {
      setKey(newKeyId!, { state: 'active', lastUsedAt: inDays(0), uses: 1 });
      return {};
    },
    switch: (rotation) => {
      setKey(rotation.oldKeyId, { state: 'replaced', inUseBy: [], replacedBy: rotation.newKeyId });
      setKey(rotation.newKeyId!, { inUseBy: [place(rotation)] });
      return { overlapEndsAt: inDays(rotation.overlapDays) };
    },
    overlap: ({ overlapEndsAt }) => (Date.parse(overlapEndsAt ?? '') > Date.now() ? refuse('ROTATION_OVERLAP') : {}),
    retire: ({ oldKeyId }) => {
      setKey(oldKeyId, { state: 'retired' });
      return { outcome: 'done', canRollBack: false };
    },
  };
  const advanced = (rotation: Rotation, step: RotationStep): Rotation => {
    const { step: _, ...rest } = { ...rotation, ...effects[step](rotation) };
    const after = ROTATION_STEPS[ROTATION_STEPS.indexOf(step) + 1];
    log('rotation.step', `key ${rotation.oldKeyId.slice(0, 8)}`, step);
    return put({ ...rest, ...(after && { step: after }), done: [...rotation.done, { step, at: new Date().toISOString(), says: rotationSays(step, rest) }] });
  };
  return {
    'rotations.list': () => world.rotations,
    'rotations.start': ({ keys }) =>
      keys.map(({ keyId, connectionId }) => {
        const there = world.rotations.find((one) => one.oldKeyId === keyId && one.connectionId === connectionId && one.outcome === 'under way');
        if (there) return there;
        const made = { ...makeRotation(key(keyId), world.connections.find((one) => one.id === connectionId)!, 'make'), startedAt: new Date().toISOString() };
        world.rotations = [made, ...world.rotations];
        log('rotation.started', `key ${keyId.slice(0, 8)}`, made.connectionName);
        changed('rotations');
        return made;
      }),
    'rotations.advance': ({ id, step }) => {
      const rotation = find(id);
      if (rotation.step !== step) refuse('ROTATION_OUT_OF_STEP');
      if (step === 'upload') return world.wiseFails ? { rotation, run: failedUploadRun() } : { rotation: advanced(rotation, step), run: uploadRun() };
      if (step === 'prove') return world.wiseFails ? { rotation, run: refusedRun() } : { rotation: advanced(rotation, step), run: verifiedRun() };
      return { rotation: advanced(rotation, step) };
    },
    'rotations.change': ({ id, overlapDays, letterSent }) => {
      const rotation = find(id);
      const switchedAt = rotation.done.find((one) => one.step === 'switch')?.at;
      return put({
        ...rotation,
        ...(letterSent !== undefined && { letterSent }),
        ...(overlapDays !== undefined && { overlapDays, ...(switchedAt && { overlapEndsAt: new Date(Date.parse(switchedAt) + overlapDays * DAY).toISOString() }) }),
      });
    },
    'rotations.rollBack': ({ id }) => {
      const { step: _, ...rotation } = find(id);
      setKey(rotation.oldKeyId, { state: 'active', inUseBy: [place(rotation)], replacedBy: undefined });
      if (rotation.newKeyId) setKey(rotation.newKeyId, { state: 'retired', inUseBy: [], replaces: undefined });
      log('rotation.rolled-back', `key ${rotation.oldKeyId.slice(0, 8)}`, rotation.connectionName);
      return put({ ...rotation, outcome: 'rolled back', canRollBack: false });
    },
  };
}
