/** Tokens of a JSON text that matter here: strings, and what opens, closes and names. */
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:]/g;

/**
 * The first member name that comes twice in one object of a JSON text, however it is escaped and however deep the object lies.
 * `JSON.parse` keeps the last of the two without a word, other readers keep the first (RFC 8259, 4). The text must be JSON.
 */
export function repeatedMember(text: string): string | undefined {
  /** The names met in each object that is open; an array holds none. */
  const open: Set<string>[] = [];
  let last = '';
  for (const [token] of text.matchAll(TOKENS)) {
    if (token === '{' || token === '[') open.push(new Set());
    else if (token === '}' || token === ']') open.pop();
    else if (token === ':') {
      const name = JSON.parse(last) as string;
      const names = open.at(-1);
      if (names?.has(name)) return name;
      names?.add(name);
    } else last = token;
  }
  return undefined;
}
