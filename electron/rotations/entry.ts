import { randomUUID } from 'node:crypto';
import { PortcullisError } from '../../shared/errors.ts';
import { ROTATION_STEPS, type RotationStep } from '../../shared/model/views.ts';
import type { RotationEntry, VaultBody } from '../vault/body.ts';

const DEFAULT_OVERLAP_DAYS = 7;

export function newRotation({ keyId, connectionId }: { keyId: string; connectionId: string }, startedAt: string): RotationEntry {
  return { id: randomUUID(), oldKeyId: keyId, connectionId, startedAt, done: [], overlapDays: DEFAULT_OVERLAP_DAYS, letterSent: false };
}

/** Throws `ROTATION_NOT_FOUND`. */
export function findRotation(body: VaultBody, id: string): RotationEntry {
  const entry = body.rotations.find((rotation) => rotation.id === id);
  if (!entry) throw new PortcullisError('ROTATION_NOT_FOUND');
  return entry;
}

/** The step to do next; undefined when it is over. */
export function nextStep(entry: RotationEntry): RotationStep | undefined {
  return entry.rolledBackAt === undefined ? ROTATION_STEPS.find((step) => !isDone(entry, step)) : undefined;
}

export function isDone({ done }: RotationEntry, step: RotationStep): boolean {
  return done.some((one) => one.step === step);
}

/** Throws `ROTATION_OVER`, and `ROTATION_OUT_OF_STEP` when another step is next. */
export function assertNext(entry: RotationEntry, step: RotationStep): void {
  const next = nextStep(entry);
  if (next === undefined) throw new PortcullisError('ROTATION_OVER');
  if (next !== step) throw new PortcullisError('ROTATION_OUT_OF_STEP', { reason: next });
}

/** The key that was made in place of the old one. It is there after the first step. */
export function successorOf({ newKeyId }: RotationEntry): string {
  if (newKeyId === undefined) throw new PortcullisError('ROTATION_OUT_OF_STEP', { reason: 'make' });
  return newKeyId;
}

/** The body with one rotation replaced by a changed one. */
export function withRotation(body: VaultBody, id: string, change: (entry: RotationEntry) => RotationEntry): VaultBody {
  return { ...body, rotations: body.rotations.map((entry) => (entry.id === id ? change(entry) : entry)) };
}

/** The body with a step noted as done. Throws as `assertNext`, so that two calls at once do it once. */
export function withDone(body: VaultBody, id: string, done: RotationEntry['done'][number]): VaultBody {
  assertNext(findRotation(body, id), done.step);
  return withRotation(body, id, (entry) => ({ ...entry, done: [...entry.done, done] }));
}
