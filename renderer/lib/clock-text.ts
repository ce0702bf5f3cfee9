const two = (number: number) => String(number).padStart(2, '0');

/** What is left, as a clock counts it down: "0:24", "58:11", "1:02:03". Rounded down, for the time it is taken from may be up to a second old. */
export function clockText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
