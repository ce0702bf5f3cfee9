import { lazy, Suspense, useEffect, useState } from 'react';
import { call, forgetUnlocked, useAsk } from './api.ts';
import { isCodeShown, type Ceremony } from './ceremony.ts';
import { ErrorBox } from './components/error-box.tsx';
import { FirstRun } from './screens/first-run/first-run.tsx';
import { Lock } from './screens/lock/lock.tsx';

const loadUnlocked = () => import('./unlocked.tsx');
const Unlocked = lazy(loadUnlocked);

let told = false;

/** Tells main once that the first usable screen is painted: two frames after React has put it into the page. What comes after the lock loads then. */
function useTellReady(usable: boolean): void {
  useEffect(() => {
    if (!usable || told) return;
    told = true;
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        void call('app.ready', {});
        void loadUnlocked();
      }),
    );
  }, [usable]);
}

export function App() {
  const status = useAsk('vault.status', {});
  const [ceremony, setCeremony] = useState<Ceremony>();
  const state = status.data?.state;
  useTellReady(status.isFetched);
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
  return (
    <Suspense fallback={null}>
      <Unlocked />
    </Suspense>
  );
}
