/** As a `ref`: takes the focus where nothing has it, because what had it went with the state before. */
export function takeLostFocus(node: HTMLElement | null): void {
  if (node && document.activeElement === document.body) node.focus({ preventScroll: true });
}
