const withoutSpace = (text: string): string => text.replaceAll(/\s/g, '');

/** JSON with indentation; anything else as it is, and so JSON that would lose something by it: a long number, or a member that stands twice. */
export function prettyJson(text: string): string {
  try {
    const indented = JSON.stringify(JSON.parse(text), null, 2);
    return withoutSpace(indented) === withoutSpace(text) ? indented : text;
  } catch {
    return text;
  }
}

/** The parts of a compact JOSE message (RFC 7515, section 7.1): header, payload, signature. */
export function compactParts(text: string): string[] {
  return text.split('.');
}
