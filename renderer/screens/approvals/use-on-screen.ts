import { useEffect, type RefObject } from 'react';
import { bringIntoView } from '../../lib/bring-into-view.ts';

/** The width from which list and detail lie side by side, as in approvals.module.css. */
const NARROW = '(max-width: 1040px)';

/** In a narrow window the detail takes the list's place: what was opened comes into view, below everything that stands above it. */
export function useOnScreen(pane: RefObject<HTMLElement | null>, opened: string | undefined): void {
  useEffect(() => {
    const node = pane.current;
    if (opened === undefined || !node || !matchMedia(NARROW).matches) return undefined;
    bringIntoView(node, 'start');
    // The row that was pressed is hidden with the list, and loses the focus with the next frame.
    const frame = requestAnimationFrame(() => {
      if (!node.contains(document.activeElement)) node.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [pane, opened]);
}
