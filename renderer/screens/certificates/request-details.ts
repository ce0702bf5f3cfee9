import type { Input } from '../../../shared/ipc/contract.ts';
import type { CertificateKind, CertificateSummary } from '../../../shared/model/certificates.ts';
import { CERTIFICATE_KINDS } from '../../../shared/model/certificates.ts';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { namePart } from '../../lib/distinguished-name.ts';
import { ownName } from '../../lib/environments.ts';

/** What a request is made of, as the form has it. Names beside `O` are optional. */
export type RequestDetails = { name: string; kind: CertificateKind; O: string; OU: string; CN: string; L: string; ST: string; C: string };

/** Why one would take each kind, in a line. */
export const KIND_ADVICE: Record<CertificateKind, string> = {
  'EC P-256': 'Small, fast and as strong as RSA 3072. Take it unless something of yours cannot.',
  'EC P-384': 'Stronger, a little slower. For rules that ask for it.',
  'RSA 2048': 'For software that knows no EC. The least that Wise takes.',
  'RSA 3072': 'For software that knows no EC, and rules that ask for more than 2048 bits.',
  'RSA 4096': 'The longest. Takes seconds to make, and each handshake is slower.',
};

const OPTIONAL = ['OU', 'CN', 'L', 'ST', 'C'] as const;

const DATED = /^(?<stem>.*?)-?(?<year>20\d\d)(?<month>-\d\d)?(-\d+)?$/u;

/** The old name with its date brought up to now: "api-2025" becomes "api-2026", anything else ends in the month. */
function renewed(old: string, month: string): string {
  const { stem = old, year, month: ownMonth } = DATED.exec(old)?.groups ?? {};
  const thisYear = month.slice(0, 4);
  return `${stem}-${year !== undefined && ownMonth === undefined && year !== thisYear ? thisYear : month}`;
}

/** A name that no other has, with the month it is made in: "portcullis-2026-11", then "portcullis-2026-11-2". `old`: the one whose place it takes. */
export function freeName(taken: readonly string[], now: number, old?: string): string {
  const month = new Date(now).toISOString().slice(0, 7);
  const base = (old === undefined ? `portcullis-${month}` : renewed(old, month)).slice(-76);
  const names = new Set(taken.map((name) => name.toLowerCase()));
  let name = base;
  for (let count = 2; names.has(name.toLowerCase()); count++) name = `${base}-${count}`;
  return name;
}

function kindOf(certificate: CertificateSummary | undefined): CertificateKind {
  return CERTIFICATE_KINDS.find((kind) => kind === certificate?.kind) ?? 'EC P-256';
}

/** The certificate whose names are taken over: the one replaced, else the newest of the connection. */
function modelFor(connection: ConnectionSummary, certificates: readonly CertificateSummary[], replaces: CertificateSummary | undefined): CertificateSummary | undefined {
  return replaces ?? certificates.filter((one) => one.connectionId === connection.id).toSorted((a, b) => b.madeAt.localeCompare(a.madeAt))[0];
}

/** What the form begins with, so that most people change nothing. */
export function firstDetails(connection: ConnectionSummary, certificates: readonly CertificateSummary[], now: number, replaces?: CertificateSummary): RequestDetails {
  const model = modelFor(connection, certificates, replaces);
  const part = (type: string) => (model && namePart(model.subject, type)) ?? '';
  const taken = certificates.filter((one) => one.connectionId === connection.id).map((one) => one.name);
  const organisation = part('O') || ownName(connection) || (connection.environment === 'built-in' ? 'Portcullis' : '');
  return { name: freeName(taken, now, replaces?.name), kind: kindOf(replaces), O: organisation.slice(0, 64), OU: part('OU'), CN: '', L: part('L'), ST: part('ST'), C: part('C') };
}

/** Why it cannot be requested so, by field, in words. Empty when it can. */
export function detailsProblems(details: RequestDetails, certificates: readonly CertificateSummary[], connectionId: string): Partial<Record<keyof RequestDetails, string>> {
  const isTaken = certificates.some((one) => one.connectionId === connectionId && one.name.toLowerCase() === details.name.trim().toLowerCase());
  return {
    ...(details.name.trim() === '' && { name: 'Give it a name; Developer Hub asks for one.' }),
    ...(isTaken && { name: 'This connection has one of that name. Developer Hub takes each name once.' }),
    ...(details.O.trim() === '' && { O: 'Wise refuses a request without the organisation.' }),
    ...(details.C.trim() !== '' && !/^[A-Za-z]{2}$/u.test(details.C.trim()) && { C: 'Two letters, such as GB.' }),
  };
}

/** What main is asked for. */
export function wantedRequest(details: RequestDetails, connectionId: string, replaces?: string): Input<'certificates.request'> {
  const optional = OPTIONAL.map((type) => [type, type === 'C' ? details.C.trim().toUpperCase() : details[type].trim()]).filter(([, value]) => value !== '');
  return { connectionId, name: details.name.trim(), kind: details.kind, subject: { O: details.O.trim(), ...Object.fromEntries(optional) }, ...(replaces && { replaces }) };
}
