import type { Topic } from '../shared/ipc/contract.ts';
import type { AppInfo } from '../shared/model/views.ts';
import type { Approvals } from './approvals/approvals.ts';
import type { AuditLog } from './audit/audit-log.ts';
import type { BuiltInSandbox } from './built-in-sandbox.ts';
import type { KeptCertificateImports } from './certificates/import/kept-certificate-imports.ts';
import type { CertificateUsage } from './certificates/usage.ts';
import type { ConsentInbox } from './consents/inbox.ts';
import type { KnownPhones } from './factors/known-phones.ts';
import type { Inbox } from './inbox/inbox.ts';
import type { KeptImports } from './keys/import/kept-imports.ts';
import type { PrivateKeys } from './jose/private-keys.ts';
import type { Decrypter } from './keys/decrypt.ts';
import type { Signer } from './keys/sign.ts';
import type { KeyUsage } from './keys/usage.ts';
import type { Audit, Clock, VaultStore } from './ports.ts';
import type { ClearingClipboard } from './shell/clearing-clipboard.ts';
import type { Dialogs, Shell } from './shell/port.ts';
import type { Preferences } from './storage/preferences.ts';
import type { ClientCredentialsTokens } from './tokens/client-credentials.ts';
import type { KeptTokenImports } from './tokens/import/kept-token-imports.ts';
import type { UserTokens } from './tokens/user-tokens.ts';
import type { Session } from './vault/session.ts';
import type { Receiver } from './webhooks/receiver.ts';
import type { WiseClients } from './wise/clients.ts';
import type { RateLimitWaits } from './wise/rate-limit.ts';

/** What is there from the start, the vault still locked. */
export interface CoreServices {
  readonly info: () => AppInfo;
  readonly now: Clock;
  readonly vault: VaultStore;
  readonly session: Session;
  readonly preferences: Preferences;
  readonly log: AuditLog;
  readonly audit: Audit;
  readonly clipboard: ClearingClipboard;
  readonly dialogs: Dialogs;
  /** Opens an address in the person's own browser. Throws `HOST_FORBIDDEN`. */
  readonly openExternal: Shell['openExternal'];
  /** Keeps the window out of screenshots while on, where the host can. */
  protectContent(on: boolean): void;
  /** Tells the window that something it shows may have changed. */
  changed(...topics: Topic[]): void;
  /** The window shows its first usable screen. */
  onReady(): void;
}

/** What use cases are made of; each takes only what it needs. */
export interface Services extends CoreServices {
  readonly sandbox: BuiltInSandbox;
  readonly tokens: ClientCredentialsTokens;
  readonly userTokens: UserTokens;
  readonly consentInbox: ConsentInbox;
  readonly clients: WiseClients;
  readonly waits: RateLimitWaits;
  readonly privateKeys: PrivateKeys;
  readonly usage: KeyUsage;
  readonly certificateUsage: CertificateUsage;
  readonly sign: Signer;
  readonly decrypt: Decrypter;
  readonly imports: KeptImports;
  readonly certificateImports: KeptCertificateImports;
  readonly tokenImports: KeptTokenImports;
  readonly receiver: Receiver;
  readonly knownPhones: KnownPhones;
  readonly inbox: Inbox;
  readonly approvals: Approvals;
}
