import { targetOf } from '../../built-in-sandbox.ts';
import { resolveConnection } from '../../connections/resolve.ts';
import { createDecrypter } from '../../keys/decrypt.ts';
import { keySide } from '../../keys/testing.ts';
import { uploadKey } from '../../keys/upload.ts';
import { startSandbox } from '../../sandbox/sandbox.ts';
import { ClientCredentialsTokens } from '../../tokens/client-credentials.ts';
import { WiseClients } from '../../wise/clients.ts';
import { RateLimitWaits } from '../../wise/rate-limit.ts';
import { connectionEntry, memoryAudit, memoryVault } from '../../wise/testing/ports.ts';
import type { AlgorithmId } from '../../../shared/model/algorithms.ts';
import type { JoseMethod, Run, Step } from '../../../shared/model/views.ts';
import { runPlayground } from '../run.ts';
import type { NamedKeys } from '../keys.ts';

/** The use cases linked to a built-in sandbox of their own, with which they share no code. */
export async function startSandboxSide() {
  const sandbox = await startSandbox();
  const connection = connectionEntry({ name: 'Built-in sandbox', environment: 'built-in' });
  const vault = memoryVault({ connections: [connection] });
  const audit = memoryAudit();
  const keys = keySide(vault, audit);
  const clients = new WiseClients(new RateLimitWaits());
  const link = clients.link(await resolveConnection({ vault, sandbox: { target: () => Promise.resolve(targetOf(sandbox)) } }, connection.id));
  const deps = { ...keys, decrypt: createDecrypter(keys), tokens: new ClientCredentialsTokens({ audit }) };
  return {
    ...deps, clients, sandbox, connection, link,
    play: (method: JoseMethod, named: NamedKeys = {}, message = 'grüezi') => runPlayground(deps, link, { method, message, ...named }),
    /** A key that the sandbox has; its id. */
    async uploaded(algorithm: AlgorithmId): Promise<string> {
      const { id } = await keys.make({ algorithm });
      const { ok } = await uploadKey(deps, link, id);
      if (!ok) throw new Error('not uploaded');
      return id;
    },
    async close() {
      await clients.close();
      await sandbox.close();
    },
  };
}

export type SandboxSide = Awaited<ReturnType<typeof startSandboxSide>>;

export const statesOf = (run: Run): string[] => run.steps.map(({ id, state }) => `${id} ${state}`);
export const failureOf = (run: Run): Step | undefined => run.steps.find(({ state }) => state === 'failed');
export const stepOf = (run: Run, id: Step['id']): Step => run.steps.find((step) => step.id === id)!;
