import { DAY_MS } from '../../shared/days.ts';
import { PortcullisError } from '../../shared/errors.ts';
import { algorithm } from '../../shared/model/algorithms.ts';
import type { RotationStep, Run } from '../../shared/model/views.ts';
import { findConnection } from '../connections/resolve.ts';
import { auditMade, newKeyEntry, ownLabel } from '../keys/create.ts';
import { assertNotExpired, findKey, keyName, withEvent, withKey } from '../keys/entry.ts';
import { withRetired } from '../keys/retire.ts';
import { assertNotRetired } from '../keys/use.ts';
import { uploadKey } from '../keys/upload.ts';
import type { KeyUsage } from '../keys/usage.ts';
import { runPlayground, type PlaygroundDeps } from '../playground/run.ts';
import type { KeyEntry, RotationEntry, VaultBody } from '../vault/body.ts';
import type { WiseLink } from '../wise/clients.ts';
import { connectionKey, withConnectionKey } from './connection-key.ts';
import { isDone, nextStep, successorOf, withRotation } from './entry.ts';

export type RotationDeps = PlaygroundDeps & { usage: KeyUsage; linkTo: (connectionId: string) => Promise<WiseLink> };

/** What a step found, and what it changes; the change is saved together with the note that the step is done. Without `change` the step has failed. */
export type StepResult = {
  says: string;
  run?: Run;
  change?: (body: VaultBody) => VaultBody;
  /** Recorded when the change is saved. */
  audits?: () => Promise<void>;
};

type DoStep = (deps: RotationDeps, rotation: RotationEntry) => Promise<StepResult>;

/** How each step is done. Nothing but `upload` and `prove` calls Wise, and both may be repeated when their outcome was not saved. */
export const STEPS: Readonly<Record<RotationStep, DoStep>> = { make, upload, prove, switch: switchOver, overlap, retire };

/** A label that a person gave goes on; one made of algorithm and day is made anew. */
function labelOf({ algorithm: id, label, madeAt }: KeyEntry): string {
  return label === ownLabel(id, madeAt) ? '' : label;
}

/** A successor with the same algorithm, label and length of validity, from now on. */
async function make({ vault, audit, now }: RotationDeps, { id, oldKeyId }: RotationEntry): Promise<StepResult> {
  const old = findKey(vault.read(), oldKeyId);
  const lengthMs = Date.parse(old.validTill) - Date.parse(old.validFrom);
  const validTill = new Date(now() + lengthMs).toISOString();
  const made = await newKeyEntry({ algorithm: old.algorithm, label: labelOf(old), validTill }, now());
  return {
    says: `Made ${keyName(made.id)} (${made.algorithm}), valid until ${made.validTill.slice(0, 10)} (UTC).`,
    change: (body) => withRotation({ ...body, keys: [...body.keys, made] }, id, (entry) => ({ ...entry, newKeyId: made.id })),
    audits: () => auditMade(audit, made),
  };
}

async function upload(deps: RotationDeps, rotation: RotationEntry): Promise<StepResult> {
  const link = await deps.linkTo(rotation.connectionId);
  const run = await uploadKey(deps, link, successorOf(rotation));
  return { says: run.ok ? `Wise has it over ${link.target.name}.` : run.says, run, ...(run.ok ? { change: unchanged } : {}) };
}

async function prove(deps: RotationDeps, rotation: RotationEntry): Promise<StepResult> {
  const newKeyId = successorOf(rotation);
  const { use } = algorithm(findKey(deps.vault.read(), newKeyId).algorithm);
  const link = await deps.linkTo(rotation.connectionId);
  const named = use === 'signing' ? ({ method: 'jws', signingKeyId: newKeyId } as const) : ({ method: 'jwe', encryptionKeyId: newKeyId } as const);
  const run = await runPlayground(deps, link, { ...named, message: 'Portcullis proves a new key' });
  return { says: run.ok ? `A playground call with ${keyName(newKeyId)} worked. ${run.says}` : run.says, run, ...(run.ok ? { change: unchanged } : {}) };
}

