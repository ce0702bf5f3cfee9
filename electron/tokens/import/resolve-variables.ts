const DEEPEST = 5;
/** Longer than any credential or address, in characters: variables of variables could grow without end. */
const LONGEST = 8000;
const LONGEST_VARIABLE = 4096;
const VARIABLE = /\{\{([^{}]{1,200})\}\}/g;

/** A text with its `{{variables}}` put in, the names of those that were, and of those that are not known. */
export function resolveVariables(text: string, variables: ReadonlyMap<string, string>): { value: string; through: string[]; unresolved: string[] } {
  const through: string[] = [];
  let value = text;
  for (let depth = 0; depth < DEEPEST && value.length <= LONGEST && value.includes('{{'); depth += 1) {
    value = value.replaceAll(VARIABLE, (whole, inner: string) => {
      const found = variables.get(inner.trim());
      if (found === undefined || found.length > LONGEST_VARIABLE) return whole;
      through.push(inner.trim());
      return found;
    });
  }
  return { value, through, unresolved: [...value.slice(0, LONGEST).matchAll(VARIABLE)].flatMap(([, inner]) => inner?.trim() || []) };
}
