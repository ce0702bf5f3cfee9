import { scanJson } from '../jose/scan-json.ts';
import type { JweToken, JwsToken } from '../jose/token.ts';
import type { StepNotes } from '../wise/run-recorder.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Shows a payload: JSON indented, text as it is, other bytes in base64. */
export function showPayload(notes: StepNotes, label: string, payload: Uint8Array): void {
  const text = textOf(payload);
  if (text === undefined) notes.block('text', `${label} (bytes, in base64)`, Buffer.from(payload).toString('base64'));
  else notes.block(isJson(text) ? 'json' : 'text', label, indented(text));
}

/** Shows a token that was read, and says how much of it is to be believed. */
export function showToken(notes: StepNotes, token: JwsToken | JweToken): void {
  notes.json('Protected header', token.header);
  if (token.kind === 'jws') showPayload(notes, 'Payload, not verified yet', token.payload);
  notes.fact('Length', `${token.compact.length} bytes`);
}

/** Bytes as UTF-8; undefined where they are none. */
export function textOf(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Deeper ones are shown as they came: indented they grow with the square of their depth. */
const DEEPEST_INDENTED = 64;

function isJson(text: string): boolean {
  return parse(text) !== undefined;
}

/** Indented only where nothing gets lost by it: a number with too many digits or a member that stands twice is shown as it came. */
function indented(text: string): string {
  const parsed = parse(text);
  if (parsed === undefined || scanJson(text).depth > DEEPEST_INDENTED) return text;
  return JSON.stringify(parsed) === text ? JSON.stringify(parsed, null, 2) : text;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
