import type { ExpiryItem } from '../../shared/model/expiry.ts';
import type { KeySummary } from '../../shared/model/views.ts';
import type { CertificateSummary } from '../../shared/model/certificates.ts';
import { inDays } from './fixtures.ts';
import type { World } from './scenarios.ts';

const DAY = 86_400_000;
const LEADS: Record<ExpiryItem['kind'], number> = { certificate: 30, 'signing-key': 30, 'encryption-key': 30, token: 14 };

function stateOf(endsAt: string, leadDays: number): ExpiryItem['state'] {
  const left = Date.parse(endsAt) - Date.now();
  if (left <= 0) return 'ended';
  return left <= leadDays * DAY ? 'due' : 'ok';
}

type Options = Partial<ExpiryItem> & { endsIn?: number };

/** Something that ends, in so many days from now; negative is past. */
export function makeItem({ endsIn = 300, ...rest }: Options = {}): ExpiryItem {
  const kind = rest.kind ?? 'signing-key';
  const leadDays = rest.leadDays ?? LEADS[kind];
  const endsAt = rest.endsAt ?? inDays(endsIn);
  return { id: crypto.randomUUID(), title: 'payments-signing', connectionNames: ['Acme Payments'], hasOwnLead: false, isCovered: false, ...rest, kind, leadDays, endsAt, state: rest.state ?? stateOf(endsAt, leadDays) };
}

function fromKey(key: KeySummary): Options {
  return {
    id: key.id, kind: key.use === 'signing' ? 'signing-key' : 'encryption-key', title: key.label || `key ${key.id.slice(0, 8)}`,
    connectionNames: key.uploadedTo.map((place) => place.connectionName), endsAt: key.validTill, isCovered: key.state === 'replaced' || key.state === 'made',
  };
}

function fromCertificate({ id, name, connectionName, notAfter, state }: CertificateSummary): Options[] {
  return notAfter === undefined ? [] : [{ id, kind: 'certificate', title: name, connectionNames: [connectionName], endsAt: notAfter, isCovered: state === 'replaced' }];
}

/** What ends in a world, as main would list it. `own` has the lead times set for one alone, in days. */
export function itemsOf(world: World, own: ReadonlyMap<string, number> = new Map()): ExpiryItem[] {
  const tokens = world.keys.length > 1 ? world.connections.slice(0, 1).map(({ id, name }): Options => ({ id: `token-${id}`, kind: 'token', title: 'Application token', connectionNames: [name], endsIn: 0.48, isCovered: true })) : [];
  const options = [
    ...world.keys.filter((key) => key.state !== 'retired').map(fromKey),
    ...world.certificates.filter((one) => one.state !== 'retired').flatMap(fromCertificate),
    ...tokens,
  ];
  return options
    .map((option) => {
      const leadDays = own.get(option.id ?? '');
      return makeItem({ ...option, ...(leadDays !== undefined && { leadDays, hasOwnLead: true }) });
    })
    .toSorted((a, b) => a.endsAt.localeCompare(b.endsAt));
}
