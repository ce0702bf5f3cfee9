import { z } from 'zod';

/** Control characters, lone surrogates, line ends, and what turns the direction of text around it or cannot be seen. */
const UNFIT = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u{61C}\u{200B}\u{200E}\u{200F}\u{202A}-\u{202E}\u{2060}-\u{206F}\u{FEFF}\u{E0000}-\u{E007F}]/u;
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;

/** What the eye tells names by: without letter case, without what cannot be seen, and with one kind of space. */
export function namedAlike(name: string): string {
  return name.normalize('NFKC').replace(INVISIBLE, '').replace(/\s+/g, ' ').trim().toLowerCase();
}

/** Of a person who opens a vault: 1 to 60 UTF-16 units, of which something can be seen and nothing hides what stands beside it. */
export const personName = z.string().min(1).max(60).refine((name) => !UNFIT.test(name) && namedAlike(name) !== '');
