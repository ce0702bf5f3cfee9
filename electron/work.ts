import { BuiltInSandbox } from './built-in-sandbox.ts';
import { KeptCertificateImports } from './certificates/import/kept-certificate-imports.ts';
import { CertificateUsage } from './certificates/usage.ts';
import { ExpiryWatch, type ExpiryWatchDeps } from './expiry/watch.ts';
import { PrivateKeys } from './jose/private-keys.ts';
import { createDecrypter } from './keys/decrypt.ts';
import { KeptImports } from './keys/import/kept-imports.ts';
import { createSigner } from './keys/sign.ts';
import { KeyUsage } from './keys/usage.ts';
import type { CoreServices, Services } from './services.ts';
import { ClientCredentialsTokens } from './tokens/client-credentials.ts';
import { UserTokens } from './tokens/user-tokens.ts';
import { Receiver } from './webhooks/receiver.ts';
import { WiseClients } from './wise/clients.ts';
import { RateLimitWaits } from './wise/rate-limit.ts';

export interface Work {
  readonly services: Services;
  /** Ends calls under way and saves what they leave behind, while there is still a vault to save it in. */
  settle(): Promise<void>;
  /** Drops tokens and keys. */
  forget(): void;
  /** Watches no longer for what ends, which it does while locked too. */
  close(): void;
}

/** What an unlocked vault is worked with. Apart from the core, so that none of it is loaded before the first screen is there. */
export function createWork(core: CoreServices, watched: Pick<ExpiryWatchDeps, 'vault' | 'notify'>): Work {
  const { vault, audit, changed } = core;
  const expiryWatch = new ExpiryWatch({ ...watched, memory: core.preferences, audit, onHour: () => changed('vault', 'keys', 'certificates', 'tokens') });
  const waits = new RateLimitWaits(() => changed('waits'));
  const certificateUsage = new CertificateUsage({ vault, audit });
  const clients = new WiseClients(waits, {}, { onTls: () => changed('connections'), onCertificateUse: (use) => certificateUsage.record(use) });
  const tokens = new ClientCredentialsTokens({ audit });
  const userTokens = new UserTokens({ vault, audit });
  const sandbox = new BuiltInSandbox(vault, () => changed('connections'));
  const privateKeys = new PrivateKeys();
  const usage = new KeyUsage(vault);
  const imports = new KeptImports();
  const certificateImports = new KeptCertificateImports();
  const receiver = new Receiver({ vault, audit, sandbox, changed });
  const keyUse = { vault, audit, privateKeys, usage };
  return {
    services: { ...core, waits, clients, tokens, userTokens, sandbox, privateKeys, usage, certificateUsage, sign: createSigner(keyUse), decrypt: createDecrypter(keyUse), imports, certificateImports, receiver },
    async settle() {
      await clients.close();
      await Promise.all([usage.flush(), certificateUsage.flush(), userTokens.flush(), receiver.stop()]);
      await sandbox.stop();
    },
    forget() {
      tokens.clear();
      userTokens.clear();
      certificateUsage.clear();
      privateKeys.clear();
      imports.clear();
      certificateImports.clear();
      // What began after the settling: a call of something that was under way, a receiver whose start ended late.
      clients.close().catch(() => undefined);
      receiver.stop().catch(() => undefined);
    },
    close: () => expiryWatch.close(),
  };
}
