import { noContent, type Answer } from '../answers.ts';
import type { Call } from '../call.ts';
import type { Route } from '../route.ts';
import { enrolSecret, removeSecret } from '../sca/enrol.ts';
import { requireNamedUser, requireProver } from '../sca/require.ts';
import { verifySecret } from '../sca/verify-secret.ts';
import type { World } from '../world.ts';

const FACE_MAPS = '/v2/profiles/{profileId}/facemaps';

export const faceMapRoutes: readonly Route[] = [
  { method: 'POST', path: FACE_MAPS, about: 'enrol a face map: {"faceMap": base64} (user token)', handle: enrol },
  { method: 'DELETE', path: FACE_MAPS, about: 'remove it (user token)', handle: (call, world) => removeSecret(call, world, 'faceMap', requireProver(call, world)) },
  { method: 'POST', path: `${FACE_MAPS}/verify`, about: 'clear a FACE_MAP challenge (user token, One-Time-Token)', handle: (call, world) => verifySecret(call, world, 'faceMap', 'current') },
  { method: 'POST', path: '/v1/user/facemap/enrol', about: 'deprecated: enrol a face map (user token)', handle: enrol },
  { method: 'DELETE', path: '/v1/users/{userId}/facemap/enrol', about: 'deprecated: remove it (application token)', handle: (call, world) => removeSecret(call, world, 'faceMap', requireNamedUser(call, world).id) },
  { method: 'POST', path: '/v1/one-time-token/facemap/verify', about: 'deprecated: clear a FACE_MAP challenge (user token, One-Time-Token)', handle: (call, world) => verifySecret(call, world, 'faceMap', 'deprecated') },
];

async function enrol(call: Call, world: World): Promise<Answer> {
  await enrolSecret(call, world, 'faceMap');
  return noContent();
}
