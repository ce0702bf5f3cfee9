/** What a person could scroll to see more of `node`. */
function scrollerOf(node: Element): Element | undefined {
  for (let parent = node.parentElement; parent; parent = parent.parentElement) {
    if (parent.scrollHeight > parent.clientHeight && /auto|scroll/.test(getComputedStyle(parent).overflowY)) return parent;
  }
  return undefined;
}

/** `Element.scrollIntoView` would also move the frame, which nobody could scroll back. `start`: to the top; `nearest`: only as far as needed. */
export function bringIntoView(node: Element, where: 'start' | 'nearest'): void {
  const scroller = scrollerOf(node);
  if (!scroller) return;
  const [inner, outer] = [node.getBoundingClientRect(), scroller.getBoundingClientRect()];
  const [above, below] = [inner.top - outer.top, inner.bottom - outer.bottom];
  if (where === 'start' || above < 0) scroller.scrollTop += above;
  else if (below > 0) scroller.scrollTop += Math.min(below, above);
}
