import { PortcullisError } from '../../shared/errors.ts';
import { HTTP_METHODS, type ProtectedCall } from '../../shared/model/approvals.ts';
import { isDisguisedFunding } from '../approvals/deeds.ts';
import { scanJson } from '../jose/scan-json.ts';

const LONGEST_PATH = 2000;
const LONGEST_BODY = 100_000;
const LONGEST_NOTE = 500;
const DEEPEST = 100;
/** What turns letters on the screen around, is not seen at all, or is no character: it would be read otherwise than it is sent. */
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}\p{Cs}\u007f-\u009f\u2028\u2029]/u;

type Check = { field: 'method' | 'path' | 'body' | 'note'; reason: string; isWrong: (call: ProtectedCall) => boolean };

/** What is wrong with a call, first come first told. */
const CHECKS: readonly Check[] = [
  { field: 'method', reason: 'It is GET, POST, PUT, PATCH or DELETE.', isWrong: ({ method }) => !HTTP_METHODS.includes(method) },
  { field: 'path', reason: 'It begins with one slash and names no host.', isWrong: ({ path }) => !path.startsWith('/') || path.startsWith('//') },
  { field: 'path', reason: 'It has at most 2,000 characters.', isWrong: ({ path }) => path.length > LONGEST_PATH },
  { field: 'path', reason: 'It holds printable ASCII without spaces; anything else is percent-encoded.', isWrong: ({ path }) => !/^[\x21-\x7e]+$/.test(path) },
  { field: 'path', reason: 'It holds no “..”, backslash or “#”, and nothing else that would be sent otherwise than it is written.', isWrong: ({ path }) => !isSentAsWritten(path) },
  { field: 'path', reason: 'It holds no encoded slash, backslash, dot or control character.', isWrong: ({ path }) => /%(?:2f|5c|2e|[01][0-9a-f]|7f)/i.test(path.split('?')[0] ?? '') || /%(?:[01][0-9a-f]|7f)/i.test(path) },
  { field: 'path', reason: 'It names the profile and what it funds by their numbers, in plain digits, as Wise’s own paths do.', isWrong: isDisguisedFunding },
  { field: 'path', reason: 'It is percent-encoded UTF-8.', isWrong: ({ path }) => !isDecodable(path) },
  { field: 'body', reason: 'GET has none.', isWrong: ({ method, body = '' }) => method === 'GET' && body !== '' },
  { field: 'body', reason: 'It has at most 100,000 characters.', isWrong: ({ body = '' }) => body.length > LONGEST_BODY },
  { field: 'body', reason: 'It is JSON.', isWrong: ({ body = '' }) => body !== '' && !isJson(body) },
  { field: 'body', reason: 'It nests at most 100 deep and names each member once.', isWrong: ({ body = '' }) => body !== '' && isAmbiguous(body) },
  { field: 'body', reason: 'It holds no marks that turn text around or cannot be seen; write them as \\u escapes.', isWrong: ({ body = '' }) => UNSEEN.test(body) },
];

/** A call that can be sent, and is sent as it is shown. Throws `APPROVAL_CALL_INVALID` with `field` and `reason`. */
export function validCall({ method, path, body }: ProtectedCall): ProtectedCall {
  const call: ProtectedCall = { method, path: path.trim(), ...(body === undefined || body.trim() === '' ? {} : { body }) };
  const wrong = CHECKS.find(({ isWrong }) => isWrong(call));
  if (wrong) throw new PortcullisError('APPROVAL_CALL_INVALID', { field: wrong.field, reason: wrong.reason });
  return call;
}

/** The address that is asked is made by the URL standard, which resolves and encodes. */
function isSentAsWritten(path: string): boolean {
  try {
    const { pathname, search, hash } = new URL(path, 'https://host.invalid');
    return pathname + search === path && hash === '';
  } catch {
    return false;
  }
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function isAmbiguous(json: string): boolean {
  const { depth, duplicate } = scanJson(json);
  return depth > DEEPEST || duplicate !== undefined;
}

/** A note as one line. Undefined for an empty one. */
export function shownNote(note: string | undefined): string | undefined {
  const line = note?.slice(0, 4 * LONGEST_NOTE).replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim().slice(0, LONGEST_NOTE).toWellFormed();
  return line === '' ? undefined : line;
}
