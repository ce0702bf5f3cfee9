import { rootCertificates } from 'node:tls';
import { PortcullisError } from '../../shared/errors.ts';
import { findCertificate } from '../certificates/entry.ts';
import { targetCertificate } from '../certificates/identity.ts';
import { assertUsable } from '../certificates/use.ts';
import type { Clock, VaultStore } from '../ports.ts';
import type { ConnectionEntry, VaultBody } from '../vault/body.ts';
import { Secret } from '../wise/secret.ts';
import { hostsOf, type Hosts } from './environments.ts';
import type { SandboxPort } from './sandbox-port.ts';
import type { ConnectionTarget, TargetCertificate } from './target.ts';

/** Throws `CONNECTION_NOT_FOUND`. */
export function findConnection(body: VaultBody, id: string): ConnectionEntry {
  const entry = body.connections.find((connection) => connection.id === id);
  if (!entry) throw new PortcullisError('CONNECTION_NOT_FOUND');
  return entry;
}

export type ResolveDeps = { vault: VaultStore; sandbox: Pick<SandboxPort, 'target'>; now?: Clock };

/**
 * What is needed to call Wise over a connection. With a client certificate in use every call goes to the mTLS host, and none without it.
 * Starts the built-in sandbox if that is what the connection leads to.
 * Throws `CONNECTION_NOT_FOUND`, `SANDBOX_*`, and what is wrong with the certificate: `CERT_NOT_FOUND`, `CERT_NOT_ISSUED`, `CERT_RETIRED`, `CERT_EXPIRED`, `CERT_NOT_YET_VALID`.
 */
export async function resolveConnection({ vault, sandbox, now = Date.now }: ResolveDeps, id: string): Promise<ConnectionTarget> {
  certificateInUse(vault.read(), id, now());
  const target = await resolveWithoutCertificate({ vault, sandbox }, id);
  // Switched, taken out or retired while the sandbox was started: what counts is what is in use now.
  const certificate = certificateInUse(vault.read(), id, now());
  return certificate ? { ...target, apiUrl: target.mtlsUrl, certificate } : target;
}

/** The same as if no certificate were in use: one that has ended must not keep its successor from being proved. Throws `CONNECTION_NOT_FOUND`, `SANDBOX_*`. */
export async function resolveWithoutCertificate({ vault, sandbox }: Pick<ResolveDeps, 'vault' | 'sandbox'>, id: string): Promise<ConnectionTarget> {
  const entry = findConnection(vault.read(), id);
  return entry.environment === 'built-in' ? { ...identityOf(entry), ...(await sandbox.target()), ...optionalOf(entry) } : atWise(entry, hostsOf({ environment: entry.environment, hosts: entry.hosts }));
}

function identityOf({ id, name, environment }: ConnectionEntry): Pick<ConnectionTarget, 'id' | 'name' | 'environment'> {
  return { id, name, environment };
}

function atWise(entry: ConnectionEntry, hosts: Hosts): ConnectionTarget {
  const { clientId = '', clientSecret = '', wiseCa } = entry;
  return {
    ...identityOf(entry), ...hosts, ...(wiseCa.length === 0 ? {} : { ca: withNodesRoots(wiseCa) }),
    clientId, clientSecret: new Secret(clientSecret), ...optionalOf(entry),
  };
}

/** A certificate that servers would refuse is refused here: a call without it, on the plain host, is not what was asked for. Undefined where the connection has none. */
function certificateInUse(body: VaultBody, connectionId: string, now: number): TargetCertificate | undefined {
  const { certificateId } = findConnection(body, connectionId);
  if (certificateId === undefined) return undefined;
  const entry = findCertificate(body, certificateId);
  assertUsable(entry, now);
  return targetCertificate(entry);
}

/** By the list they were made for: it is the same until an authority is imported, and joining 200 KiB for every call would be a waste. */
const joined = new WeakMap<readonly string[], string>();

function withNodesRoots(wiseCa: readonly string[]): string {
  const ca = joined.get(wiseCa) ?? [...rootCertificates, ...wiseCa].join('\n');
  joined.set(wiseCa, ca);
  return ca;
}

function optionalOf({ clientKey, profileId, userTokenId }: ConnectionEntry): Pick<ConnectionTarget, 'clientKey' | 'profileId' | 'userTokenId'> {
  return {
    ...(clientKey === undefined ? {} : { clientKey }),
    ...(profileId === undefined ? {} : { profileId }),
    ...(userTokenId === undefined ? {} : { userTokenId }),
  };
}
