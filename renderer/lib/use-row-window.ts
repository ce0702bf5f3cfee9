import { useEffect, useState, type RefObject } from 'react';

/** Rows kept on either side of what can be seen, so that scrolling shows no gaps. */
const SPARE = 10;

export type RowWindow = { first: number; end: number };

/** Which rows of one height can be seen: indexes from `first` up to, not including, `end`. All lengths in pixels. */
export function rowWindow(scrollTop: number, height: number, rowHeight: number, count: number): RowWindow {
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - SPARE);
  return { first: Math.min(first, count), end: Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + SPARE) };
}

/** The `scrollTop` at which a row is wholly in view below a header that stays; the present one where it is already. */
export function scrollTopFor(index: number, rowHeight: number, scrollTop: number, room: number): number {
  const top = index * rowHeight;
  if (top < scrollTop) return top;
  return Math.max(scrollTop, top + rowHeight - room);
}

/** Follows the scroll position of an element; renders again only when other rows come into view. */
export function useRowWindow(element: RefObject<HTMLElement | null>, rowHeight: number, count: number): RowWindow {
  const [view, setView] = useState({ top: 0, height: 800 });
  useEffect(() => {
    const node = element.current;
    if (!node) return undefined;
    // Whole multiples of a few rows: a scroll by less changes nothing that is rendered.
    const grain = rowHeight * 4;
    const look = () => {
      const next = { top: Math.floor(node.scrollTop / grain) * grain, height: node.clientHeight + grain };
      setView((before) => (before.top === next.top && before.height === next.height ? before : next));
    };
    const observer = new ResizeObserver(look);
    observer.observe(node);
    node.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      node.removeEventListener('scroll', look);
    };
  }, [element, rowHeight]);
  return rowWindow(view.top, view.height, rowHeight, count);
}
