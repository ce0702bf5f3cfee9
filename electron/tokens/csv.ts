/** What makes a spreadsheet take a cell for a formula (OWASP, CSV injection), also behind spaces. */
const FORMULA = /^\s*[=+\-@\t\r\n]/;

/** Rows as CSV (RFC 4180): CRLF after each, quoted where needed. What a spreadsheet would run gets an apostrophe in front. */
export function csvOf(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]|^\s|\s$|^'/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
