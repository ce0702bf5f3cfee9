import type { Factors } from '../../shared/model/approvals.ts';
import { noApprovals } from './approval-worlds.ts';
import { makeScaKey, noFactors } from './factor-worlds.ts';
import { inDays } from './fixtures.ts';
import { refuse, type Methods, type StandInTools } from './tools.ts';
import type { World } from './scenarios.ts';

type At = { connectionId: string; profileId: number };
type FactorMethods = { [M in Extract<keyof Methods, `factors.${string}` | `scaKeys.${string}`>]: Methods[M] };
type KeyMethods = Pick<FactorMethods, 'scaKeys.list' | 'scaKeys.make' | 'scaKeys.import' | 'scaKeys.copyPublic' | 'scaKeys.remove'>;
type Ground = ReturnType<typeof groundOf>;

const MOST_DEVICES = 3;

function groundOf(world: World, { changed }: Pick<StandInTools, 'changed'>) {
  const known = () => (world.factors ??= noFactors());
  const approvals = () => (world.approvals ??= noApprovals());
  const get = ({ connectionId, profileId }: At): Factors => {
    const { inbox, pins } = approvals();
    const own = known().profiles[profileId] ?? { faceMap: 'unknown', fingerprints: [], history: [] };
    return { pin: pins.includes(profileId) ? 'enrolled' : 'not enrolled', ...own, connectionId, profileId, endpoints: known().endpoints, wrongTries: inbox.wrongTries, ...(inbox.blockedUntil !== undefined && { blockedUntil: inbox.blockedUntil }) };
  };
  const set = (at: At, change: Partial<Pick<Factors, 'pin' | 'faceMap' | 'fingerprints' | 'phone'>>, says?: string): Factors => {
    const { faceMap, fingerprints, history, phone, pin } = { ...get(at), ...change };
    known().profiles[at.profileId] = { pin, faceMap, fingerprints, ...(phone !== undefined && { phone }), history: says === undefined ? history : [{ at: inDays(0), says }, ...history] };
    approvals().pins = [...approvals().pins.filter((one) => one !== at.profileId), ...(pin === 'enrolled' ? [at.profileId] : [])];
    changed('factors');
    return get(at);
  };
  return { known, get, set, changed };
}

function pinMethods({ get, set }: Ground): Pick<FactorMethods, 'factors.get' | 'factors.setPin' | 'factors.removePin'> {
  return {
    'factors.get': get,
    'factors.setPin': ({ replace, ...at }) => {
      if (get(at).pin === 'enrolled' && !replace) refuse('SCA_ENROLLED_ALREADY', { status: 409, traceId: 'fba501b68d4c0e21' });
      return set(at, { pin: 'enrolled' }, 'PIN enrolled');
    },
    'factors.removePin': (at) => (get(at).pin === 'enrolled' ? set(at, { pin: 'not enrolled' }, 'PIN removed') : refuse('SCA_NOT_ENROLLED', { status: 404 })),
  };
}

function deviceMethods({ get, set }: Ground): Pick<FactorMethods, 'factors.addFingerprint' | 'factors.removeFingerprint'> {
  return {
    'factors.addFingerprint': ({ fingerprint, label, ...at }) => {
      const { fingerprints } = get(at);
      if (fingerprints.length >= MOST_DEVICES) refuse('SCA_LIMIT', { status: 400 });
      const isThisDevice = fingerprint === 'this-device';
      if (isThisDevice && fingerprints.some((one) => one.isThisDevice)) refuse('SCA_ENROLLED_ALREADY', { status: 409 });
      const id = crypto.randomUUID();
      const name = label || (isThisDevice ? 'This device' : `Device ${id.slice(0, 8)}`);
      return set(at, { fingerprints: [...fingerprints, { id, label: name, enrolledAt: inDays(0), isThisDevice }] }, `Device fingerprint “${name}” enrolled`);
    },
    'factors.removeFingerprint': ({ id, ...at }) => set(at, { fingerprints: get(at).fingerprints.filter((one) => one.id !== id) }, 'Device fingerprint removed'),
  };
}

