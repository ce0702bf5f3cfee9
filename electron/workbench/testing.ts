import { generateKeyPairSync } from 'node:crypto';
import { PortcullisError } from '../../shared/errors.ts';
import type { Run, Step } from '../../shared/model/views.ts';
import { publicKeyOf, spkiBase64, thumbprintOf, type PrivateJwk } from '../jose/public-key.ts';
import { createDecrypter } from '../keys/decrypt.ts';
import { keySide } from '../keys/testing.ts';
import type { WiseKeyEntry } from '../vault/body.ts';
import { connectionEntry, memoryVault } from '../wise/testing/ports.ts';
import { ClientCredentialsTokens } from '../tokens/client-credentials.ts';

/** The workbench over a vault in memory, with a connection that keeps keys of Wise's and cannot be called. */
export async function workbenchSide() {
  const connection = connectionEntry();
  const side = keySide(memoryVault({ connections: [connection] }));
  const wise = generateKeyPairSync('ec', { namedCurve: 'P-521' });
  const wiseEncryption = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const keep = async (algorithm: WiseKeyEntry['algorithm'], version: number, key: typeof wise.publicKey) => {
    const scope = algorithm === 'RSA-OAEP-256' ? 'PAYLOAD_ENCRYPTION' : 'PAYLOAD_SIGNING';
    const entry: WiseKeyEntry = { algorithm, scope, version, spki: spkiBase64(key), thumbprint: await thumbprintOf(key), fetchedAt: '2026-11-01T00:00:00.000Z', isUnseen: false };
    await side.vault.update((body) => ({ ...body, connections: body.connections.map((one) => ({ ...one, wiseKeys: [...one.wiseKeys, entry] })) }));
  };
  await keep('ES512', 1, wise.publicKey);
  return {
    ...side, wise, wiseEncryption, keep, connectionId: connection.id,
    decrypt: createDecrypter(side),
    tokens: new ClientCredentialsTokens({ audit: side.audit }),
    linkTo: () => Promise.reject(new PortcullisError('WISE_UNREACHABLE')),
    publicKeyOf: (keyId: string) => publicKeyOf(side.vault.read().keys.find(({ id }) => id === keyId)!.privateJwk as PrivateJwk),
  };
}

/** Such as "decode ok". */
export function statesOf(run: Run): string[] {
  return run.steps.map(({ id, state }) => `${id} ${state}`);
}

/** The last step of that name. */
export function stepOf(run: Run, id: Step['id']): Step {
  const found = run.steps.findLast((step) => step.id === id);
  if (!found) throw new Error(`no step ${id}`);
  return found;
}
