/** The eight characters by which people tell ids apart; the whole id is a hover or a copy away. */
export function shortId(id: string): string {
  return id.slice(0, 8);
}
