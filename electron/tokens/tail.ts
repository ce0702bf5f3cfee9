/** Of a secret what may be shown: the last four characters, of a very short one fewer. */
export function tailOf(value: string): string {
  return value.length < 8 ? value.slice(value.length - Math.floor(value.length / 4)) : value.slice(-4);
}
