import type { Factors } from '../../shared/model/approvals.ts';
import { noApprovals } from './approval-worlds.ts';
import { refuse, type Methods, type StandInTools } from './tools.ts';
import type { World } from './scenarios.ts';

const todo = (): never => refuse('INTERNAL');

type FactorMethods = Pick<Methods, 'factors.get' | 'factors.fetch' | 'factors.setPin' | 'factors.removePin' | 'factors.addFingerprint' | 'factors.removeFingerprint' | 'factors.setPhone' | 'factors.removePhone' | 'factors.setFaceMap' | 'factors.removeFaceMap' | 'factors.copyFaceTecKey' | 'scaKeys.list' | 'scaKeys.make' | 'scaKeys.import' | 'scaKeys.copyPublic' | 'scaKeys.remove'>;

/** Factors of a profile. */
export function factorMethods(world: World, { changed }: StandInTools): FactorMethods {
  const known = () => (world.approvals ??= noApprovals());
  const factorsOf = (connectionId: string, profileId: number): Factors => ({
    connectionId,
    profileId,
    endpoints: 'current',
    pin: known().pins.includes(profileId) ? 'enrolled' : 'not enrolled',
    faceMap: 'unknown',
    fingerprints: [],
    wrongTries: known().inbox.wrongTries,
    ...(known().inbox.blockedUntil && { blockedUntil: known().inbox.blockedUntil }),
    history: [],
  });
  return {
    'factors.get': ({ connectionId, profileId }) => factorsOf(connectionId, profileId),
    'factors.fetch': ({ connectionId, profileId }) => factorsOf(connectionId, profileId),
    'factors.setPin': ({ connectionId, profileId, replace }) => {
      if (known().pins.includes(profileId) && !replace) refuse('SCA_ENROLLED_ALREADY');
      known().pins = [...known().pins, profileId];
      changed('factors');
      return factorsOf(connectionId, profileId);
    },
    'factors.removePin': todo,
    'factors.addFingerprint': todo,
    'factors.removeFingerprint': todo,
    'factors.setPhone': todo,
    'factors.removePhone': todo,
    'factors.setFaceMap': todo,
    'factors.removeFaceMap': todo,
    'factors.copyFaceTecKey': todo,
    'scaKeys.list': () => [],
    'scaKeys.make': todo,
    'scaKeys.import': todo,
    'scaKeys.copyPublic': todo,
    'scaKeys.remove': todo,
  };
}
