import { DIRECT_ENCRYPTION } from '../../../shared/model/algorithms.ts';
import type { Input } from '../../../shared/ipc/contract.ts';
import type { KeySummary } from '../../../shared/model/views.ts';
import type { Glance, TokenKind } from './peek.ts';

export type With = Input<'workbench.open'>['with'];
export type WithKind = With['kind'];

/** What a message can be opened with, by what it is. */
const OFFERED: Record<TokenKind, readonly WithKind[]> = {
  jws: ['nothing', 'key', 'wise-key', 'public-key'],
  jwe: ['nothing', 'key', 'content-key'],
};
const ALL: readonly WithKind[] = ['nothing', 'key', 'wise-key', 'public-key', 'content-key'];

export const WITH_NAMES: Record<WithKind, string> = {
  nothing: 'Nothing, only decode it',
  key: 'A key of this vault',
  'wise-key': 'Wise’s key of this connection',
  'public-key': 'A public key that I paste',
  'content-key': 'A content key (direct encryption)',
};

export function offeredWith(kind: TokenKind | undefined): readonly WithKind[] {
  return kind ? OFFERED[kind] : ALL;
}

/** The keys of the vault that fit: signing keys to verify with, encryption keys to decrypt with. Retired ones too, for old messages. */
export function fittingKeys(keys: readonly KeySummary[], kind: TokenKind | undefined): KeySummary[] {
  return keys.filter((key) => !kind || key.use === (kind === 'jws' ? 'signing' : 'encryption'));
}

/** What a message is most likely to be opened with: the key its header names, Wise's for Wise's own, a content key for `dir` (RFC 7518, 4.5). */
export function likelyWith({ kind, alg, kid, hasVersion }: Glance, keys: readonly KeySummary[]): { kind: WithKind; keyId?: string } {
  const named = fittingKeys(keys, kind).find((key) => key.id === kid);
  if (kind && named) return { kind: 'key', keyId: named.id };
  if (kind === 'jws' && hasVersion) return { kind: 'wise-key' };
  if (kind === 'jwe' && alg === DIRECT_ENCRYPTION) return { kind: 'content-key' };
  return { kind: 'nothing' };
}

export type Chosen = { kind: WithKind; keyId: string | undefined; publicKey: string; contentKey: string };

/** The choice as main takes it; undefined while something of it is missing. */
export function asWith(chosen: Chosen, connectionId: string): With | undefined {
  const { kind, keyId } = chosen;
  const [text, base64url] = [chosen.publicKey.trim(), chosen.contentKey.trim()];
  const ways: Record<WithKind, With | undefined> = {
    nothing: { kind: 'nothing' },
    key: keyId ? { kind: 'key', keyId } : undefined,
    'wise-key': { kind: 'wise-key', connectionId },
    'public-key': text ? { kind: 'public-key', text } : undefined,
    'content-key': base64url ? { kind: 'content-key', base64url } : undefined,
  };
  return ways[kind];
}

/** What the button does with the message, and whether there is anything to do it with. */
export function openAction(kind: TokenKind | undefined, using: With | undefined): { name: string; isReady: boolean } {
  return { name: kind === 'jwe' ? 'Decrypt' : 'Verify', isReady: kind !== undefined && using !== undefined && using.kind !== 'nothing' };
}
