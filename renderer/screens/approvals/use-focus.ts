import { useEffect, useRef } from 'react';
import { bringIntoView } from '../../lib/bring-into-view.ts';

/** No jump where it is in view already. */
function focusInView(node: HTMLElement): void {
  node.focus({ preventScroll: true });
  bringIntoView(node, 'nearest');
}

/** Takes the focus when it appears, where what had it is gone or lies in the same detail: so one goes on with the keyboard alone. */
export function useFocusMovedOn<E extends HTMLElement>(isReady = true) {
  const node = useRef<E>(null);
  useEffect(() => {
    const active = document.activeElement;
    const here = node.current;
    if (!isReady || !here) return;
    if (active === null || active === document.body || here.closest('[data-moves-focus]')?.contains(active)) focusInView(here);
  }, [isReady]);
  return node;
}
