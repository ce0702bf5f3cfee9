import { Approvals } from './approvals/approvals.ts';
import { perMinute } from './audit/per-minute.ts';
import { BuiltInSandbox } from './built-in-sandbox.ts';
import { KeptCertificateImports } from './certificates/import/kept-certificate-imports.ts';
import { CertificateUsage } from './certificates/usage.ts';
import { finishLink, finishReceived } from './consents/finish.ts';
import { ConsentInbox } from './consents/inbox.ts';
import { ExpiryWatch, type ExpiryWatchDeps } from './expiry/watch.ts';
import { KnownPhones } from './factors/known-phones.ts';
import { Inbox } from './inbox/inbox.ts';
import { PrivateKeys } from './jose/private-keys.ts';
import { createDecrypter } from './keys/decrypt.ts';
import { KeptImports } from './keys/import/kept-imports.ts';
import { createSigner } from './keys/sign.ts';
import { KeyUsage } from './keys/usage.ts';
import { linkTo } from './link-to.ts';
import { openLink } from './links/open.ts';
import type { CoreServices, Services } from './services.ts';
import { ClientCredentialsTokens } from './tokens/client-credentials.ts';
import { TokenKeeper } from './tokens/keeper.ts';
import { KeptTokenImports } from './tokens/import/kept-token-imports.ts';
import { UserTokens } from './tokens/user-tokens.ts';
import { Receiver } from './webhooks/receiver.ts';
import { WiseClients } from './wise/clients.ts';
import { RateLimitWaits } from './wise/rate-limit.ts';

/** Milliseconds. */
const LONGEST_WAIT_FOR_CODE_MS = 1000;

export interface Work {
  readonly services: Services;
  /** Ends calls under way and saves what they leave behind, while there is still a vault to save it in. */
  settle(): Promise<void>;
  /** Drops tokens and keys. */
  forget(): void;
  /** Takes a `portcullis:` link, also while locked. Never rejects. */
  openLink(url: string): Promise<void>;
  /** Watches no longer for what ends, nor for answers of consents, which it does while locked too. */
  close(): Promise<void>;
}

/** What an unlocked vault is worked with. Apart from the core, so that none of it is loaded before the first screen is there. */
export function createWork(core: CoreServices, watched: Pick<ExpiryWatchDeps, 'vault' | 'notify'>): Work {
  const { vault, audit, changed } = core;
  const expiryWatch = new ExpiryWatch({ ...watched, memory: core.preferences, audit, onHour: () => changed('vault', 'keys', 'certificates', 'tokens') });
  const waits = new RateLimitWaits(() => changed('waits'));
  const certificateUsage = new CertificateUsage({ vault, audit });
  const clients = new WiseClients(waits, {}, { onTls: () => changed('connections'), onCertificateUse: (use) => certificateUsage.record(use) });
  const tokens = new ClientCredentialsTokens({ audit, onChange: () => changed('tokens') });
  const userTokens = new UserTokens({ vault, audit, onRefreshEnd: () => changed('tokens') });
  const sandbox = new BuiltInSandbox(vault, () => changed('connections'));
  const privateKeys = new PrivateKeys();
  const usage = new KeyUsage(vault);
  const imports = new KeptImports();
  const certificateImports = new KeptCertificateImports();
  const tokenImports = new KeptTokenImports();
  const receiver = new Receiver({ vault, audit, sandbox, changed, onGenuine: (connectionId, event) => services.inbox.addFromWebhook(connectionId, event) });
  const consentInbox = new ConsentInbox({ vault: watched.vault, isOpen: () => core.session.isOpen, changed });
  // Any page can open links, as often as it likes.
  const linkAudit = perMinute(audit);
  const keyUse = { vault, audit, privateKeys, usage };
  const services: Services = { ...core, consentInbox, waits, clients, tokens, userTokens, sandbox, privateKeys, usage, certificateUsage, sign: createSigner(keyUse), decrypt: createDecrypter(keyUse), imports, certificateImports, tokenImports, receiver, knownPhones: new KnownPhones(), inbox: new Inbox(() => services), approvals: new Approvals(() => services) };
  const tokenKeeper = new TokenKeeper({ vault: watched.vault, userTokens, linkOf: (connectionId) => linkTo(services, connectionId) });
  consentInbox.deliverTo({ finish: (consentId, answer) => finishReceived(services, consentId, answer), finishLink: (link) => finishLink(services, link, linkAudit) });
  return {
    services,
    openLink: (url) => openLink({ audit: linkAudit, consentInbox, inbox: services.inbox }, url),
    async settle() {
      tokenKeeper.stop();
      // Before its sockets are closed: an answer that is lost may be the only copy of a refresh token, cost a code, or tell whether money moved. Side by side: a lock waits two seconds for all of it.
      await Promise.all([services.approvals.settle(), userTokens.settle(), consentInbox.kept.idle(LONGEST_WAIT_FOR_CODE_MS)]);
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
      tokenImports.clear();
      services.approvals.forget();
      services.inbox.forget();
      services.knownPhones.clear();
      // What began after the settling: a call of something that was under way, a receiver whose start ended late.
      clients.close().catch(() => undefined);
      receiver.stop().catch(() => undefined);
    },
    async close() {
      expiryWatch.close();
      tokenKeeper.close();
      await consentInbox.close();
    },
  };
}
