import type { Input } from '../../../shared/ipc/contract.ts';
import type { Factors } from '../../../shared/model/approvals.ts';
import { Confirm } from '../../components/confirm.tsx';
import { lastOfKind, type Kind } from './title.ts';
import { useFactor, type At } from './use-factor.ts';

type Removal = 'factors.removePin' | 'factors.removeFingerprint' | 'factors.removePhone' | 'factors.removeFaceMap';
type Props<M extends Removal> = {
  at: At;
  factors: Factors;
  method: M;
  input: Input<M>;
  kind: Kind;
  /** What stops working. */
  says: string;
  /** What the button does, with the object. */
  action: string;
  onDone(says?: string): void;
};

/** Asks before a factor is removed, and says so where it is the last of its kind. */
export function RemoveFactor<M extends Removal>({ at, factors, method, input, kind, says, action, onDone }: Props<M>) {
  const remove = useFactor(method, at);
  const last = lastOfKind(factors, kind);
  const run = async () => {
    if (await remove.tell(input)) onDone('Removed');
  };
  return <Confirm says={last === undefined ? [says] : [says, last]} action={action} keep="Keep it" isPending={remove.isPending} error={remove.error ?? null} onDo={() => void run()} onKeep={() => onDone()} />;
}
