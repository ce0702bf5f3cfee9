import { z } from 'zod';
import { PortcullisError } from '../../shared/errors.ts';
import { HTTP_METHODS, type ProtectedCall } from '../../shared/model/approvals.ts';
import { isPortcullisLink, LINK_SCHEME } from '../links/scheme.ts';
import { shownNote, validCall } from './validate.ts';

/** A call that somebody else wrote down, checked: no host, no credentials, nothing but this. */
export type WrittenCall = { call: ProtectedCall; note?: string };

/** What the system hands over has to fit into one line. */
export const LONGEST_LINK = 8000;
const parameters = z.strictObject({ method: z.enum(HTTP_METHODS), path: z.string(), body: z.string().optional(), note: z.string().optional() });
const file = z.strictObject({ portcullis: z.literal('approval'), version: z.literal(1), ...parameters.shape, body: z.union([z.string(), z.record(z.string(), z.unknown()), z.array(z.unknown())]).optional() });

/** From the query of `portcullis://approve?…`. Throws `APPROVAL_FILE_UNREADABLE`, or `APPROVAL_CALL_INVALID`. */
export function readApprovalQuery(query: string): WrittenCall {
  const pairs = [...new URLSearchParams(query)];
  const names = new Set(pairs.map(([name]) => name));
  if (names.size !== pairs.length || !isDecodable(query)) throw unreadable('A name stands twice, or a value is not percent-encoded UTF-8.');
  return writtenCall(parameters.safeParse(Object.fromEntries(pairs)));
}

/** A link, or what an approval file holds. Throws as `readApprovalQuery`. */
export function readApprovalText(text: string): WrittenCall {
  const cleaned = text.replace(/^\uFEFF/, '').trim();
  if (cleaned.startsWith('{')) return readFile(cleaned);
  // Quoted, or folded by a mail program.
  const link = cleaned.replaceAll(/\s+/g, '').replaceAll(/^[<"'“”‘’]+|[>"'“”‘’]+$/g, '').replaceAll('&amp;', '&');
  const query = /^[a-z]+:\/{0,3}approve\/?\?(?<query>[^#]*)$/i.exec(link)?.groups?.['query'];
  if (!isPortcullisLink(link) || query === undefined) throw unreadable('It is no portcullis:approve link and no approval file.');
  return readApprovalQuery(query);
}

/** Throws nothing: where a link would be too long for systems to hand on, it is the text of a file, which is read all the same. */
export function writeApproval({ call, note }: WrittenCall): string {
  const { method, path, body } = call;
  const parts = [['method', method], ['path', path], ['body', body], ['note', note]] as const;
  const query = parts.flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`])).join('&');
  const link = `${LINK_SCHEME}://approve?${query}`;
  return link.length <= LONGEST_LINK ? link : JSON.stringify({ portcullis: 'approval', version: 1, method, path, body, note }, undefined, 2);
}

function readFile(text: string): WrittenCall {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw unreadable('It begins like JSON and is none.');
  }
  return writtenCall(file.safeParse(json));
}

function writtenCall(parsed: z.ZodSafeParseResult<z.infer<typeof parameters> | z.infer<typeof file>>): WrittenCall {
  if (!parsed.success) throw unreadable('A member is missing, unknown, or not of its kind.', parsed.error.issues[0]);
  const { method, path, body, note } = parsed.data;
  const line = shownNote(note);
  const call = validCall({ method, path, ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }) });
  return { call, ...(line === undefined ? {} : { note: line }) };
}

/** Names are the sender's: only ours are told. */
function unreadable(reason: string, issue?: z.core.$ZodIssue): PortcullisError {
  const field = issue?.path[0];
  const known = typeof field === 'string' && field in file.shape ? { field } : {};
  return new PortcullisError('APPROVAL_FILE_UNREADABLE', { reason, ...known });
}

function isDecodable(query: string): boolean {
  try {
    decodeURIComponent(query.replaceAll('+', '%20'));
    return true;
  } catch {
    return false;
  }
}
