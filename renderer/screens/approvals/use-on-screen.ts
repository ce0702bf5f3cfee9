import { useEffect, type RefObject } from 'react';

/** The width from which list and detail lie side by side, as in approvals.module.css. */
const NARROW = '(max-width: 1040px)';

/** In a narrow window the detail takes the list's place: what was opened comes into view, below everything that stands above it. */
export function useOnScreen(pane: RefObject<HTMLElement | null>, opened: string | undefined): void {
  useEffect(() => {
    if (opened !== undefined && matchMedia(NARROW).matches) pane.current?.scrollIntoView({ block: 'start' });
  }, [pane, opened]);
}
