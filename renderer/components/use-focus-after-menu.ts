import { useEffect, useRef } from 'react';

/** A menu gives the focus back to its button some ten milliseconds after it closed. */
const AFTER_MENU_MS = 40;

/** For a panel that a menu opens: the first thing in it that fits takes the focus, once the menu has let go of it. */
export function useFocusAfterMenu(selector: string) {
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const timer = setTimeout(() => {
      if (!panel.current?.contains(document.activeElement)) panel.current?.querySelector<HTMLElement>(selector)?.focus();
    }, AFTER_MENU_MS);
    return () => clearTimeout(timer);
  }, [selector]);
  return panel;
}
