import { isBearerValue } from '../bearer-value.ts';
import { FileNotes, type ReadFile } from './named-value.ts';
import { unreadable } from './text.ts';

/** One token and nothing else, with or without "Authorization: Bearer" before it. A word without a digit is none. Throws `TOKEN_IMPORT_UNREADABLE`. */
export function readPlainText(text: string): ReadFile {
  const value = text.trim().replace(/^authorization: ?/i, '').replace(/^bearer +/i, '');
  if (!isBearerValue(value) || !/\d/.test(value)) throw unreadable('It is none of the files that are known here, and no token alone.');
  const notes = new FileNotes();
  notes.value({ where: 'The text itself', name: '', value, role: 'bearer', group: 'text' });
  return notes.file('text', 'Plain text');
}
