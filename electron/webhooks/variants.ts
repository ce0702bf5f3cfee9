import { parseJson } from './event.ts';
import type { Finding } from './signature.ts';

/** What the body may have been before something changed it, and the word for that change. */
export type Variant = { bytes: Buffer; finding: Finding };

/** Beyond this a body is only checked as it is. Bytes. */
const LARGEST = 256 * 1024;

const RAW = 'Verify the raw body: take its bytes before any parser, framework or middleware touches them.';

type Form = { finding: Finding; undo: (text: string) => string | Buffer | undefined };

/** Each undoes one change that a body suffers between the socket and the check. Most likely first. */
const FORMS: readonly Form[] = [
  form('body-line-endings', 'Its line ends were changed from LF to CRLF.', (text) => text.replaceAll('\r\n', '\n')),
  form('body-line-endings', 'Its line ends were changed from CRLF to LF. Text fields and editors do that as well.', (text) => text.replaceAll(/\r?\n/g, '\r\n')),
  form('body-reformatted', 'A byte order mark was put before it.', (text) => text.replace(/^\uFEFF/, '')),
  form('body-reformatted', 'White space was put around it.', (text) => text.trim()),
  form('body-reformatted', 'Its JSON was pretty-printed, or spaces were put into it.', withoutSpaces),
  form('body-reformatted', 'It was parsed and written anew: spaces, escapes or numbers are no longer those of Wise.', (text) => rewritten(text)),
  form('body-reformatted', 'It was parsed and written anew, without the spaces that it had.', (text) => rewritten(text, 2)),
  form('body-reformatted', 'It was written as a string inside of JSON, with its quotes escaped.', (text) => stringIn(text)),
  form('body-reformatted', 'Its UTF-8 was read as Latin-1 and encoded once more.', (text) => fromLatin1(text)),
];

const ENDINGS: readonly { finding: Finding; undo: (bytes: Buffer) => Buffer }[] = [
  { ...trailing('A line end was put after it.'), undo: (bytes) => bytes.subarray(0, bytes.at(-1) !== 0x0a ? bytes.length : bytes.length - (bytes.at(-2) === 0x0d ? 2 : 1)) },
  { ...trailing('The line end after it was taken away.'), undo: (bytes) => Buffer.concat([bytes, Buffer.from('\n')]) },
  { ...trailing('The line end after it was taken away.'), undo: (bytes) => Buffer.concat([bytes, Buffer.from('\r\n')]) },
];

function form(id: Finding['id'], says: string, undo: Form['undo']): Form {
  return { finding: { id, says: `The body was changed after it was signed. ${says}`, next: RAW }, undo };
}

function trailing(says: string): { finding: Finding } {
  return { finding: { id: 'body-trailing-newline', says: `The body was changed after it was signed. ${says}`, next: RAW } };
}

/** Everything that the body may have been, each once; lazily, as the first ones are the likely ones. Nothing for a body beyond 256 KiB or that is not UTF-8. */
export function* variantsOf(body: Buffer): Generator<Variant> {
  const text = utf8(body);
  if (text === undefined || body.length > LARGEST) return;
  const seen = new Set([body.toString('latin1')]);
  for (const variant of candidates(body, text)) {
    const bytes = variant.bytes.toString('latin1');
    if (seen.has(bytes)) continue;
    seen.add(bytes);
    yield variant;
  }
}

function* candidates(body: Buffer, text: string): Generator<Variant> {
  for (const { finding, undo } of ENDINGS) yield { bytes: undo(body), finding };
  for (const { finding, undo } of FORMS) {
    const undone = undo(text);
    if (undone === undefined) continue;
    const bytes = Buffer.from(undone);
    yield { bytes, finding };
    for (const ending of ENDINGS) yield { bytes: ending.undo(bytes), finding };
  }
}

function utf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** White space outside of strings taken out, all else kept as it is: numbers and escapes too. Only JSON: an open string would be searched again from each of its quotes. */
function withoutSpaces(text: string): string | undefined {
  const json = text.replace(/^\uFEFF/, '');
  return parseJson(json) === undefined ? undefined : json.replaceAll(/("[^"\\]*(?:\\.[^"\\]*)*")|[ \t\r\n]+/g, (_, string: string | undefined) => string ?? '');
}

function rewritten(text: string, indent = 0): string | undefined {
  const json = parseJson(text.replace(/^\uFEFF/, ''));
  return json && JSON.stringify(json.value, null, indent);
}

function stringIn(text: string): string | undefined {
  const value = parseJson(text)?.value;
  return typeof value === 'string' ? value : undefined;
}

function fromLatin1(text: string): Buffer | undefined {
  return /[\u0080-\u00FF]/.test(text) && !/[\u0100-\uFFFF]/.test(text) ? Buffer.from(text, 'latin1') : undefined;
}
