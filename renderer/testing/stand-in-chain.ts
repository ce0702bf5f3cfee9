import type { WireError } from '../../shared/ipc/result.ts';
import type { ChainHealth, ChainLink, ConnectionSummary } from '../../shared/model/views.ts';
import { wireError } from './fixtures.ts';
import type { World } from './scenarios.ts';

const HELD: Record<ChainLink['id'], string> = {
  dns: 'localhost is 127.0.0.1',
  tls: 'TLS 1.3, chain ends at the sandbox’s CA',
  mtls: 'The client certificate was sent',
  'client-credentials': 'token for 11 h 59 min',
  jose: 'signed call answered, key version 2',
  'user-token': 'Wise took it',
  profile: 'Acme Payments Ltd, business',
};

const ERRORS: Record<ChainLink['id'], WireError> = {
  dns: wireError('WISE_NAME_NOT_FOUND', { host: 'wise.staging.example', reason: 'ENOTFOUND' }),
  tls: wireError('WISE_TLS_UNTRUSTED', { host: 'api.wise.com', reason: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }),
  mtls: wireError('MTLS_CERT_REVOKED', { host: 'api-mtls.transferwise.com', reason: 'ERR_SSL_TLSV1_ALERT_CERTIFICATE_REVOKED' }),
  'client-credentials': wireError('WISE_UNAUTHORIZED', { status: 401, traceId: 'fba501b6', wiseCode: 'invalid_grant', wiseMessage: 'Invalid user credentials.' }),
  jose: wireError('WISE_FAILED', { status: 500, traceId: 'fba501b6' }),
  'user-token': wireError('TOKEN_REFUSED', { status: 401, traceId: 'fba501b6', wiseCode: 'invalid_token' }),
  profile: wireError('WISE_FORBIDDEN', { status: 403, traceId: 'fba501b6' }),
};

function idsOf({ certificateId, hasUserToken, profileId }: ConnectionSummary): ChainLink['id'][] {
  return ['dns', 'tls', ...(certificateId ? ['mtls' as const] : []), 'client-credentials', 'jose', ...(hasUserToken ? ['user-token' as const] : []), ...(hasUserToken && profileId ? ['profile' as const] : [])];
}

/** The chain of a connection as the world has it: held, or broken at one link. */
export function chainOf(world: World, connection: ConnectionSummary): ChainHealth {
  const brokenAt = world.brokenAt?.[connection.id] ?? (world.wiseFails ? 'client-credentials' : undefined);
  const ids = idsOf(connection);
  const broken = brokenAt === undefined ? ids.length : ids.indexOf(brokenAt);
  const hasKey = world.keys.some((key) => key.state === 'active');
  const linkOf = (id: ChainLink['id'], index: number): ChainLink => {
    if (index === broken) return { id, state: 'failed', says: ERRORS[id].message, error: ERRORS[id] };
    if (index > broken) return { id, state: 'skipped', says: 'Not tried, because the link before it is broken' };
    return id === 'jose' && !hasKey ? { id, state: 'skipped', says: 'needs an uploaded signing key' } : { id, state: 'ok', says: HELD[id] };
  };
  return { checkedAt: new Date().toISOString(), links: ids.map(linkOf) };
}
