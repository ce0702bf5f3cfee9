import { expect, test } from 'vitest';
import { rotation as rotationSchema } from '../../shared/model/views.ts';
import { retireKey } from '../keys/retire.ts';
import { listKeys } from '../keys/summary.ts';
import { changeRotation } from './change.ts';
import { rollBackRotation } from './roll-back.ts';
import { startRotations } from './start.ts';
import { startRotationSide } from './testing/rotation-side.ts';
import { listRotations } from './view.ts';

const DAY = 86_400_000;

test.each([['ES256', 'signing', 'signingKeyId'], ['RSA-OAEP-256', 'encryption', 'encryptionKeyId']] as const)('%s: from start to end, each step saved', async (algorithm, use, field) => {
  const { deps, first, clock, audit } = await startRotationSide();
  const oldKeyId = await deps.uploaded(algorithm, first);
  const started = await deps.start(oldKeyId, first);
  expect(rotationSchema.parse(started)).toMatchObject({ oldKeyId, use, algorithm, step: 'make', outcome: 'under way', overlapDays: 7, canRollBack: true, done: [] });
  // Named from now on: the newest is not taken by itself any more.
  expect(deps.connection(first)[field]).toBe(oldKeyId);

  const made = await deps.advance(started.id, 'make');
  const newKeyId = made.rotation.newKeyId!;
  const [old, fresh] = [deps.key(oldKeyId), deps.key(newKeyId)];
  expect(fresh).toMatchObject({ algorithm, label: 'Payments', uploads: [] });
  expect(Date.parse(fresh.validTill) - Date.parse(fresh.validFrom)).toBe(Date.parse(old.validTill) - Date.parse(old.validFrom));

  const uploaded = await deps.advance(started.id, 'upload');
  expect(uploaded).toMatchObject({ run: { ok: true }, rotation: { step: 'prove' } });
  expect(deps.connection(first)[field]).toBe(oldKeyId);
  const proved = await deps.advance(started.id, 'prove');
  expect(proved.run!.says).toBe(proved.run!.ok ? proved.run!.says : JSON.stringify(proved.run));
  expect(deps.key(newKeyId).history.map(({ kind }) => kind)).toContain('first-used');
  expect(deps.usage.unsaved(oldKeyId)).toBeUndefined();

  const switched = await deps.advance(started.id, 'switch');
  expect(switched.rotation).toMatchObject({ step: 'overlap', overlapEndsAt: new Date(clock.now + 7 * DAY).toISOString() });
  expect(deps.connection(first)[field]).toBe(newKeyId);
  expect(listKeys(deps).find(({ id }) => id === oldKeyId)).toMatchObject({ state: 'replaced', replacedBy: newKeyId, inUseBy: [], history: [{ kind: 'replaced', says: `By key ${newKeyId.slice(0, 8)} on First` }, {}, {}] });
  expect(deps.key(newKeyId)).toMatchObject({ replaces: oldKeyId });

  await expect(deps.advance(started.id, 'overlap')).rejects.toMatchObject({ code: 'ROTATION_OVERLAP', details: { retryAfterMs: 7 * DAY } });
  clock.now += 7 * DAY;
  const over = await deps.advance(started.id, 'overlap', 'retire');
  expect(over.rotation).toMatchObject({ outcome: 'done', canRollBack: false });
  expect(over.rotation.step).toBeUndefined();
  expect(over.rotation.done.map(({ step }) => step)).toEqual(['make', 'upload', 'prove', 'switch', 'overlap', 'retire']);
  expect(listKeys(deps).find(({ id }) => id === oldKeyId)).toMatchObject({ state: 'retired' });
  await expect(deps.advance(started.id, 'retire')).rejects.toMatchObject({ code: 'ROTATION_OVER' });
  expect(audit.lines.filter(({ kind }) => kind === 'rotation.step').map(({ outcome, says }) => `${outcome} ${says}`)).toEqual([
    'ok make, over First', 'ok upload, over First', 'ok prove, over First', 'ok switch, over First', 'refused overlap, over First: ROTATION_OVERLAP', 'ok overlap, over First', 'ok retire, over First',
  ]);
  const { letter } = over.rotation;
  for (const fact of [oldKeyId, old.thumbprint, newKeyId, fresh.thumbprint, use === 'signing' ? 'ES256' : 'RSA_OAEP_256', `PAYLOAD_${use.toUpperCase()}`]) expect(letter).toContain(fact);
  for (const entry of [old, fresh]) expect(JSON.stringify([over, audit.lines])).not.toContain(entry.privateJwk['d']);
});

