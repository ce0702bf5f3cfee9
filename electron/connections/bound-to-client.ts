import { PortcullisError } from '../../shared/errors.ts';
import { certificateName } from '../certificates/entry.ts';
import { keyName } from '../keys/entry.ts';
import { nextStep } from '../rotations/entry.ts';
import { tokenName } from '../tokens/entry.ts';
import type { VaultBody } from '../vault/body.ts';

/** Certificates of a connection that are not retired, requests among them, and rotations under way over it, by name. */
export function underWay({ certificates, rotations }: VaultBody, connectionId: string): string[] {
  const current = certificates.filter((entry) => entry.connectionId === connectionId && entry.retiredAt === undefined);
  const rotating = rotations.filter((entry) => entry.connectionId === connectionId && nextStep(entry) !== undefined);
  return [...current.map(certificateName), ...rotating.map(({ oldKeyId }) => `the rotation of ${keyName(oldKeyId)}`)];
}

/** Throws `CONNECTION_IN_USE` while there is something that Wise knows under the client id of the connection and that cannot be had back: certificates, user tokens, rotations. */
export function assertNotBound(body: VaultBody, connectionId: string): void {
  const granted = body.tokens.filter((token) => token.connectionId === connectionId && token.kind === 'user' && token.refusal === undefined);
  assertNone([...underWay(body, connectionId), ...granted.map(tokenName)]);
}

/** Throws `CONNECTION_IN_USE` with the names. */
export function assertNone(names: readonly string[]): void {
  if (names.length > 0) throw new PortcullisError('CONNECTION_IN_USE', { reason: names.join(', ') });
}

/** The body without the connection's uploads: Wise has its keys under the old client id, and the new one has to be given them anew. */
export function withoutUploads(body: VaultBody, connectionId: string): VaultBody {
  const keys = body.keys.map((key) => (
    key.uploads.some((upload) => upload.connectionId === connectionId) ? { ...key, uploads: key.uploads.filter((upload) => upload.connectionId !== connectionId) } : key));
  const connections = body.connections.map((entry) => {
    if (entry.id !== connectionId) return entry;
    const { signingKeyId: _, encryptionKeyId: __, ...rest } = entry;
    return rest;
  });
  return { ...body, keys, connections };
}
