import { noContent, type Answer } from '../answers.ts';
import type { Call } from '../call.ts';
import type { Route } from '../route.ts';
import { enrolSecret, removeSecret } from '../sca/enrol.ts';
import { requireNamedUser, requireProver } from '../sca/require.ts';
import { verifySecret } from '../sca/verify-secret.ts';
import type { World } from '../world.ts';

const PIN = '/v2/profiles/{profileId}/pin';

export const pinRoutes: readonly Route[] = [
  { method: 'POST', path: PIN, about: 'enrol a PIN of four digits: an encrypted {"pin": ...} (user token)', handle: (call, world) => enrol(call, world, created) },
  { method: 'DELETE', path: PIN, about: 'remove it (user token)', handle: (call, world) => removeSecret(call, world, 'pin', requireProver(call, world)) },
  { method: 'POST', path: `${PIN}/verify`, about: 'clear a PIN challenge (user token, One-Time-Token)', handle: (call, world) => verifySecret(call, world, 'pin', 'current') },
  { method: 'POST', path: '/v1/user/pin', about: 'deprecated: enrol a PIN (user token)', handle: (call, world) => enrol(call, world, noContent) },
  { method: 'DELETE', path: '/v1/users/{userId}/pin', about: 'deprecated: remove it (application token)', handle: (call, world) => removeSecret(call, world, 'pin', requireNamedUser(call, world).id) },
  { method: 'POST', path: '/v1/one-time-token/pin/verify', about: 'deprecated: clear a PIN challenge (user token, One-Time-Token)', handle: (call, world) => verifySecret(call, world, 'pin', 'deprecated') },
];

/** The current endpoint answers 200 without a body, the deprecated one 204. */
const created = (): Answer => ({ status: 200, type: '', headers: {}, body: '' });

async function enrol(call: Call, world: World, done: () => Answer): Promise<Answer> {
  await enrolSecret(call, world, 'pin');
  return done();
}
