import { onTestFinished } from 'vitest';
import type { AlgorithmId } from '../../../shared/model/algorithms.ts';
import type { Rotation, RotationStep, Run } from '../../../shared/model/views.ts';
import { targetOf } from '../../built-in-sandbox.ts';
import { resolveConnection } from '../../connections/resolve.ts';
import type { SandboxTarget } from '../../connections/sandbox-port.ts';
import { createKey } from '../../keys/create.ts';
import { createDecrypter } from '../../keys/decrypt.ts';
import { createSigner } from '../../keys/sign.ts';
import { uploadKey } from '../../keys/upload.ts';
import { KeyUsage } from '../../keys/usage.ts';
import { PrivateKeys } from '../../jose/private-keys.ts';
import { startSandbox } from '../../sandbox/sandbox.ts';
import { ClientCredentialsTokens } from '../../tokens/client-credentials.ts';
import type { Vault } from '../../vault/vault.ts';
import { createdVault, PASSPHRASE, testVault } from '../../vault/testing/test-vault.ts';
import { WiseClients } from '../../wise/clients.ts';
import { RateLimitWaits } from '../../wise/rate-limit.ts';
import { connectionEntry, memoryAudit } from '../../wise/testing/ports.ts';
import { advanceRotation } from '../advance.ts';
import { startRotations } from '../start.ts';

/** Rotations over a real vault and a real sandbox with two connections to it. The clock can be moved. */
export async function startRotationSide() {
  const sandbox = await startSandbox();
  const clients = new WiseClients(new RateLimitWaits());
  onTestFinished(async () => {
    await clients.close();
    await sandbox.close();
  });
  const { vault, profile } = await createdVault();
  const connections = ['First', 'Second'].map((name) => connectionEntry({ name, environment: 'built-in' }));
  await vault.update((body) => ({ ...body, connections }));
  const clock = { now: Date.now() };
  const audit = memoryAudit();
  const target = targetOf(sandbox);
  const side = (of: Vault) => depsOf(of, { audit, clock, clients, target });
  return {
    sandbox, audit, clock, first: connections[0]!.id, second: connections[1]!.id,
    deps: side(vault),
    /** As after a restart: another process opens the file anew. */
    async restarted() {
      await vault.lock();
      await profile.close();
      const again = (await testVault(profile.folder)).vault;
      await again.unlock(PASSPHRASE);
      return side(again);
    },
  };
}

type Around = { audit: ReturnType<typeof memoryAudit>; clock: { now: number }; clients: WiseClients; target: SandboxTarget };

function depsOf(vault: Vault, { audit, clock, clients, target }: Around) {
  const now = () => clock.now;
  const keys = { vault, audit, usage: new KeyUsage(vault, 1_000_000), privateKeys: new PrivateKeys(), now };
  const sandbox = { target: () => Promise.resolve(target) };
  const deps = {
    ...keys,
    sign: createSigner(keys),
    decrypt: createDecrypter(keys),
    tokens: new ClientCredentialsTokens({ audit, now }),
    linkTo: async (id: string) => clients.link(await resolveConnection({ vault, sandbox }, id)),
  };
  return {
    ...deps,
    key: (id: string | undefined) => vault.read().keys.find((entry) => entry.id === id)!,
    connection: (id: string) => vault.read().connections.find((entry) => entry.id === id)!,
    /** A key that Wise has over the connections; its id. */
    async uploaded(algorithm: AlgorithmId, ...connectionIds: string[]): Promise<string> {
      const { id } = await createKey(deps, { algorithm, label: 'Payments', validDays: 30 });
      for (const connectionId of connectionIds) await uploadKey(deps, await deps.linkTo(connectionId), id);
      return id;
    },
    start: async (keyId: string, connectionId: string): Promise<Rotation> => (await startRotations(deps, [{ keyId, connectionId }]))[0]!,
    async advance(id: string, ...steps: RotationStep[]): Promise<{ rotation: Rotation; run?: Run }> {
      const results = [];
      for (const step of steps) results.push(await advanceRotation(deps, { id, step }));
      return results.at(-1)!;
    },
  };
}
