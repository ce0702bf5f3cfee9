import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type JsonWebKey, type KeyObject, sign, verify } from 'node:crypto';
import { z } from 'zod';
import { auditLine, type AuditLine } from '../../shared/model/views.ts';

/** One line of the log: a compact JWS (RFC 7515), ES256, whose payload holds the SHA-256 of the line before. */
const TYP = 'portcullis-audit+jws';
const base64url = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const publicJwk = z.strictObject({ kty: z.literal('EC'), crv: z.literal('P-256'), x: base64url, y: base64url });
type PublicJwk = z.infer<typeof publicJwk>;

const header = z.union([
  z.strictObject({ alg: z.literal('ES256'), typ: z.literal(TYP), kid: base64url }),
  z.strictObject({ alg: z.literal('ES256'), typ: z.literal(TYP), jwk: publicJwk }),
]);
/** `prev` is empty in the first line. */
const payload = auditLine.omit({ signedBy: true }).extend({ prev: z.union([base64url, z.literal('')]) });
export type AuditPayload = z.infer<typeof payload>;

/** A key that signs lines: the vault's, named by its thumbprint, or this session's, whose public half stands in each line. */
export type LineSigner = { readonly signedBy: AuditLine['signedBy']; readonly privateKey: KeyObject; readonly publicKey: KeyObject; readonly encodedHeader: string; readonly thumbprint: string };

/** A line read back, not yet verified. */
export type ParsedLine = { readonly payload: AuditPayload; readonly kid: string | undefined; readonly jwk: PublicJwk | undefined };

/** The signer of an unlocked vault, from its private ES256 JWK. */
export function vaultSigner(privateJwk: JsonWebKey): LineSigner {
  const privateKey = createPrivateKey({ key: privateJwk, format: 'jwk' });
  return signerOf(privateKey, 'vault');
}

/** A signer that lives as long as this process, for what happens while the vault is locked. */
export function sessionSigner(): LineSigner {
  return signerOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey, 'session');
}

export function encodeLine(content: AuditPayload, signer: LineSigner): string {
  const input = `${signer.encodedHeader}.${Buffer.from(JSON.stringify(content)).toString('base64url')}`;
  const signature = sign('sha256', Buffer.from(input, 'ascii'), { key: signer.privateKey, dsaEncoding: 'ieee-p1363' });
  return `${input}.${signature.toString('base64url')}`;
}

/** Undefined for what is no line of this log. */
export function parseLine(line: string): ParsedLine | undefined {
  const [encodedHeader = '', encodedPayload = '', signature, ...rest] = line.split('.');
  if (!signature || rest.length > 0) return undefined;
  try {
    const head = parseHeader(encodedHeader);
    return { payload: payload.parse(decodeJson(encodedPayload)), kid: 'kid' in head ? head.kid : undefined, jwk: 'jwk' in head ? head.jwk : undefined };
  } catch {
    return undefined;
  }
}

/** What a screen shows of a line. */
export function viewOf({ payload: { seq, at, kind, outcome, subject, says }, kid }: ParsedLine): AuditLine {
  return { seq, at, kind, outcome, subject, says, signedBy: kid === undefined ? 'session' : 'vault' };
}

/** Checks the signature off the main thread. */
export function verifySignature(line: string, key: KeyObject): Promise<boolean> {
  const dot = line.lastIndexOf('.');
  const [input, signature] = [Buffer.from(line.slice(0, dot), 'ascii'), Buffer.from(line.slice(dot + 1), 'base64url')];
  return new Promise((resolve) => verify('sha256', input, { key, dsaEncoding: 'ieee-p1363' }, signature, (error, valid) => resolve(!error && valid)));
}

export function publicKeyOf(jwk: PublicJwk): KeyObject {
  return createPublicKey({ key: jwk, format: 'jwk' });
}

/** SHA-256 of a whole line without its line feed, base64url. */
export function hashLine(line: string): string {
  return createHash('sha256').update(line, 'latin1').digest('base64url');
}

function signerOf(privateKey: KeyObject, signedBy: LineSigner['signedBy']): LineSigner {
  const publicKey = createPublicKey(privateKey);
  const jwk = publicJwk.parse(publicKey.export({ format: 'jwk' }));
  const thumbprint = thumbprintOf(jwk);
  const head = signedBy === 'vault' ? { alg: 'ES256', typ: TYP, kid: thumbprint } : { alg: 'ES256', typ: TYP, jwk };
  return { signedBy, privateKey, publicKey, thumbprint, encodedHeader: Buffer.from(JSON.stringify(head)).toString('base64url') };
}

/** RFC 7638. */
function thumbprintOf({ crv, kty, x, y }: PublicJwk): string {
  return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
}

// Headers repeat from line to line: the newest ones are kept parsed.
const parsedHeaders = new Map<string, z.infer<typeof header>>();
const MAX_PARSED_HEADERS = 100;

function parseHeader(encoded: string): z.infer<typeof header> {
  const known = parsedHeaders.get(encoded);
  if (known) return known;
  const parsed = header.parse(decodeJson(encoded));
  if (parsedHeaders.size >= MAX_PARSED_HEADERS) parsedHeaders.clear();
  parsedHeaders.set(encoded, parsed);
  return parsed;
}

function decodeJson(encoded: string): unknown {
  return JSON.parse(Buffer.from(encoded, 'base64url').toString('utf8'));
}
