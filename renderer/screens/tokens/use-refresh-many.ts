import { useRef, useState } from 'react';
import type { Output } from '../../../shared/ipc/contract.ts';
import { ApiError, call } from '../../api.ts';
import { portions } from './words.ts';

type Answers = Output<'tokens.refresh'>;

export type RefreshMany = {
  /** How far it is; undefined while nothing runs. */
  progress?: { done: number; all: number };
  /** What came of the last time. */
  answers?: Answers;
  /** Why it stopped before the end, such as a lock. */
  error?: ApiError;
  refresh(ids: readonly string[]): Promise<void>;
  /** Stops after the portion that is under way. */
  stop(): void;
  dismiss(): void;
};

/** Refreshes many tokens a portion at a time, so that the screen can say how far it is and the person can stop. */
export function useRefreshMany(): RefreshMany {
  const [state, setState] = useState<Pick<RefreshMany, 'progress' | 'answers' | 'error'>>({});
  const stopped = useRef(false);
  const refresh = async (ids: readonly string[]) => {
    stopped.current = false;
    const answers: Answers = [];
    try {
      for (const tokenIds of portions([...ids])) {
        if (stopped.current) break;
        setState({ progress: { done: answers.length, all: ids.length } });
        answers.push(...(await call('tokens.refresh', { tokenIds })));
      }
      setState({ answers });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setState({ answers, error });
    }
  };
  return { ...state, refresh, stop: () => void (stopped.current = true), dismiss: () => setState({}) };
}
