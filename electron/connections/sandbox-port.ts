import type { SandboxMessage } from '../../shared/model/approvals.ts';
import type { Secret } from '../wise/secret.ts';

export type SandboxTarget = {
  apiUrl: string;
  /** The listener that takes only callers with a client certificate. */
  mtlsUrl: string;
  /** PEM of the sandbox's own authorities, the root first. They sign its server's certificate and the client certificates. */
  ca: string;
  clientId: string;
  clientSecret: Secret<string>;
  /** Names the application in the paths of webhook subscriptions. */
  clientKey: string;
  profileId: number;
  /** A user token of the person whose profile it is: what belongs to a profile is called with it. */
  ownUserToken: Secret<string>;
  /** A personal token of the same person, for those who add one. */
  personalToken: Secret<string>;
  /** The page on which a person lets the application act, and where it sends the person back to. */
  consentUrl: string;
  redirectUri: string;
  /** The public key that verifies its webhook deliveries, SPKI in PEM. */
  webhookKey: string;
};

/** The built-in sandbox as connections see it. */
export type SandboxPort = {
  /** Starts it if it does not run yet. Throws `SANDBOX_*` errors. */
  target(): Promise<SandboxTarget>;
  /** Undefined while it has not been started. */
  running(): SandboxTarget | undefined;
  /** Has its Developer Hub issue a client certificate for a CSR; answers the certificate, PEM. Throws `HUB_REFUSED` with the reason. */
  issueCertificate(name: string, csr: string): Promise<string>;
  /** What it sent to the phone of its person, newest first; empty while it has not been started. */
  phone(): SandboxMessage[];
};
