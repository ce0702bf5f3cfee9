import { algorithm, SCOPES } from '../../shared/model/algorithms.ts';
import { findKey } from '../keys/entry.ts';
import type { ConnectionEntry, KeyEntry, RotationEntry, VaultBody } from '../vault/body.ts';

/** Text for Developer Hub or a mail, for Wise has no call that revokes a key. It holds nothing secret. */
export function letterFor(body: VaultBody, rotation: RotationEntry): string {
  const isRolledBack = rotation.rolledBackAt !== undefined;
  const revoked = findKey(body, isRolledBack && rotation.newKeyId !== undefined ? rotation.newKeyId : rotation.oldKeyId);
  const connection = body.connections.find(({ id }) => id === rotation.connectionId);
  return [
    'Hello Wise,',
    '',
    `please revoke this public key of our application${clientWords(connection)}:`,
    '',
    ...keyLines(revoked),
    '',
    isRolledBack ? 'It was made as a successor and is not used.' : successionWords(body, rotation),
    '',
    'Thank you.',
  ].join('\n');
}

function clientWords(connection: ConnectionEntry | undefined): string {
  return connection?.clientId === undefined ? '' : ` (client id ending in ${connection.clientId.slice(-4)})`;
}

function keyLines({ id, algorithm: alg, thumbprint, validFrom, validTill }: KeyEntry): string[] {
  const { wiseName, use } = algorithm(alg);
  return [
    `Key id: ${id}`,
    `Scope: ${SCOPES[use]}`,
    `Algorithm: ${wiseName}`,
    `Thumbprint (RFC 7638, SHA-256): ${thumbprint}`,
    `Valid (UTC): ${validFrom.slice(0, 10)} to ${validTill.slice(0, 10)}`,
  ];
}

function successionWords({ keys }: VaultBody, { newKeyId, done }: RotationEntry): string {
  const switched = done.find(({ step }) => step === 'switch');
  const successor = keys.find(({ id }) => id === newKeyId);
  if (!switched || !successor) return 'It is going to be replaced; this is only a draft until then.';
  return `Since ${switched.at.slice(0, 16).replace('T', ' ')} UTC it is replaced by key ${successor.id} (thumbprint ${successor.thumbprint}), and we no longer use it.`;
}
