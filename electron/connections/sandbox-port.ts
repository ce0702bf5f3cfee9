import type { Secret } from '../wise/secret.ts';

export type SandboxTarget = {
  apiUrl: string;
  /** PEM of the sandbox's own CA. */
  ca: string;
  clientId: string;
  clientSecret: Secret<string>;
};

/** The built-in sandbox as connections see it. */
export type SandboxPort = {
  /** Starts it if it does not run yet. Throws `SANDBOX_*` errors. */
  target(): Promise<SandboxTarget>;
  /** Undefined while it has not been started. */
  running(): SandboxTarget | undefined;
};
