import { useMutation } from '@tanstack/react-query';
import type { Output } from '../../../shared/ipc/contract.ts';
import type { Rotation, RotationStep } from '../../../shared/model/views.ts';
import { call, client, type ApiError } from '../../api.ts';
import { go } from '../../place.ts';
import type { Candidate } from './standing.ts';

/** How many rotations one call of `rotations.start` takes. */
const MOST_AT_ONCE = 200;

type Advanced = Output<'rotations.advance'>;

/** Takes what an answer says of a rotation before the list has been asked again, so that nothing is shown as it was. */
function note(rotation: Rotation): void {
  client.setQueryData<Rotation[]>(['rotations.list', {}], (list) => list?.map((one) => (one.id === rotation.id ? rotation : one)));
}

async function advance(id: string, step: RotationStep): Promise<Advanced> {
  const answer = await call('rotations.advance', { id, step });
  note(answer.rotation);
  return answer;
}

/** Starts rotations and opens what was started. The successor of a single key is made at once, for that is what was asked for. */
export async function start(targets: readonly Candidate[]): Promise<void> {
  const keys = targets.slice(0, MOST_AT_ONCE).map(({ key, connectionId }) => ({ keyId: key.id, connectionId }));
  const [first, ...others] = await call('rotations.start', { keys });
  if (!first || others.length > 0) return go({ screen: 'rotation' });
  // Should it fail, the screen that opens stands at this step and says why when it is tried again.
  if (first.step === 'make') await advance(first.id, 'make').catch(() => undefined);
  go({ screen: 'rotation', id: first.id });
}

/** To rotate keys: one opens as a guided task, many as a list. */
export function useStart() {
  return useMutation<void, ApiError, readonly Candidate[]>({ mutationFn: start });
}

type Steps = { id: string; steps: readonly RotationStep[] };

/** To do steps of one rotation, one after the other; answers what the last one did. */
export function useAdvance() {
  return useMutation<Advanced | undefined, ApiError, Steps>({
    mutationFn: async ({ id, steps }) => {
      let last: Advanced | undefined;
      for (const step of steps) last = await advance(id, step);
      return last;
    },
  });
}

/** How the steps of many went, by rotation. A message is there where one failed. */
export type Outcomes = ReadonlyMap<string, string>;

/** Does the next step of each, one after the other, and goes on past those that fail. */
export async function advanceAll(due: readonly Rotation[], onProgress: (done: number) => void): Promise<Outcomes> {
  const failed = new Map<string, string>();
  for (const [index, { id, step }] of due.entries()) {
    onProgress(index);
    try {
      const { run } = step ? await advance(id, step) : {};
      if (run && !run.ok) failed.set(id, run.says);
    } catch (error) {
      failed.set(id, error instanceof Error ? error.message : 'It did not go through.');
    }
  }
  return failed;
}
