import { parse } from 'dotenv';
import { FileNotes, titled, type ReadFile } from './named-value.ts';

const ASSIGNMENT = /^(?:export )?([\w.-]+) ?[=:]/;
const COMMENT = /^#(.*)/;

/** Does it hold a line such as `NAME=value`? */
export function isEnvFile(text: string): boolean {
  return text.split('\n').some((one) => /^[^\S\n]*(?:export[^\S\n]+)?[A-Za-z_][\w.-]*[^\S\n]*=/.test(one));
}

/** A `.env` file. What a comment before a line, or behind its value, says of it stands beside it. */
export function readEnvFile(text: string, fileName: string | undefined): ReadFile {
  const notes = new FileNotes();
  const lines = tidied(text);
  const comments = commentsOf(lines);
  // Empty lines and runs of blanks mean nothing to it, and would cost it minutes.
  const values = parse(lines.filter((one) => one !== '').join('\n'));
  for (const [name, value] of Object.entries(values)) notes.variable({ name, value, group: 'variables', beside: comments.get(name) ?? '' });
  return notes.file('env', titled('.env file', fileName ?? ''));
}

function tidied(text: string): string[] {
  return text.split('\n').map((one) => one.replaceAll(/\s+/g, ' ').trim());
}

/** The comment that each name stands under, until an empty line or the next comment, with the one at the end of its line. */
function commentsOf(lines: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  let [above, isOpen] = ['', false];
  for (const one of lines) {
    const comment = COMMENT.exec(one)?.[1];
    const name = ASSIGNMENT.exec(one)?.[1];
    if (comment !== undefined) above = isOpen ? `${above} ${comment}`.slice(-500) : comment.slice(0, 500);
    if (one === '') above = '';
    isOpen = comment !== undefined;
    if (name !== undefined) found.set(name, `${above} ${one.includes(' #') ? one.slice(one.lastIndexOf(' #')) : ''}`.slice(0, 1000));
  }
  return found;
}
