import { useEffect, useState } from 'react';

export const MIN_PASSPHRASE = 12;

export type Strength = {
  /** 0 (guessed at once) to 4. */
  score: 0 | 1 | 2 | 3 | 4;
  words: string;
  /** What would help, where the estimator knows. */
  advice?: string;
};

const WORDS = ['Very weak: guessed at once', 'Weak: guessed within hours', 'Fair: holds for a while', 'Strong', 'Very strong'] as const;

type Estimator = { check(passphrase: string): { score: 0 | 1 | 2 | 3 | 4; feedback: { warning: string | null; suggestions: string[] } } };

let loading: Promise<Estimator> | undefined;

/** The estimator's word lists are large, so they load only when a passphrase is being chosen. */
function estimator(): Promise<Estimator> {
  loading ??= import('./zxcvbn.ts').then((module) => module.createEstimator());
  return loading;
}

/** How well a passphrase stands up to guessing, in words. The estimator reads at most the first 100 characters. */
export async function estimate(passphrase: string): Promise<Strength> {
  const { score, feedback } = (await estimator()).check(passphrase.slice(0, 100));
  const advice = feedback.warning || feedback.suggestions[0];
  return { score, words: WORDS[score], ...(advice && score < 3 ? { advice } : {}) };
}

/** The strength of what has been typed so far; undefined while nothing is typed or the estimator loads. */
export function useStrength(passphrase: string): Strength | undefined {
  const [found, setFound] = useState<Strength>();
  useEffect(() => {
    if (passphrase === '') return undefined;
    let current = true;
    void estimate(passphrase).then((strength) => current && setFound(strength));
    return () => {
      current = false;
    };
  }, [passphrase]);
  return passphrase === '' ? undefined : found;
}
