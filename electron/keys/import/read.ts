import { readDer } from './der.ts';
import { unreadable, type Finding, type OpenOptions } from './finding.ts';
import { readJwks } from './jwk.ts';
import { countBlocks, pemBlocks, readPem } from './pem.ts';
import { Effort } from './protection.ts';

/** More than anybody imports at once. */
const MOST_BLOCKS = 50;
/** Base64 of a key may itself be base64 of a PEM file, as in a Kubernetes secret; deeper is nothing sensible. */
const DEEPEST = 2;

/** Finds keys in text or bytes: PEM, JWK, DER, PKCS#12, or base64 of one of them. Never throws for what it cannot read. */
export async function readKeys(bytes: Buffer, wanted: OpenOptions, depth = 0): Promise<Finding[]> {
  const options = { effort: new Effort(), ...wanted };
  const text = textOf(bytes);
  if (text === undefined) return readDer(bytes, options);
  const begun = countBlocks(text);
  // Counted before they are looked for: looking for thousands of ends that are not there would take minutes.
  if (begun > MOST_BLOCKS) return [unreadable('PEM', `It holds ${begun} parts; at most ${MOST_BLOCKS} are read at once.`)];
  const blocks = pemBlocks(text);
  if (blocks.length > 0) return readPem(blocks, options);
  if (begun > 0) return [unreadable('PEM', 'Its last line (-----END …-----) is missing: it was cut off.')];
  if (text.trim() === '') return [unreadable('Unknown', 'It is empty.')];
  const told = toldByFirstWord(text) ?? readJson(text);
  if (told) return told;
  const inside = depth < DEEPEST ? base64Of(text) : undefined;
  return inside ? readKeys(inside, options, depth + 1) : [unreadable('Unknown', 'It is text, but no PEM, JWK or base64.')];
}

/** The text, without a byte order mark, or undefined for what is none. */
function textOf(bytes: Buffer): string | undefined {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}

function toldByFirstWord(text: string): Finding[] | undefined {
  const first = text.trimStart();
  if (first.startsWith('PuTTY-User-Key-File-')) {
    return [{ what: 'PuTTY private key', is: 'other', kind: 'PuTTY', isPrivate: true, says: 'It is in PuTTY’s own format. In PuTTYgen choose Conversions, Export OpenSSH key, then: ssh-keygen -p -m PKCS8 -f that-file' }];
  }
  if (/^(ssh-|ecdsa-sha2-|sk-)\S* [A-Za-z0-9+/]/.test(first)) {
    return [{ what: 'OpenSSH public key', is: 'other', kind: 'OpenSSH', isPrivate: false, says: 'This is only the public half. To sign or decrypt, Portcullis needs the private one.' }];
  }
  return undefined;
}

function readJson(text: string): Finding[] | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // Without a cause: the parser quotes what it read.
    return [unreadable('JSON', 'It begins like JSON, but is not; was it cut off?')];
  }
  return readJwks(json, MOST_BLOCKS) ?? [unreadable('JSON', 'It is JSON, but neither a JWK nor a set of them: “kty” is missing.')];
}

/** What base64 or base64url text stands for; undefined for other text. */
function base64Of(text: string): Buffer | undefined {
  const bare = text.replace(/[\s"']/g, '');
  return /^[A-Za-z0-9+/_-]{40,}={0,2}$/.test(bare) ? Buffer.from(bare, 'base64') : undefined;
}
