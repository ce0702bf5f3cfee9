import type { Factors, ScaKey } from '../../shared/model/approvals.ts';
import { APPROVAL_WORLDS } from './approval-worlds.ts';
import { builtIn, inDays, wiseSandbox } from './fixtures.ts';
import type { World } from './scenarios.ts';
import { acme, makeToken, overseas } from './tokens.ts';

/** What the stand-in knows of factors. */
export type FactorWorld = {
  /** By profile; what is not there is not known. */
  profiles: Partial<Record<number, Pick<Factors, 'faceMap' | 'fingerprints' | 'history'> & Partial<Pick<Factors, 'phone' | 'pin'>>>>;
  scaKeys: ScaKey[];
  endpoints: Factors['endpoints'];
  /** What Wise answers when it is asked for the phone. */
  phone: Factors['phone'];
  /** Wise refuses the calls of the application token. */
  isRestricted?: true;
};

export const noFactors = (): FactorWorld => ({ profiles: {}, scaKeys: [], endpoints: 'current', phone: null });

const device = (id: string, label: string, isThisDevice: boolean, enrolledIn: number): Factors['fingerprints'][number] => ({ id, label, isThisDevice, enrolledAt: inDays(enrolledIn) });

/** Everything enrolled, as much of it as Wise takes. */
function fullFactors(profileId: number): FactorWorld {
  const fingerprints = [device('bb5e056d-66c5-449c-90ef-7c76fdc12889', 'Workstation in the finance office', true, -40), device('0d2f8f7e-5be2-4f7a-9a00-1c9d2a9e55a0', 'Maria’s tablet', false, -12), device('7a1c2a9e-55a0-4d2f-8f7e-5be2f7a1a001', 'Ledger server of the Internationale Beteiligungsgesellschaft für erneuerbare Energien', false, -2)];
  const history = [
    { at: inDays(-2), says: 'Device fingerprint “Ledger server” enrolled' },
    { at: inDays(-12), says: 'Device fingerprint “Maria’s tablet” enrolled' },
    { at: inDays(-30), says: 'Blocked by Wise, most likely until 10:42 UTC' },
    { at: inDays(-40), says: 'PIN enrolled' },
  ];
  return { ...noFactors(), profiles: { [profileId]: { pin: 'enrolled', faceMap: 'enrolled', fingerprints, phone: { id: 1001, number: '+441632960123', verified: true }, history } }, phone: { id: 1001, number: '+441632960123', verified: true } };
}

/** A key for the old way. */
export function makeScaKey(connectionId: string, rest: Partial<ScaKey> = {}): ScaKey {
  return { id: crypto.randomUUID(), connectionId, label: 'payroll approvals', bits: 2048, fingerprint: '14f686e4b2aa06b70ec87e7a5dc467175dfd6f79378dc5dbbf560d45b7e9560c', origin: 'made', madeAt: inDays(-20), lastUsedAt: inDays(-1), uses: 214, ...rest };
}

type Part = Pick<World, 'connections' | 'approvals' | 'factors'> & Partial<Pick<World, 'tokens'>>;
const over = (factors: Partial<FactorWorld>, part: Partial<Part> = {}): Part => ({ ...APPROVAL_WORLDS.approvals(), factors: { ...noFactors(), ...factors }, ...part });

/** A connection that carries a personal token. */
function personal(scaKeys: readonly ScaKey[] = []): Part {
  const token = makeToken({ kind: 'personal', label: 'Ledger', over: wiseSandbox, profiles: [acme, overseas], isInUse: true });
  const connection = { ...wiseSandbox, selected: true, hasUserToken: true, userTokenId: token.id, profileId: acme.id };
  return over({ scaKeys: [...scaKeys] }, { connections: [{ ...builtIn, selected: false }, connection], tokens: [token] });
}

export const FACTOR_WORLDS = {
  factors: () => over({}),
  'factors-unknown': () => over({ profiles: { [acme.id]: { pin: 'unknown', faceMap: 'unknown', fingerprints: [], history: [] } } }),
  'factors-full': () => over(fullFactors(acme.id)),
  'factors-older': () => over({ ...fullFactors(acme.id), endpoints: 'deprecated' }),
  'factors-restricted': () => over({ isRestricted: true, phone: undefined }),
  'factors-tries': () => over({}, APPROVAL_WORLDS['approvals-fourth-try']()),
  'factors-blocked': () => over({}, APPROVAL_WORLDS['approvals-blocked']()),
  'factors-personal': () => personal(),
  'factors-personal-key': () => personal([makeScaKey(wiseSandbox.id)]),
} satisfies Record<string, () => Part>;
