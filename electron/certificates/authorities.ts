import { X509Certificate } from 'node:crypto';
import type { VaultBody } from '../vault/body.ts';
import type { SandboxPort } from '../connections/sandbox-port.ts';
import { findConnection } from '../connections/resolve.ts';

/** The certificates in a text of PEM, each by itself. */
function pemCertificates(text: string): string[] {
  return text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
}

/** Wise's authorities as this connection knows them, each one PEM; empty where none was imported, or where the built-in sandbox has not been started. Throws `CONNECTION_NOT_FOUND`. */
export function authoritiesOf(body: VaultBody, sandbox: Pick<SandboxPort, 'running'>, connectionId: string): string[] {
  const { environment, wiseCa } = findConnection(body, connectionId);
  return environment === 'built-in' ? pemsOf(sandbox.running()?.ca ?? '') : wiseCa;
}

/** Of the one built-in sandbox; its address may change, its authorities hardly. */
let ofSandbox: { ca: string; pems: string[] } = { ca: '', pems: [] };

function pemsOf(ca: string): string[] {
  if (ofSandbox.ca !== ca) ofSandbox = { ca, pems: pemCertificates(ca) };
  return ofSandbox.pems;
}

const known = new WeakMap<readonly string[], X509Certificate[]>();

/** The same, read; each list once. */
export function readAuthorities(pems: readonly string[]): X509Certificate[] {
  const read = known.get(pems) ?? pems.map((pem) => new X509Certificate(pem));
  known.set(pems, read);
  return read;
}
