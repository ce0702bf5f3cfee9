/** The parts of a JSON text that matter to its structure: strings whole, and the marks around them. */
const PIECES = /"(?:[^"\\]+|\\.)*"(\s*:)?|[{}[\]]/gs;

/**
 * The first member name that stands twice in one object of the text, nested objects too, after its escapes are undone; undefined when every name is the only one.
 * The text must be JSON, as `JSON.parse` has found: it takes the last of two members and says nothing.
 */
export function firstDuplicateName(json: string): string | undefined {
  const open: Set<string>[] = [];
  for (const { 0: piece, 1: colon } of json.matchAll(PIECES)) {
    if (piece === '{' || piece === '[') open.push(new Set());
    else if (piece === '}' || piece === ']') open.pop();
    else if (colon !== undefined) {
      const name = JSON.parse(piece.slice(0, -colon.length)) as string;
      const names = open.at(-1);
      if (names?.has(name)) return name;
      names?.add(name);
    }
  }
  return undefined;
}
