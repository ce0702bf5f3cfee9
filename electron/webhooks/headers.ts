/** Headers in the order in which they came. */
export type HeaderLine = { name: string; value: string };

export const SIGNATURE = 'x-signature-sha256';
export const DELIVERY_ID = 'x-delivery-id';
export const TEST = 'x-test-notification';

/** RFC 9110, 5.6.2, in quotes or not, as in a line of JSON or of a program. */
const LINE = /^["']?([!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}?)["']?\s{0,9}:(?!\/\/)(.*)$/;
/** What `curl -v` and `curl -H` put around it. */
const CURL = /^(?:[<>]|-H|--header)\s+(.*)$/;
const CURL_NOISE = /^(?:\*|[{}]\s\[\d+ bytes data\])/;
/** A line that may go on with a base64 value cut into lines. */
const MORE_BASE64 = /^[A-Za-z0-9+/_=-]+$/;
/** Arrays and objects inside each other that are looked through: a HAR file has the headers at the sixth. */
const DEEPEST = 8;

/** The first value of a header. Its name in any case, or as CGI has it (`HTTP_X_DELIVERY_ID`). */
export function headerOf(headers: readonly HeaderLine[], name: string): string | undefined {
  return headers.find((header) => canonical(header.name) === name)?.value;
}

function canonical(name: string): string {
  return name.toLowerCase().replaceAll('_', '-').replace(/^http-/, '');
}

/**
 * Reads headers in any form in which people have them: `Name: value` lines (any case and line end, with curl's marks), JSON (an object, or a list of
 * names and values as in HAR), or the bare value of `X-Signature-SHA256`.
 */
export function readHeaders(text: string): HeaderLine[] {
  const trimmed = text.replace(/^\uFEFF/, '').trim();
  if (trimmed === '') return [];
  const found = fromJson(trimmed) ?? fromLines(trimmed);
  const more = headerOf(found, SIGNATURE) === undefined ? fromAnywhere(trimmed) : [];
  return found.length + more.length === 0 ? [{ name: SIGNATURE, value: trimmed }] : [...found, ...more];
}

/** Undefined for what is no JSON object or list. */
function fromJson(text: string): HeaderLine[] | undefined {
  if (!/^[[{]/.test(text)) return undefined;
  try {
    return headersIn(JSON.parse(text) as unknown, DEEPEST);
  } catch {
    return undefined;
  }
}

function headersIn(json: unknown, depth: number): HeaderLine[] {
  if (depth === 0 || typeof json !== 'object' || json === null) return [];
  if (Array.isArray(json)) return isFlat(json) ? fromFlat(json) : json.flatMap((item) => fromPair(item) ?? headersIn(item, depth - 1));
  return Object.entries(json).flatMap(([name, value]) => {
    const values = Array.isArray(value) && name !== 'rawHeaders' ? (value as unknown[]) : [value];
    return values.every(isScalar) ? values.map((one) => ({ name, value: String(one) })) : headersIn(value, depth - 1);
  });
}

/** `{name, value}` as in HAR, or `{key, value}`. */
function fromPair(item: unknown): HeaderLine[] | undefined {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return undefined;
  const { name, key, value } = item as Record<string, unknown>;
  const named = name ?? key;
  return typeof named === 'string' && isScalar(value) ? [{ name: named, value: String(value) }] : undefined;
}

/** Name, value, name, value, as Node's `rawHeaders`. */
function isFlat(list: readonly unknown[]): list is string[] {
  return list.length > 0 && list.length % 2 === 0 && list.every((item) => typeof item === 'string');
}

function fromFlat(list: readonly string[]): HeaderLine[] {
  return list.flatMap((name, index) => (index % 2 === 0 ? [{ name, value: list[index + 1] ?? '' }] : []));
}

function isScalar(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function fromLines(text: string): HeaderLine[] {
  const headers: HeaderLine[] = [];
  let last: HeaderLine | undefined;
  for (const raw of text.split(/\r\n|\r|\n/)) {
    const line = raw.trim();
    if (/^[{[]$|^\{"/.test(line) && headers.length > 0) break;
    const header = readLine(line);
    if (header) headers.push(header);
    else if (last && (MORE_BASE64.test(line) || (line !== '' && /^[ \t]/.test(raw)))) last.value += ` ${line}`;
    last = header ?? (line === '' ? undefined : last);
  }
  return headers;
}

function readLine(line: string): HeaderLine | undefined {
  if (CURL_NOISE.test(line)) return undefined;
  const bare = CURL.exec(line)?.[1] ?? line;
  const [, name, value] = LINE.exec(bare) ?? [];
  return name === undefined || value === undefined ? undefined : { name, value: unquoted(value.trim()) };
}

/** Without the quotes and the comma or backslash after them, as in a line of JSON or of a shell. */
function unquoted(value: string): string {
  return value.replace(/^["']/, '').replace(/["']?,?\s{0,3}\\?$/, '');
}

/** What follows the names in a text that is none of these, such as a dictionary printed in one line. */
const ANYWHERE = [
  [SIGNATURE, /x[-_]signature[-_]sha256[^A-Za-z0-9+/]{1,9}([A-Za-z0-9+/_=-]+)/i],
  [DELIVERY_ID, /x[-_]delivery[-_]id[^A-Za-z0-9]{1,9}([0-9a-f-]{36})/i],
  [TEST, /x[-_]test[-_]notification[^A-Za-z0-9]{1,9}(true|false)/i],
] as const;

function fromAnywhere(text: string): HeaderLine[] {
  return ANYWHERE.flatMap(([name, pattern]) => {
    const value = pattern.exec(text)?.[1];
    return value === undefined ? [] : [{ name, value }];
  });
}
