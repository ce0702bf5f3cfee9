import { useEffect } from 'react';
import { call, client } from '../../api.ts';

const EVERY_MS = 15_000;

/** Tells main at most every 15 s that somebody is there, so that the vault does not lock under their hands. */
export function useActivity(): void {
  useEffect(() => {
    let last = 0;
    const seen = () => {
      if (Date.now() - last < EVERY_MS) return;
      last = Date.now();
      void call('vault.touch', {})
        .catch(() => undefined)
        .then(() => client.invalidateQueries({ queryKey: ['vault.status'] }));
    };
    const events = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;
    for (const event of events) window.addEventListener(event, seen, { passive: true });
    return () => {
      for (const event of events) window.removeEventListener(event, seen);
    };
  }, []);
}
