/** The parts of an RFC 4514 name, in its order: `CN=a, O=b\, c` is `[['CN', 'a'], ['O', 'b, c']]`. */
export function nameParts(name: string): [type: string, value: string][] {
  return name
    .split(/(?<!\\),\s*/u)
    .map((part) => part.split(/=(.*)/su))
    .filter(([type]) => type)
    .map(([type = '', value = '']) => [type.trim(), value.replaceAll(/\\([ "#+,;<=>\\])/gu, '$1')]);
}

/** One part of a name, such as its `O`; undefined where it has none. */
export function namePart(name: string, type: string): string | undefined {
  return nameParts(name).find(([one]) => one === type)?.[1];
}

/** How a subject is called in short: its CN, else its O, else all of it. */
export function commonName(name: string): string {
  return namePart(name, 'CN') ?? namePart(name, 'O') ?? name;
}