/** Throws `KEY_RETIRED` and `KEY_EXPIRED` when the successor has come to its end meanwhile. */
async function switchOver({ vault, audit, now }: RotationDeps, rotation: RotationEntry): Promise<StepResult> {
  const { id, oldKeyId, connectionId, overlapDays } = rotation;
  const newKeyId = successorOf(rotation);
  const { name } = findConnection(vault.read(), connectionId);
  const at = new Date(now()).toISOString();
  // A person may have switched the connection to a third key meanwhile; the log tells what was really replaced.
  let used = oldKeyId;
  return {
    says: `${name} uses ${keyName(newKeyId)} from now on.`,
    change: (before) => {
      const successor = findKey(before, newKeyId);
      assertNotRetired(successor);
      assertNotExpired(successor, now());
      used = connectionKey(before, connectionId, newKeyId) ?? oldKeyId;
      const replaced = withKey(withConnectionKey(before, connectionId, newKeyId), oldKeyId, (old) => (
        withEvent({ ...old, replacedBy: newKeyId }, { at, kind: 'replaced', says: `By ${keyName(newKeyId)} on ${name}` })));
      const succeeded = withKey(replaced, newKeyId, (entry) => ({ ...entry, replaces: oldKeyId }));
      return withRotation(succeeded, id, (entry) => ({ ...entry, overlapEndsAt: overlapEnd(at, overlapDays) }));
    },
    audits: () => audit({ kind: 'connection.key-switched', outcome: 'ok', subject: name, says: `${keyName(used)} replaced by ${keyName(newKeyId)}` }),
  };
}

/** ISO 8601. */
export function overlapEnd(switchedAt: string, overlapDays: number): string {
  return new Date(Date.parse(switchedAt) + overlapDays * DAY_MS).toISOString();
}

/** Throws `ROTATION_OVERLAP` before its end. */
async function overlap({ vault, usage, now }: RotationDeps, { oldKeyId, overlapEndsAt, done }: RotationEntry): Promise<StepResult> {
  const leftMs = Date.parse(overlapEndsAt ?? '') - now();
  if (leftMs > 0) throw new PortcullisError('ROTATION_OVERLAP', { retryAfterMs: leftMs });
  const lastUsedAt = usage.unsaved(oldKeyId)?.lastAt ?? findKey(vault.read(), oldKeyId).lastUsedAt ?? '';
  const switchedAt = done.find(({ step }) => step === 'switch')?.at ?? '';
  const says = lastUsedAt > switchedAt
    ? `The old key was last used on ${lastUsedAt.slice(0, 10)} (UTC), after the switch. Make sure that nothing needs it.`
    : 'Nothing in Portcullis used the old key since the switch.';
  return { says, change: unchanged };
}

/** Throws `KEY_IN_USE` while a connection uses the old key, or may still go back to it. */
async function retire({ vault, audit, now }: RotationDeps, { oldKeyId }: RotationEntry): Promise<StepResult> {
  const at = new Date(now()).toISOString();
  const wasRetired = findKey(vault.read(), oldKeyId).retiredAt !== undefined;
  return {
    says: `${keyName(oldKeyId).replace('key', 'Key')} is retired: used no more, nor offered.`,
    change: (body) => {
      assertLast(body, oldKeyId);
      return withRetired(body, oldKeyId, { at, says: 'At the end of its rotation' });
    },
    audits: async () => {
      if (!wasRetired) await audit({ kind: 'key.retired', outcome: 'ok', subject: keyName(oldKeyId), says: 'at the end of its rotation' });
    },
  };
}

/** Other rotations of the same key must be past their overlap: until then their connections may go back to it. */
function assertLast(body: VaultBody, oldKeyId: string): void {
  const waiting = body.rotations.filter((entry) => entry.oldKeyId === oldKeyId && nextStep(entry) !== undefined && !isDone(entry, 'overlap'));
  if (waiting.length === 0) return;
  throw new PortcullisError('KEY_IN_USE', { reason: waiting.map(({ connectionId }) => findConnection(body, connectionId).name).join(', ') });
}

function unchanged(body: VaultBody): VaultBody {
  return body;
}
