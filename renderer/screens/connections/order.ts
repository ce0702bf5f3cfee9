import type { ConnectionSummary, KeySummary } from '../../../shared/model/views.ts';
import type { CertificateSummary } from '../../../shared/model/certificates.ts';
import type { TokenSummary } from '../../../shared/model/tokens.ts';
import type { Sort } from '../../components/sort-button.tsx';
import { ENVIRONMENT_LOOKS } from '../../lib/environments.ts';
import { shortId } from '../../lib/ids.ts';
import { newestAtWise } from './keys-at-wise.ts';
import { hostOf, profileName } from './says.ts';

/** A connection with the names of what it uses. */
export type Row = {
  connection: ConnectionSummary;
  host: string;
  certificate?: string;
  /** Eight characters of its id. */
  key?: string;
  token?: string;
  profile?: string;
};

export type Lists = { keys: readonly KeySummary[]; certificates: readonly CertificateSummary[]; tokens: readonly TokenSummary[] };

/** What the list shows of each connection. */
export function rowsOf(connections: readonly ConnectionSummary[], { keys, certificates, tokens }: Lists): Row[] {
  const newestKeys = newestAtWise(keys, 'signing');
  const certificateNames = new Map(certificates.map((one) => [one.id, one.name]));
  const tokensById = new Map(tokens.map((one) => [one.id, one]));
  return connections.map((connection) => {
    const token = connection.userTokenId === undefined ? undefined : tokensById.get(connection.userTokenId);
    const certificate = connection.certificateId === undefined ? undefined : certificateNames.get(connection.certificateId);
    const key = connection.signingKeyId ?? newestKeys.get(connection.id)?.id;
    return {
      connection,
      host: hostOf(connection.certificateId === undefined ? connection.apiUrl : connection.mtlsUrl),
      ...(certificate !== undefined && { certificate }),
      ...(key !== undefined && { key: shortId(key) }),
      ...(connection.hasUserToken && { token: token?.label ?? 'its own' }),
      ...(connection.profileId !== undefined && { profile: profileName(connection.profileId, token) }),
    };
  });
}

const ENVIRONMENT_ORDER = Object.keys(ENVIRONMENT_LOOKS);

const VALUES: Record<string, (row: Row) => string | number> = {
  name: (row) => row.connection.name.toLowerCase(),
  environment: (row) => ENVIRONMENT_ORDER.indexOf(row.connection.environment),
  host: (row) => row.host,
  certificate: (row) => row.certificate?.toLowerCase() ?? '',
  key: (row) => row.key ?? '',
  token: (row) => row.token?.toLowerCase() ?? '',
};

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : Number(a > b);
}

/** By a column, ties by name and id so that the order is the same each time. */
export function sortRows(rows: readonly Row[], sort: Sort): Row[] {
  const value = VALUES[sort.by] ?? VALUES['name']!;
  const sign = sort.down ? -1 : 1;
  const valued = rows.map((row) => ({ row, value: value(row), tie: `${row.connection.name.toLowerCase()} ${row.connection.id}` }));
  return valued.toSorted((a, b) => sign * compare(a.value, b.value) || compare(a.tie, b.tie)).map(({ row }) => row);
}

/** Those in which every word typed occurs: in name, environment, hosts, end of the client id, certificate, key, token or profile. */
export function searchRows(rows: readonly Row[], text: string): readonly Row[] {
  const words = text.toLowerCase().split(/\s+/u).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter(({ connection: one, host, certificate, key, token, profile }) => {
    const all = [one.name, ENVIRONMENT_LOOKS[one.environment].name, host, one.apiUrl, one.clientIdTail, certificate, key, token, profile].join(' ').toLowerCase();
    return words.every((word) => all.includes(word));
  });
}
