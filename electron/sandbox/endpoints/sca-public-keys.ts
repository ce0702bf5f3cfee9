import { fieldErrors, json, type Answer } from '../answers.ts';
import type { Call, Require } from '../call.ts';
import { requireJsonObject } from '../json-body.ts';
import type { Route } from '../route.ts';
import { addPublicKey, fingerprintOf } from '../sca/public-keys.ts';
import type { World } from '../world.ts';

/** What the page of API tokens does with a key, for programs. */
export const scaPublicKeyRoutes: readonly Route[] = [
  { method: 'GET', path: '/__sandbox/sca-public-keys', about: 'the public keys that verify X-Signature for personal tokens', handle: (_call, { store }) => json(200, store.state.sca.publicKeys.map(view)) },
  { method: 'POST', path: '/__sandbox/sca-public-keys', about: 'upload one: {"publicKey": PEM}, RSA of 2048 bits or more', handle: upload },
];

const view = ({ id, publicKey, addedAt }: { id: string; publicKey: string; addedAt: string }) => ({ id, fingerprint: fingerprintOf(publicKey), addedAt, publicKey });

/** Answers 201 with its id; 400 for a key that does not fit. */
function upload(call: Call, world: World): Answer {
  const { publicKey } = requireJsonObject(call, world.now());
  const added = addPublicKey(world.store, publicKey, world.now());
  const fits: Require = call.checks.refusingWith((words) => fieldErrors(400, [{ code: 'NOT_VALID', message: words, path: 'publicKey', arguments: [] }]));
  const refusal = typeof added === 'string' ? added : '';
  fits('publicKey', typeof added !== 'string', 'The key fits.', refusal);
  return json(201, view(added));
}