test('left after any step and resumed after a restart', async () => {
  const side = await startRotationSide();
  const { id } = await side.deps.start(await side.deps.uploaded('ES256', side.first), side.first);
  await side.deps.advance(id, 'make', 'upload');
  const again = await side.restarted();
  expect(listRotations(again)).toMatchObject([{ id, step: 'prove', done: [{ step: 'make' }, { step: 'upload' }] }]);
  expect((await again.advance(id, 'prove', 'switch')).rotation.step).toBe('overlap');
});

test('a crash between the upload and its save: the repeated upload is told that Wise has the key', async () => {
  const { deps, first } = await startRotationSide();
  const { id } = await deps.start(await deps.uploaded('ES256', first), first);
  const { rotation } = await deps.advance(id, 'make');
  const { vault } = deps;
  const lost = { ...deps, vault: { read: () => vault.read(), update: () => Promise.reject(new Error('killed')) } };
  const { advanceRotation } = await import('./advance.ts');
  await expect(advanceRotation(lost, { id, step: 'upload' })).resolves.toMatchObject({ run: { ok: false }, rotation: { step: 'upload' } });
  expect(deps.key(rotation.newKeyId).uploads).toEqual([]);
  const repeated = await deps.advance(id, 'upload');
  expect(repeated).toMatchObject({ run: { ok: true, steps: [{}, {}, { title: 'Wise already has this key' }] }, rotation: { step: 'prove' } });
});

test('a failed call leaves the step to be done again', async () => {
  const { deps, first, sandbox, audit } = await startRotationSide();
  const { id } = await deps.start(await deps.uploaded('ES256', first), first);
  await deps.advance(id, 'make', 'upload');
  sandbox.setFaults({ serverError: { count: 1 } });
  expect(await deps.advance(id, 'prove')).toMatchObject({ run: { ok: false }, rotation: { step: 'prove' } });
  expect(audit.lines.at(-1)).toMatchObject({ kind: 'rotation.step', outcome: 'failed' });
  sandbox.setFaults({ serverError: { count: 0 } });
  expect(await deps.advance(id, 'prove')).toMatchObject({ run: { ok: true }, rotation: { step: 'switch' } });
});