function phoneMethods({ known, get, set }: Ground): Pick<FactorMethods, 'factors.fetch' | 'factors.setPhone' | 'factors.removePhone'> {
  const forbidden = () => {
    if (known().isRestricted) refuse('WISE_FORBIDDEN', { status: 403, traceId: 'fba501b68d4c0e21' });
  };
  return {
    'factors.fetch': (at) => {
      if (known().isRestricted) return set(at, {}, 'Wise does not let this client see the phone number (restricted)');
      const { phone } = known();
      return set(at, phone === undefined ? {} : { phone });
    },
    'factors.setPhone': ({ number, ...at }) => {
      forbidden();
      if (number.endsWith('000')) refuse('SCA_PHONE_TAKEN', { status: 422, traceId: 'fba501b68d4c0e21' });
      known().phone = { id: 1001, number, verified: true };
      return set(at, { phone: { id: 1001, number, verified: true } }, get(at).phone ? 'Phone number replaced' : 'Phone number enrolled');
    },
    'factors.removePhone': (at) => {
      forbidden();
      known().phone = null;
      return set(at, { phone: null }, 'Phone number removed');
    },
  };
}

function faceMapMethods({ get, set }: Ground): Pick<FactorMethods, 'factors.setFaceMap' | 'factors.removeFaceMap' | 'factors.copyFaceTecKey'> {
  return {
    'factors.setFaceMap': ({ replace, ...at }) => {
      if (get(at).faceMap === 'enrolled' && !replace) refuse('SCA_ENROLLED_ALREADY', { status: 409 });
      return set(at, { faceMap: 'enrolled' }, 'Face map enrolled');
    },
    'factors.removeFaceMap': (at) => (get(at).faceMap === 'enrolled' ? set(at, { faceMap: 'not enrolled' }, 'Face map removed') : refuse('SCA_NOT_ENROLLED', { status: 404 })),
    'factors.copyFaceTecKey': () => ({}),
  };
}

function scaKeyMethods({ known, changed }: Ground): KeyMethods {
  const keep = (connectionId: string, rest: Parameters<typeof makeScaKey>[1]) => {
    const { lastUsedAt: _, ...made } = makeScaKey(connectionId, { madeAt: inDays(0), uses: 0, ...rest });
    known().scaKeys = [...known().scaKeys.filter((one) => one.connectionId !== connectionId), made];
    changed('factors');
    return made;
  };
  return {
    'scaKeys.list': () => known().scaKeys,
    'scaKeys.make': ({ connectionId, label, bits }) => keep(connectionId, { label: label || `RSA ${bits}`, bits }),
    'scaKeys.import': ({ connectionId, label, from, passphrase }) => {
      if (from.kind === 'text' && from.text.includes('ENCRYPTED') && !passphrase) refuse('IMPORT_WRONG_PASSPHRASE', { reason: 'It is protected by a passphrase.' });
      if (from.kind === 'text' && from.text.includes('EC ')) refuse('SCA_KEY_UNFIT', { reason: 'EC P-256' });
      return keep(connectionId, { label: label || 'RSA 2048', origin: 'imported' });
    },
    'scaKeys.copyPublic': () => ({}),
    'scaKeys.remove': ({ id }) => {
      known().scaKeys = known().scaKeys.filter((one) => one.id !== id);
      changed('factors');
      return {};
    },
  };
}

/** The factors of profiles, and the RSA keys of the old way. A number that ends in 000 belongs to somebody else. */
export function factorMethods(world: World, tools: StandInTools): FactorMethods {
  const ground = groundOf(world, tools);
  return { ...pinMethods(ground), ...deviceMethods(ground), ...phoneMethods(ground), ...faceMapMethods(ground), ...scaKeyMethods(ground) };
}
