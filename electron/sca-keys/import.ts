import type { KeyObject } from 'node:crypto';
import { PortcullisError } from '../../shared/errors.ts';
import type { Parsed } from '../../shared/ipc/contract.ts';
import type { ScaKey } from '../../shared/model/approvals.ts';
import type { Finding } from '../keys/import/finding.ts';
import { judgeKey } from '../keys/import/judge.ts';
import { readKeys } from '../keys/import/read.ts';
import type { Services } from '../services.ts';
import { givenBytes } from '../shell/given-bytes.ts';
import { newScaKey } from './entry.ts';
import { keepScaKey } from './keep.ts';

const EXTENSIONS = ['pem', 'key', 'der', 'p8', 'pk8', 'p12', 'pfx', 'jwk', 'json', 'txt'];

/**
 * Puts an RSA key of 2048 bits or more in the place of the connection's old one.
 * Throws `CANCELLED`, `CONNECTION_NOT_FOUND`, `SCA_KEY_UNFIT` with what it is, `IMPORT_WRONG_PASSPHRASE` also where one is needed and was not given, `IMPORT_CIPHER`, `IMPORT_UNREADABLE`.
 */
export async function importScaKey(services: Pick<Services, 'vault' | 'audit' | 'now' | 'dialogs'>, { connectionId, label, from, passphrase }: Parsed<'scaKeys.import'>): Promise<ScaKey> {
  const { bytes } = await givenBytes(services.dialogs, from, { title: 'Import an RSA key', extensions: EXTENSIONS, refusal: 'IMPORT_UNREADABLE', thing: 'key' });
  try {
    const key = fittingKey(await readKeys(bytes, { passphrase }));
    return await keepScaKey(services, newScaKey(key, { connectionId, label, origin: 'imported' }, services.now()), 'sca-key.imported');
  } finally {
    bytes.fill(0);
  }
}

function fittingKey(findings: readonly Finding[]): KeyObject {
  const keys = findings.flatMap((finding) => (finding.is === 'key' ? [finding.key] : []));
  const fitting = keys.find(isFit);
  if (fitting) return fitting;
  if (findings.some(({ is }) => is === 'closed')) throw new PortcullisError('IMPORT_WRONG_PASSPHRASE', { field: 'passphrase', reason: 'It is protected by a passphrase.' });
  const unreadable = findings.find((finding) => finding.is === 'unreadable');
  if (unreadable && keys.length === 0) throw unreadable.error;
  throw new PortcullisError('SCA_KEY_UNFIT', { reason: unfitWords(findings) });
}

function isFit(key: KeyObject): boolean {
  return key.asymmetricKeyType === 'rsa' && judgeKey(key).fits.length > 0;
}

/** Such as "EC P-256". */
function unfitWords(findings: readonly Finding[]): string {
  const words = findings.flatMap((finding) => {
    if (finding.is === 'other') return [finding.kind];
    if (finding.is !== 'key') return [];
    const { kind } = judgeKey(finding.key);
    return [finding.key.type === 'private' ? kind : `${kind}, the public half only`];
  });
  return [...new Set(words)].join('; ');
}
