import { useCallback, useRef, useState } from 'react';
import type { Input, Method, Output } from '../../../shared/ipc/contract.ts';
import { call, type ApiError } from '../../api.ts';

/** The last answer, with the question it belongs to. */
type Answer<M extends Method> = { input?: Input<M>; data?: Output<M>; error?: ApiError };

/**
 * Asks main and keeps neither question nor answer beyond the screen: what is pasted here may be a secret, and the cache of `useTell` would hold it for minutes.
 * Only the answer to the last question counts.
 */
export function useOnce<M extends Method>(method: M) {
  const [answer, setAnswer] = useState<Answer<M>>({});
  const turn = useRef(0);
  const ask = useCallback(
    async (input: Input<M>): Promise<void> => {
      const mine = ++turn.current;
      const next: Answer<M> = await call(method, input).then(
        (data) => ({ input, data }),
        (error: ApiError) => ({ input, error }),
      );
      if (mine === turn.current) setAnswer(next);
    },
    [method],
  );
  const clear = useCallback(() => {
    turn.current++;
    setAnswer({});
  }, []);
  return { ...answer, ask, clear };
}
