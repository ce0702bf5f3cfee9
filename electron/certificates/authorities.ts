import type { VaultBody } from '../vault/body.ts';
import type { SandboxPort } from '../connections/sandbox-port.ts';
import { findConnection } from '../connections/resolve.ts';

/** The certificates in a text of PEM, each by itself. */
export function pemCertificates(text: string): string[] {
  return text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
}

/** Wise's authorities as this connection knows them, each one PEM; empty where none was imported, or where the built-in sandbox has not been started. Throws `CONNECTION_NOT_FOUND`. */
export function authoritiesOf(body: VaultBody, sandbox: Pick<SandboxPort, 'running'>, connectionId: string): string[] {
  const { environment, wiseCa } = findConnection(body, connectionId);
  return environment === 'built-in' ? pemCertificates(sandbox.running()?.ca ?? '') : wiseCa;
}
