import { json, noContent, type Answer } from '../answers.ts';
import { quote, type Call, type Require } from '../call.ts';
import type { Route } from '../route.ts';
import { addFingerprint, enrolledOf, hashFactor, removeFingerprint } from '../sca/factors.ts';
import { codedError, requireNamedUser, requireProver } from '../sca/require.ts';
import { readSecret } from '../sca/read-secret.ts';
import { answerUnder } from '../sca/verify-answer.ts';
import { verifySecret } from '../sca/verify-secret.ts';
import type { World } from '../world.ts';

const CURRENT = '/v2/profiles/{profileId}/device-fingerprints';
const OF_USER = '/v1/users/{userId}/partner-device-fingerprints';

export const deviceFingerprintRoutes: readonly Route[] = [
  { method: 'POST', path: CURRENT, about: 'enrol a device fingerprint, three at most: an encrypted {"deviceFingerprint": ...} (user token)', handle: enrol },
  { method: 'DELETE', path: `${CURRENT}/{deviceFingerprintId}`, about: 'remove one (user token)', handle: (call, world) => remove(call, world, requireProver(call, world)) },
  { method: 'POST', path: `${CURRENT}/verify`, about: 'clear a PARTNER_DEVICE_FINGERPRINT challenge (user token, One-Time-Token)', handle: (call, world) => verifySecret(call, world, 'fingerprint', 'current') },
  { method: 'POST', path: '/v1/user/partner-device-fingerprints', about: 'deprecated: enrol a device fingerprint (user token)', handle: enrol },
  { method: 'GET', path: OF_USER, about: 'deprecated: the device fingerprints of a user (application token)', handle: list },
  { method: 'DELETE', path: `${OF_USER}/{deviceFingerprintId}`, about: 'deprecated: remove one (application token)', handle: (call, world) => remove(call, world, requireNamedUser(call, world).id) },
  { method: 'POST', path: '/v1/one-time-token/partner-device-fingerprint/verify', about: 'deprecated: clear a PARTNER_DEVICE_FINGERPRINT challenge (user token, One-Time-Token)', handle: (call, world) => verifySecret(call, world, 'fingerprint', 'deprecated') },
];

/** Answers `{deviceFingerprintId, createdAt}` under the content key of the call; 409 for one that is enrolled already, 400 for a fourth. */
async function enrol(call: Call, world: World): Promise<Answer> {
  const userId = requireProver(call, world);
  const { value, contentKey } = await readSecret(call, world, 'fingerprint');
  const hash = await hashFactor(world.store, userId, 'fingerprint', value);
  const added = addFingerprint(world.store, userId, hash, world.now());
  const isNew: Require = call.checks.refusingWith((words) => codedError(409, 'device.fingerprint.already.setup', words));
  isNew('unique', added !== 'known', 'The fingerprint is new.', 'This device fingerprint has been enrolled already.');
  const hasRoom: Require = call.checks.refusingWith((words) => codedError(400, 'device.fingerprint.limit.reached', words));
  hasRoom('limit', added !== 'full', 'There is room for another.', 'The maximum number of device fingerprints is reached: 3.');
  return contentKey ? answerUnder(call, world, contentKey, view(added)) : json(200, view(added));
}

const view = ({ id, createdAt }: { id: string; createdAt: string }) => ({ deviceFingerprintId: id, createdAt });

function list(call: Call, world: World): Answer {
  const { id } = requireNamedUser(call, world);
  return json(200, (enrolledOf(world.store, id)?.fingerprints ?? []).map(view));
}

/** Answers 204; 404 for an id that the user does not have. */
function remove(call: Call, world: World, userId: number): Answer {
  const id = call.params['deviceFingerprintId'] ?? '';
  const there: Require = call.checks.refusingWith((words) => codedError(404, 'device.fingerprint.not.found', words));
  there('enrolled', removeFingerprint(world.store, userId, id), 'The fingerprint is removed.', `This user has no device fingerprint ${quote(id)}.`);
  return noContent();
}
