import type { Input } from '../../../shared/ipc/contract.ts';
import { useTell } from '../../api.ts';
import { go } from '../../place.ts';

/** Puts something into the inbox and opens it there. */
export function usePrepare() {
  const prepare = useTell('approvals.prepare');
  const put = (input: Input<'approvals.prepare'>) => {
    if (!prepare.isPending) prepare.mutate(input, { onSuccess: ({ key }) => go({ screen: 'approvals', key }) });
  };
  const { error, isPending, reset } = prepare;
  const isInvalid = error?.code === 'APPROVAL_CALL_INVALID';
  /** What main found wrong with a field. */
  const problemOf = (field: string): string | undefined => (isInvalid && error.details.field === field ? String(error.details.reason ?? error.message) : undefined);
  /** An error that no field of the form tells. */
  const errorBeside = (fields: readonly string[]) => (error && isInvalid && fields.includes(String(error.details.field)) ? undefined : (error ?? undefined));
  return { put, isPending, problemOf, errorBeside, reset };
}
