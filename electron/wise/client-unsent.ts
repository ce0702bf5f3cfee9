const unsent = new WeakSet<object>();

/** Notes that of the call which ended with this error nothing can have been done: it was never written to a connection, or Wise had only asked to wait. */
export function markUnsent<T extends object>(error: T): T {
  unsent.add(error);
  return error;
}

/** Certain that nothing of the call was done. Everything else may have been, with its answer lost on the way. */
export function wasUnsent(error: object): boolean {
  return unsent.has(error);
}
