/** JSON with indentation; anything else as it is. */
export function prettyJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** The parts of a compact JOSE message (RFC 7515, section 7.1): header, payload, signature. */
export function compactParts(text: string): string[] {
  return text.split('.');
}
