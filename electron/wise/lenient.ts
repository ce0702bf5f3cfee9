import { z } from 'zod';
import { shortLine } from '../webhooks/event.ts';

/** Longest piece of foreign text that is shown, in characters: SEPA's references have 140. */
const LONGEST = 140;
const DECIMAL = /^-?\d{1,15}(?:\.\d{1,10})?$/;

/** Members of Wise's answers that may be missing, null, or of a shape that is not expected: then they are undefined. */
export const looseText = z.unknown().optional().transform(shortText);
/** Also numbers that are written as text. */
export const looseNumber = z.unknown().optional().transform(numberOf);
export const looseId = z.unknown().optional().transform((value) => safeIdOf(numberOf(value)));
/** ISO 8601 in UTC; Wise's `yyyy-MM-dd HH:mm:ss` means UTC too. */
export const looseInstant = z.unknown().optional().transform(instantOf);
/** A finite number, also as text. */
export const amount = looseNumber.pipe(z.number());
export const id = looseId.pipe(z.number().int());
export const currency = z.string().regex(/^[A-Za-z]{3}$/).transform((code) => code.toUpperCase());

export function shortText(value: unknown): string | undefined {
  return shortLine(value, LONGEST);
}

function numberOf(value: unknown): number | undefined {
  if (typeof value === 'string') return DECIMAL.test(value) ? Number(value) : undefined;
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function safeIdOf(value: number | undefined): number | undefined {
  return value !== undefined && Number.isSafeInteger(value) && value > 0 ? value : undefined;
}

function instantOf(value: unknown): string | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d[ T]\d\d:\d\d/.test(value)) return undefined;
  const iso = value.slice(0, 40).replace(' ', 'T').replace(/([+-]\d\d)(\d\d)$/, '$1:$2');
  const at = new Date(/(?:Z|[+-]\d\d:\d\d)$/i.test(iso) ? iso : `${iso}Z`);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

type Present<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & { [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined> };

/** Leaves out the members that are undefined. */
export function present<T extends object>(value: T): Present<T> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Present<T>;
}

/** A list: an answer that is one itself, or has one under one of these names, as pages have. */
const LIST_NAMES: ReadonlySet<string> = new Set(['transfers', 'payments', 'balances', 'activities', 'phoneNumbers', 'content', 'data']);
export const listed = z.unknown().transform(listIn).pipe(z.array(z.unknown()));

function listIn(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  return Object.entries(body).find(([name, member]) => LIST_NAMES.has(name) && Array.isArray(member))?.[1];
}

/** Reads the items that can be read; `unread` counts the others. */
export function readEach<T>(items: readonly unknown[], schema: z.ZodType<T>): { read: T[]; unread: number } {
  const read = items.flatMap((item) => {
    const parsed = schema.safeParse(item);
    return parsed.success ? [parsed.data] : [];
  });
  return { read, unread: items.length - read.length };
}
