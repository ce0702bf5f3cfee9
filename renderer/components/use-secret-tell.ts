import { useState } from 'react';
import type { Input, Method, Output } from '../../shared/ipc/contract.ts';
import { ApiError, call } from '../api.ts';

type State<M extends Method> = { isPending: boolean; data?: Output<M>; error?: ApiError };

/** Like `useTell`, for input that holds a secret: nothing of it is kept after the call, while the cache of `useTell` keeps what was passed. */
export function useSecretTell<M extends Method>(method: M) {
  const [state, setState] = useState<State<M>>({ isPending: false });
  /** The answer, or undefined when it was refused; `error` says why. */
  const tell = async (input: Input<M>): Promise<Output<M> | undefined> => {
    setState({ isPending: true });
    try {
      const data = await call(method, input);
      setState({ isPending: false, data });
      return data;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setState({ isPending: false, error });
      return undefined;
    }
  };
  return { ...state, tell, reset: () => setState({ isPending: false }) };
}
