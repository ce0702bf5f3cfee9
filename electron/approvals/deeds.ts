import type { ApprovalItem, ApprovalKind, ProtectedCall } from '../../shared/model/approvals.ts';

/** What a call does at Wise. Two calls that do the same have the same key, however they were prepared. */
export type Deed = {
  /** Such as `transfer:50500001`, `batch:<uuid>`, `three-ds:<reference>`, `statement:<path>`; for any other call `call:` and what `deedOf` was given. */
  key: string;
  kind: ApprovalKind;
  risk: ApprovalItem['risk'];
  profileId?: number;
  transferId?: number;
  batchGroupId?: string;
  transactionReference?: string;
};

type Found = { groups: Record<string, string>; call: ProtectedCall };
type Known = { method: ProtectedCall['method']; path: RegExp; read: (found: Found) => Deed | undefined };

/** Wise moves from `/v3` to versions such as `/2026Q3`: the same deed under each. */
const VERSION = String.raw`^\/[^/]+`;
const PROFILE = String.raw`\/profiles\/(?<profile>\d{1,15})`;

/** The calls of WISE.md, "Protected calls worth having ready". */
const KNOWN: readonly Known[] = [
  {
    method: 'POST', path: new RegExp(`${VERSION}(?:${PROFILE})?\\/transfers\\/\\+?0*(?<transfer>\\d{1,15})\\/payments$`, 'i'),
    read: ({ groups }) => ({ key: `transfer:${Number(groups['transfer'])}`, kind: 'fund-transfer', risk: 'high', ...profileIn(groups), transferId: Number(groups['transfer']) }),
  },
  {
    method: 'POST', path: new RegExp(`${VERSION}${PROFILE}\\/batch-(?:payments|groups)\\/(?<batch>[^/]+)\\/payments$`, 'i'),
    read: ({ groups: { batch = '', ...groups } }) => ({ key: `batch:${batch.toLowerCase()}`, kind: 'fund-batch', risk: 'high', ...profileIn(groups), batchGroupId: batch }),
  },
  {
    method: 'POST', path: new RegExp(`${VERSION}\\/spend${PROFILE}\\/3dsecure\\/challenge-result$`, 'i'),
    read: ({ groups, call }) => {
      const transactionReference = memberOf(call.body, 'transactionReference');
      return transactionReference === undefined ? undefined : { key: `three-ds:${transactionReference}`, kind: 'three-ds', risk: 'high', ...profileIn(groups), transactionReference };
    },
  },
  {
    method: 'GET', path: new RegExp(`${VERSION}${PROFILE}\\/balance-statements\\/\\d+\\/statement\\.json$`, 'i'),
    read: ({ groups, call }) => ({ key: `statement:${call.path}`, kind: 'statement', risk: 'low', ...profileIn(groups) }),
  },
];

/** Recognises the calls of WISE.md ("Protected calls worth having ready") by method and path. `id` names any other. */
export function deedOf(call: ProtectedCall, id: string): Deed {
  const path = plainPath(call.path);
  for (const { method, path: pattern, read } of KNOWN) {
    const groups = method === call.method ? pattern.exec(path)?.groups : undefined;
    const deed = groups && read({ groups: definedOf(groups), call });
    if (deed) return deed;
  }
  const profile = new RegExp(`${PROFILE}(?:\\/|$)`, 'i').exec(path)?.groups;
  return { key: `call:${id}`, kind: 'call', risk: 'unknown', ...profileIn(definedOf(profile ?? {})) };
}

/** As the server takes it apart: another spelling of a path must not make another deed of it. */
function plainPath(path: string): string {
  try {
    return decodeURIComponent(new URL(path, 'https://host.invalid').pathname).replaceAll(/;[^/]*/g, '').replaceAll(/\/{2,}/g, '/').replace(/\/$/, '');
  } catch {
    return path;
  }
}

function profileIn({ profile }: Record<string, string>): { profileId?: number } {
  return profile === undefined ? {} : { profileId: Number(profile) };
}

/** Groups that took no part are undefined. */
function definedOf(groups: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(groups).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

const FUNDING = /\/(?:transfers|batch-(?:payments|groups))\/[^/]*\/payments$/i;

/** A call that funds something and is not known by it, for servers read more than plain digits as numbers: it could be sent twice. */
export function isDisguisedFunding(call: ProtectedCall): boolean {
  return call.method === 'POST' && FUNDING.test(plainPath(call.path)) && deedOf(call, '').kind === 'call';
}

export function isSameCall(one: ProtectedCall, other: ProtectedCall): boolean {
  return one.method === other.method && one.path === other.path && (one.body ?? '') === (other.body ?? '');
}

/** A text member of a JSON body. */
function memberOf(body: string | undefined, name: string): string | undefined {
  try {
    const value: unknown = (JSON.parse(body ?? '') as Record<string, unknown> | null)?.[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  } catch {
    return undefined;
  }
}
