import { generateKeyPairSync } from 'node:crypto';
import { type VaultBody, vaultBody } from './body.ts';

/** What a vault holds on its first day: nothing but its settings and the ES256 key that signs audit lines. */
export function newVaultBody(): VaultBody {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return vaultBody.parse({
    connections: [],
    selectedConnectionId: null,
    keys: [],
    settings: { autoLockMinutes: 10 },
    audit: { privateJwk: privateKey.export({ format: 'jwk' }), seq: 0, head: '' },
    sandbox: null,
  });
}
