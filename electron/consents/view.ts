import type { ConsentView } from '../../shared/model/tokens.ts';
import { comesBackBy } from '../../shared/redirect-uri.ts';
import { findConnection } from '../connections/resolve.ts';
import type { Services } from '../services.ts';
import type { ConsentEntry } from '../vault/body.ts';
import { consentAddress, consentPage } from './page.ts';

export type ViewDeps = Pick<Services, 'vault' | 'sandbox' | 'consentInbox'>;

/** Throws `CONNECTION_NOT_FOUND`, `SANDBOX_*`. */
export async function consentView({ vault, sandbox, consentInbox }: ViewDeps, entry: ConsentEntry): Promise<ConsentView> {
  const connection = findConnection(vault.read(), entry.connectionId);
  const { id, connectionId, startedAt, redirectUri, tokenId } = entry;
  return {
    id, connectionId, startedAt, redirectUri,
    connectionName: connection.name,
    environment: connection.environment,
    url: consentAddress(await consentPage(connection, sandbox), entry),
    comesBackBy: comesBackBy(redirectUri),
    ...consentInbox.standing(id),
    ...(tokenId === undefined ? {} : { tokenId }),
  };
}
