import type { Input } from '../../../shared/ipc/contract.ts';

export type Compose = Input<'workbench.compose'>;
export type To = 'none' | 'wise' | 'public-key';

/** What is on the form. */
export type Draft = { payload: string; path: string; signingKeyId: string; to: To; publicKey: string; answerKeyId: string };

export const MAX_PAYLOAD = 100_000;
export const FIRST_DRAFT: Draft = { payload: '{\n  "message": "Hello from Portcullis"\n}', path: '/v1/auth/jose/playground/jws', signingKeyId: '', to: 'none', publicKey: '', answerKeyId: '' };

/** What the payload is, in words. Anything may be signed; Wise takes JSON. */
export function payloadHint(payload: string): string {
  if (payload.length > MAX_PAYLOAD) return `${payload.length.toLocaleString('en')} characters; at most 100,000 are taken.`;
  if (payload.trim() === '') return 'Empty.';
  try {
    const value: unknown = JSON.parse(payload);
    if (Array.isArray(value)) return 'JSON, a list.';
    if (typeof value === 'object' && value !== null) return `JSON, ${Object.keys(value).length === 1 ? '1 member' : `${Object.keys(value).length} members`}.`;
    return 'JSON, but no object; Wise takes objects.';
  } catch {
    return 'Not JSON; taken as it is.';
  }
}

/** Why no token can be made yet; undefined when it can. */
export function missing({ payload, path, signingKeyId, to, publicKey }: Draft): string | undefined {
  if (payload.length > MAX_PAYLOAD) return 'The payload is too long.';
  if (signingKeyId === '' && to === 'none') return 'Choose a key to sign with, or whom to encrypt to.';
  if (to === 'public-key' && publicKey.trim() === '') return 'Paste the public key to encrypt to.';
  // Only a signed header names a path.
  if (signingKeyId !== '' && !path.startsWith('/')) return 'The path begins with “/”.';
  return undefined;
}

/** The form as main takes it. */
export function asInput({ payload, path, signingKeyId, to, publicKey, answerKeyId }: Draft, connectionId: string): Compose {
  const encryptTo: Record<To, Compose['encryptTo']> = { none: undefined, wise: { kind: 'wise', connectionId }, 'public-key': { kind: 'public-key', text: publicKey.trim() } };
  const target = encryptTo[to];
  return { payload, path, ...(signingKeyId !== '' && { signingKeyId }), ...(target && { encryptTo: target, ...(answerKeyId !== '' && { encryptionKeyId: answerKeyId }) }) };
}
