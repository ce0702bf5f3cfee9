import { useEffect, useRef, useState } from 'react';
import type { Input } from '../../../shared/ipc/contract.ts';
import { toWireError } from '../../../shared/errors.ts';
import type { ApprovalItem, ApprovalRecord, ApprovalStep, PhoneChallenge } from '../../../shared/model/approvals.ts';
import { ApiError, call } from '../../api.ts';
import { askInboxAgain, noteStep } from './use-inbox.ts';

/** What the person has before them: nothing else is sent. */
function seenOf({ call: shown, amount }: Pick<ApprovalItem, 'call' | 'amount'>): NonNullable<Input<'approvals.begin'>['seen']> {
  return { call: shown, ...(amount ? { amount } : {}) };
}

/** What takes an approval from one state to the next. */
export type StepMethod = 'approvals.handOver' | 'approvals.begin' | 'approvals.trigger' | 'approvals.prove' | 'approvals.send' | 'approvals.ask' | 'approvals.settle';
export type Proof = Input<'approvals.prove'>['proof'];

type Failure = { key: string; during: StepMethod | 'approvals.putOff'; error: ApiError };
export type Steps = {
  /** What is under way; nothing else begins meanwhile. */
  pending: Failure['during'] | undefined;
  /** Of the item that it is about. */
  failure: Failure | undefined;
  forget(): void;
  run(key: string, during: StepMethod, step: () => Promise<ApprovalStep>): Promise<boolean>;
  begin(item: Pick<ApprovalItem, 'key' | 'call' | 'amount'>, rest?: Pick<Input<'approvals.begin'>, 'decision' | 'second'>): Promise<boolean>;
  handOver(item: Pick<ApprovalItem, 'key' | 'call' | 'amount'>): Promise<boolean>;
  trigger(key: string, approvalId: string, way: PhoneChallenge): Promise<boolean>;
  prove(key: string, approvalId: string, proof: Proof): Promise<boolean>;
  putOff(key: string, approvalId: string): Promise<void>;
};

function asApiError(thrown: unknown): ApiError {
  return thrown instanceof ApiError ? thrown : new ApiError(toWireError(thrown));
}

/**
 * One step at a time, however often a button is pressed. Nothing of a proof is kept here:
 * not by the query client's mutations, which would hold their input for minutes.
 */
export function useSteps(connectionId: string, onRecord: (key: string, record: ApprovalRecord, steps: Steps) => void): Steps {
  const busy = useRef(false);
  const [pending, setPending] = useState<Steps['pending']>();
  const [failure, setFailure] = useState<Failure>();
  const told = useRef(onRecord);
  useEffect(() => {
    told.current = onRecord;
  });
  const guarded = async <T>(key: string, during: Failure['during'], act: () => Promise<T>): Promise<T | undefined> => {
    if (busy.current) return undefined;
    busy.current = true;
    setPending(during);
    setFailure(undefined);
    try {
      return await act();
    } catch (thrown) {
      setFailure({ key, during, error: asApiError(thrown) });
      askInboxAgain(connectionId);
      return undefined;
    } finally {
      busy.current = false;
      setPending(undefined);
    }
  };
  const run: Steps['run'] = async (key, during, act) => {
    const step = await guarded(key, during, act);
    if (!step) return false;
    noteStep(connectionId, key, step);
    if (step.record) told.current(key, step.record, steps);
    return true;
  };
  const steps: Steps = {
    pending,
    failure,
    forget: () => setFailure(undefined),
    run,
    begin: (item, rest = {}) => run(item.key, 'approvals.begin', () => call('approvals.begin', { connectionId, key: item.key, seen: seenOf(item), ...rest })),
    handOver: (item) => run(item.key, 'approvals.handOver', () => call('approvals.handOver', { connectionId, key: item.key, seen: seenOf(item) })),
    trigger: (key, approvalId, way) => run(key, 'approvals.trigger', () => call('approvals.trigger', { approvalId, way })),
    prove: (key, approvalId, proof) => run(key, 'approvals.prove', () => call('approvals.prove', { approvalId, proof })),
    putOff: async (key, approvalId) => {
      const done = await guarded(key, 'approvals.putOff', () => call('approvals.putOff', { approvalId }));
      if (done) noteStep(connectionId, key, {});
    },
  };
  return steps;
}
