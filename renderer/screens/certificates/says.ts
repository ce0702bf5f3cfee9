import type { CertificateSummary } from '../../../shared/model/certificates.ts';
import type { ConnectionSummary } from '../../../shared/model/views.ts';

const STILL_WORKS: ReadonlySet<CertificateSummary['state']> = new Set(['proved', 'active', 'expiring', 'replaced']);

/** Can the connection be switched to it? */
export function isUsable({ state }: CertificateSummary): boolean {
  return STILL_WORKS.has(state);
}

/** The host of an address, with the port where it is not the usual one. */
export function hostOf(url: string | undefined): string {
  return url ? new URL(url).host : 'the built-in sandbox';
}

/** Why a certificate cannot be retired now; undefined when it can. */
export function retireHindrance(certificate: CertificateSummary): string | undefined {
  if (certificate.isInUse) return `${certificate.connectionName} uses it; rotate it first`;
  return certificate.state === 'requested' ? 'discard the request instead' : undefined;
}

/** What retiring it does, a sentence each. */
export function retireSays(certificate: CertificateSummary, certificates: readonly CertificateSummary[]): string[] {
  const others = certificates.filter((one) => one.id !== certificate.id && one.connectionId === certificate.connectionId && isUsable(one));
  const says = ['Nothing that Portcullis calls uses it. It is used no more, nor offered; this cannot be undone.'];
  if (others.length === 0) says.push(`${certificate.connectionName} then has no certificate that works: there is nothing to go back to.`);
  says.push(`Servers and scripts that hold a copy go on working until it is removed in Developer Hub under the name “${certificate.name}”.`);
  return says;
}

/** What going back to this one does. */
export function againSays(certificate: CertificateSummary, inUse: CertificateSummary | undefined): string[] {
  const others = inUse && inUse.id !== certificate.id ? ` “${inUse.name}” stays and still works.` : '';
  return [`Every call of ${certificate.connectionName}, the token call included, carries “${certificate.name}” again.${others}`];
}

/** What calling without any certificate does. */
export function withoutSays(connection: ConnectionSummary): string[] {
  return [
    `Every call of ${connection.name} goes to ${hostOf(connection.apiUrl)}, without a certificate.`,
    'Once Wise has moved an integration to mTLS, it accepts its calls on the mTLS host only: then every call stops.',
  ];
}

/** What using a certificate changes for its connection, a sentence each. */
export function changesSay(certificate: CertificateSummary, connection: ConnectionSummary, inUse: CertificateSummary | undefined): string[] {
  const says = [`Every call of ${connection.name}, the token call included, carries “${certificate.name}”.`];
  if (inUse) says.push(`“${inUse.name}” is used no more. It still works, and you can go back to it.`);
  else says.push(`The host changes: ${hostOf(connection.mtlsUrl)} instead of ${hostOf(connection.apiUrl)}.`);
  says.push('Calls under way end on the connections they have. The certificate goes to Wise’s hosts only.');
  return says;
}

/** When the old one was last used after its connection was switched to the new: a sign that something still needs it. ISO 8601. */
export function usedSinceSwitch(old: CertificateSummary, next: CertificateSummary): string | undefined {
  const switchedAt = next.history.find((event) => event.kind === 'switched-to')?.at;
  return switchedAt !== undefined && old.lastUsedAt !== undefined && old.lastUsedAt > switchedAt ? old.lastUsedAt : undefined;
}
