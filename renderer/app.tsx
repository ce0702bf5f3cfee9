import { useEffect, useState } from 'react';
import { call, forgetUnlocked, useAsk } from './api.ts';
import { isCodeShown, type Ceremony } from './ceremony.ts';
import { ErrorBox } from './components/error-box.tsx';
import { FirstRun } from './screens/first-run/first-run.tsx';
import { Lock } from './screens/lock/lock.tsx';

/**
 * What comes after the lock. It loads once the first usable screen is painted,
 * which is also when main is told. Not by React's `lazy`: its fallback would stay for 300 ms although the file is there.
 */
function useUnlocked(isUsable: boolean): typeof import('./unlocked.tsx') | undefined {
  const [unlocked, setUnlocked] = useState<typeof import('./unlocked.tsx')>();
  useEffect(() => {
    if (!isUsable) return;
    afterPaint(() => {
      void call('app.ready', {});
      void import('./unlocked.tsx').then(setUnlocked);
    });
  }, [isUsable]);
  return unlocked;
}

/** Calls back once the next frame is painted: a message sent while a frame is prepared arrives after it. */
function afterPaint(callback: () => void): void {
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', callback, { once: true });
    port1.start();
    port2.postMessage(undefined);
  });
}

export function App() {
  const status = useAsk('vault.status', {});
  const [ceremony, setCeremony] = useState<Ceremony>();
  const state = status.data?.state;
  const unlocked = useUnlocked(status.isFetched);
  useEffect(() => {
    if (state === 'locked') forgetUnlocked();
  }, [state]);
  // A lock ends a ceremony whose code is already on the screen; one that still waits for main goes on.
  const [stateBefore, setStateBefore] = useState(state);
  const [codeLost, setCodeLost] = useState(false);
  if (state !== stateBefore) {
    setStateBefore(state);
    setCodeLost(state === 'locked' && isCodeShown());
    if (state === 'locked' && ceremony?.code !== undefined) setCeremony(undefined);
  }

  if (status.error) return <ErrorBox error={status.error} />;
  if (state === 'absent' || ceremony?.kind === 'create') return <FirstRun ceremony={ceremony} onCeremony={setCeremony} />;
  if (status.data && (state === 'locked' || ceremony)) return <Lock status={status.data} ceremony={ceremony} onCeremony={setCeremony} codeLost={codeLost} />;
  return unlocked ? <unlocked.default /> : null;
}
