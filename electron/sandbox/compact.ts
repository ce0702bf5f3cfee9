import { isRecord, parseJson, parseUtf8 } from './decode.ts';
import { quote, type Require } from './call.ts';
import { repeatedMember } from './json-members.ts';

/** The two compact serializations: RFC 7515, 7.1 and RFC 7516, 7.1. */
const FORMS = {
  JWS: { parts: 3, words: 'header.payload.signature' },
  JWE: { parts: 5, words: 'header.key.iv.ciphertext.tag' },
} as const;

/** A compact token read strictly. Nothing in it is verified or decrypted yet. */
export interface CompactToken {
  readonly text: string;
  readonly header: Readonly<Record<string, unknown>>;
  /** The bytes of each part, the header's first. */
  readonly parts: readonly Buffer[];
}

/** Characters of a token. A playground message of 100 characters makes one of a few thousand at most. */
export const MOST_TOKEN = 256 * 1024;

/**
 * Reads a compact token and refuses, before any cryptography and each by name, what no honest client sends:
 * one that is too large or not compact, a header member given twice, critical extensions, compression.
 * `what` names the text in words, such as "The body".
 */
export function readCompact(check: Require, kind: keyof typeof FORMS, text: string, what: string): CompactToken {
  check('size', text.length <= MOST_TOKEN, `${what} has ${text.length} characters.`, `${what} must have at most ${MOST_TOKEN} characters; it has ${text.length}.`);
  const token = split(kind, text);
  check('compact', token, `${what} is a compact ${kind}.`, `${what} must be a compact ${kind}: ${FORMS[kind].words}, each in base64url, the header a JSON object.`);
  const twice = repeatedMember(token.parts[0]!.toString());
  check('members', twice === undefined, 'No header member comes twice.', `The header holds the member ${quote(twice)} twice: two readers would see two messages (RFC 7515, section 4).`);
  const { crit, zip } = token.header;
  check('crit', crit === undefined, 'No extension is critical.', `crit names extensions that are not understood here, ${quote(crit)}: the message must be refused (RFC 7515, section 4.1.11).`);
  check('zip', zip === undefined, 'The message is not compressed.', `zip is ${quote(zip)}: compressed messages are not taken.`);
  return token;
}

function split(kind: keyof typeof FORMS, text: string): CompactToken | undefined {
  const parts = text.split('.').map(canonicalBytes);
  if (parts.length !== FORMS[kind].parts || !parts.every((part) => part !== undefined)) return undefined;
  const header = parseJson(parseUtf8(parts[0]!) ?? '');
  return isRecord(header) ? { text, header, parts } : undefined;
}

/** Only the one canonical base64url form (RFC 4648, 3.5): lenient readers pass over spare bits, so that several texts would be one token. */
function canonicalBytes(part: string): Buffer | undefined {
  const bytes = Buffer.from(part, 'base64url');
  return bytes.toString('base64url') === part ? bytes : undefined;
}
