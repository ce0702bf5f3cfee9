/** The parts of a JSON text that matter to its structure: strings whole, and the marks around them. */
const PIECES = /"(?:[^"\\]+|\\.)*"(\s*:)?|[{}[\]]/gs;

export type JsonScan = {
  /** How many objects and arrays stand one in another, at most. */
  depth: number;
  /** The first member name that stands twice in one object, its escapes undone. */
  duplicate?: string;
};

/**
 * What `JSON.parse` does not tell: it takes the last of two members and says nothing, and nests as deep as it is asked to.
 * The text must be JSON, as `JSON.parse` has found.
 */
export function scanJson(json: string): JsonScan {
  const open: Set<string>[] = [];
  let depth = 0;
  for (const { 0: piece, 1: colon } of json.matchAll(PIECES)) {
    if (piece === '{' || piece === '[') depth = Math.max(depth, open.push(new Set()));
    else if (piece === '}' || piece === ']') open.pop();
    else if (colon !== undefined) {
      const name = JSON.parse(piece.slice(0, -colon.length)) as string;
      const names = open.at(-1);
      if (names?.has(name)) return { depth, duplicate: name };
      names?.add(name);
    }
  }
  return { depth };
}
