import { wiseKeyObject } from '../connections/wise-keys.ts';
import { encryptCompact } from '../jose/encrypt.ts';
import { jwsHeader } from '../jose/sign.ts';
import { assertNotExpired, shortId, signingAlgorithm } from '../keys/entry.ts';
import { assertBegun } from '../keys/use.ts';
import type { WiseKeyEntry } from '../vault/body.ts';
import type { WiseAnswer } from '../wise/exchange.ts';
import { callPlayground } from '../wise/jose-playground.ts';
import { detours, type StepNotes } from '../wise/run-recorder.ts';
import { callLine, type PlaygroundCall } from './call.ts';

export function compose({ endpoint, keys: { signing }, message }: PlaygroundCall, notes: StepNotes): string {
  const payload = { message };
  notes.title = signing ? 'Header and payload composed' : 'Payload composed';
  notes.says = 'A message of at most 100 characters, which the playground repeats.';
  if (signing) {
    notes.json('Protected header', jwsHeader(signingAlgorithm(signing), signing.id, endpoint.path));
    notes.says = 'The header names the algorithm, the key (kid) and the path of the call (url), which Wise compares with the path it was called on.';
  }
  notes.json('Payload', payload);
  return JSON.stringify(payload);
}

/** The compact JWS. Throws what the signer throws. */
export async function sign({ deps, link, endpoint, keys }: PlaygroundCall, payload: string, notes: StepNotes): Promise<string> {
  const keyId = keys.signing?.id ?? '';
  const { header, jws } = await deps.sign({ keyId, method: endpoint.http, path: endpoint.path, payload, connectionId: link.target.id });
  notes.title = `Signed with ${header.alg}`;
  notes.says = `Key ${shortId(keyId)} signed header and payload; 3 parts, ${jws.length} bytes.`;
  notes.fact('Key id', keyId);
  notes.fact('Algorithm', header.alg);
  notes.block('compact', 'Compact JWS', jws);
  return jws;
}

/** What was encrypted, and the content key that a direct answer comes under; the one who asked for it fills it with zeros in the end. */
export type Encrypted = { jwe: string; contentKey: Buffer };

/** Encrypts to Wise's key. Throws `KEY_NOT_YET_VALID` and `KEY_EXPIRED` for our own key, to which Wise could not answer. */
export async function encrypt(call: PlaygroundCall, wiseKey: WiseKeyEntry, payload: string, notes: StepNotes): Promise<Encrypted> {
  const { deps, keys: { encryption }, protection } = call;
  if (encryption) {
    assertBegun(encryption, deps.now());
    assertNotExpired(encryption, deps.now());
  }
  const { jwe, header, contentKey } = await encryptTo(call, wiseKey, payload);
  notes.title = `Encrypted with ${String(header['enc'])}`;
  notes.says = `A fresh content key encrypted the ${protection.signs ? 'signed message' : 'payload'}; Wise’s key, version ${wiseKey.version}, encrypted the content key. ${keptFor(call)}`;
  notes.fact('Encrypted to', `Wise’s key version ${wiseKey.version}, thumbprint ${wiseKey.thumbprint}`);
  if (encryption) notes.fact('Key id for the answer', encryption.id);
  notes.json('Protected header', header);
  notes.block('compact', 'Compact JWE', jwe);
  return { jwe, contentKey };
}

/** The same without words. Nested messages say in `cty` that a JWS is inside (RFC 7519, 5.2). */
export async function encryptTo({ keys: { encryption }, protection }: PlaygroundCall, wiseKey: WiseKeyEntry, payload: string) {
  return encryptCompact(wiseKeyObject(wiseKey), { ...(encryption ? { kid: encryption.id } : {}), ...(protection.signs ? { cty: 'JWT' } : {}) }, payload);
}

function keptFor({ keys: { encryption } }: PlaygroundCall): string {
  if (!encryption) return 'The content key is kept until the answer is there, for the answer comes under it.';
  return `The kid is ours: it tells Wise to answer to key ${shortId(encryption.id)}.`;
}

/** Sends the call, and answers whatever came. */
export async function send(call: PlaygroundCall, body: string | undefined, notes: StepNotes): Promise<WiseAnswer> {
  const { deps, link, endpoint } = call;
  const { answer, renewed } = await deps.tokens.authorized(link, (token) => callPlayground(link.client, token, endpoint, body));
  const { exchange } = answer;
  notes.request(exchange, body);
  notes.title = 'Sent to Wise';
  notes.says = `${callLine(call)} at ${exchange.host}; answered after ${Math.round(exchange.ms)} ms.${detours(exchange, renewed)}`;
  return answer;
}
