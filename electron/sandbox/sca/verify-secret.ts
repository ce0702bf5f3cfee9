import type { Answer } from '../answers.ts';
import type { Call } from '../call.ts';
import type { World } from '../world.ts';
import { compare, hashFactor, type SecretFactor } from './factors.ts';
import { prove } from './prove.ts';
import { requireOneTimeToken, requireProver } from './require.ts';
import { readSecret } from './read-secret.ts';
import { SECRET_FACTORS } from './secret-factors.ts';
import { verifyAnswer, type Endpoints } from './verify-answer.ts';

/** Clears a challenge with a PIN, a device fingerprint or a face map. 404 for one that was never enrolled; otherwise as `prove`. */
export async function verifySecret(call: Call, world: World, kind: SecretFactor, endpoints: Endpoints): Promise<Answer> {
  const userId = requireProver(call, world);
  requireOneTimeToken(call, world, userId);
  const { value, contentKey } = await readSecret(call, world, kind);
  const hash = await hashFactor(world.store, userId, kind, value);
  // Asked for again: while it was hashed, the token may have been used up.
  const token = requireOneTimeToken(call, world, userId);
  const { way, name, code } = SECRET_FACTORS[kind];
  prove(call, world, { token, way, name, result: compare(world.store, userId, kind, hash), none: { status: 404, code: `${code}.not.setup`, words: `No ${name} has been set up for this user.` } });
  return verifyAnswer(call, world, token, { endpoints, contentKey });
}