test('steps are done in order, and two calls at once do one', async () => {
  const { deps, first } = await startRotationSide();
  const { id } = await deps.start(await deps.uploaded('ES256', first), first);
  await expect(deps.advance(id, 'switch')).rejects.toMatchObject({ code: 'ROTATION_OUT_OF_STEP', details: { reason: 'make' } });
  const both = await Promise.allSettled([deps.advance(id, 'make'), deps.advance(id, 'make')]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(deps.vault.read().keys).toHaveLength(2);
  await expect(deps.advance(crypto.randomUUID(), 'make')).rejects.toMatchObject({ code: 'ROTATION_NOT_FOUND' });
});

test('rolled back after the switch: the connection has its old key, the new one is retired and the letter is about it', async () => {
  const { deps, first } = await startRotationSide();
  const oldKeyId = await deps.uploaded('ES256', first);
  const { id } = await deps.start(oldKeyId, first);
  const { rotation } = await deps.advance(id, 'make', 'upload', 'prove', 'switch');
  const back = await rollBackRotation(deps, id);
  expect(rotationSchema.parse(back)).toMatchObject({ outcome: 'rolled back', canRollBack: false });
  expect(back.letter).toContain(`Key id: ${rotation.newKeyId}`);
  expect(deps.connection(first).signingKeyId).toBe(oldKeyId);
  expect(deps.key(oldKeyId).replacedBy).toBeUndefined();
  expect(deps.key(oldKeyId).history.at(-1)).toMatchObject({ kind: 'restored' });
  expect(deps.key(rotation.newKeyId).history.at(-1)).toMatchObject({ kind: 'retired', says: `Rolled back to key ${oldKeyId.slice(0, 8)} on First` });
  await expect(rollBackRotation(deps, id)).rejects.toMatchObject({ code: 'ROTATION_OVER' });
  await expect(deps.advance(id, 'overlap')).rejects.toMatchObject({ code: 'ROTATION_OVER' });
  // The way is free for the next one.
  expect((await deps.start(oldKeyId, first)).id).not.toBe(id);
});

test('rolled back before anything was made, and not after the old key is retired', async () => {
  const { deps, first } = await startRotationSide();
  const oldKeyId = await deps.uploaded('ES256', first);
  expect(await rollBackRotation(deps, (await deps.start(oldKeyId, first)).id)).toMatchObject({ outcome: 'rolled back' });
  const { id } = await deps.start(oldKeyId, first);
  await deps.advance(id, 'make', 'upload', 'prove', 'switch');
  await changeRotation(deps, { id, overlapDays: 0 });
  await deps.advance(id, 'overlap', 'retire');
  await expect(rollBackRotation(deps, id)).rejects.toMatchObject({ code: 'ROTATION_OVER' });
});

test('a connection that names no key goes on with the one it takes, not with the one that is rotated', async () => {
  const { deps, first, audit } = await startRotationSide();
  const oldKeyId = await deps.uploaded('ES256', first);
  const newest = await deps.uploaded('ES256', first);
  await deps.start(oldKeyId, first);
  expect(deps.connection(first).signingKeyId).toBe(newest);
  expect(audit.lines.at(-1)).toMatchObject({ kind: 'rotation.started', says: `over First, which uses key ${newest.slice(0, 8)} until the switch` });
  const { rotation } = await deps.advance(listRotations(deps)[0]!.id, 'make', 'upload', 'prove', 'switch');
  expect(audit.lines.find(({ kind }) => kind === 'connection.key-switched')!.says).toBe(`key ${newest.slice(0, 8)} replaced by key ${rotation.newKeyId!.slice(0, 8)}`);
});

test('a successor that was retired by hand before the switch is not switched to', async () => {
  const { deps, first } = await startRotationSide();
  const oldKeyId = await deps.uploaded('ES256', first);
  const { id } = await deps.start(oldKeyId, first);
  const { rotation } = await deps.advance(id, 'make', 'upload', 'prove');
  await retireKey(deps, rotation.newKeyId!);
  await expect(deps.advance(id, 'switch')).rejects.toMatchObject({ code: 'KEY_RETIRED' });
  expect(deps.connection(first).signingKeyId).toBe(oldKeyId);
  expect(await rollBackRotation(deps, id)).toMatchObject({ outcome: 'rolled back' });
});

test('two connections with one key: it is retired only when neither may go back to it', async () => {
  const { deps, first, second } = await startRotationSide();
  const oldKeyId = await deps.uploaded('ES256', first, second);
  const pairs = [first, second].map((connectionId) => ({ keyId: oldKeyId, connectionId }));
  const [a, b] = await startRotations(deps, pairs);
  // Asked again, and twice in one breath: the same two.
  expect((await startRotations(deps, [...pairs, ...pairs])).map(({ id }) => id)).toEqual([a!.id, b!.id, a!.id, b!.id]);
  await deps.advance(a!.id, 'make', 'upload', 'prove', 'switch');
  await changeRotation(deps, { id: a!.id, overlapDays: 0 });
  await deps.advance(a!.id, 'overlap');
  expect(listKeys(deps).find(({ id }) => id === oldKeyId)).toMatchObject({ state: 'expiring', inUseBy: [{ connectionName: 'Second' }] });
  await expect(deps.advance(a!.id, 'retire')).rejects.toMatchObject({ code: 'KEY_IN_USE', details: { reason: 'Second' } });
  await deps.advance(b!.id, 'make', 'upload', 'prove', 'switch');
  await expect(deps.advance(a!.id, 'retire')).rejects.toMatchObject({ code: 'KEY_IN_USE' });
  await changeRotation(deps, { id: b!.id, overlapDays: 0 });
  await deps.advance(b!.id, 'overlap');
  await deps.advance(a!.id, 'retire');
  expect((await deps.advance(b!.id, 'retire')).rotation.outcome).toBe('done');
  expect(deps.key(oldKeyId).history.filter(({ kind }) => kind === 'retired')).toHaveLength(1);
});

test('the overlap is counted from the switch, and the letter can be ticked to the end', async () => {
  const { deps, first, clock, audit } = await startRotationSide();
  const { id } = await deps.start(await deps.uploaded('ES256', first), first);
  expect(await changeRotation(deps, { id, overlapDays: 3 })).toMatchObject({ overlapDays: 3 });
  await deps.advance(id, 'make', 'upload', 'prove', 'switch');
  const switchedAt = clock.now;
  clock.now += DAY;
  expect(await changeRotation(deps, { id, overlapDays: 1 })).toMatchObject({ overlapEndsAt: new Date(switchedAt + DAY).toISOString() });
  await deps.advance(id, 'overlap', 'retire');
  await expect(changeRotation(deps, { id, overlapDays: 9 })).rejects.toMatchObject({ code: 'ROTATION_OVER' });
  expect(await changeRotation(deps, { id, letterSent: true })).toMatchObject({ letterSent: true, outcome: 'done' });
  expect(audit.lines.filter(({ kind }) => kind === 'rotation.changed').map(({ says }) => says)).toEqual(['overlap of 3 days', 'overlap of 1 day', 'letter sent']);
});

test('a key that Wise does not have, or that is retired, is not rotated; then nothing is started', async () => {
  const { deps, first, second } = await startRotationSide();
  const keyId = await deps.uploaded('ES256', first);
  await expect(startRotations(deps, [{ keyId, connectionId: first }, { keyId, connectionId: second }])).rejects.toMatchObject({ code: 'KEY_NOT_UPLOADED' });
  expect(listRotations(deps)).toEqual([]);
});
