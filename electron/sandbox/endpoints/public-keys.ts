import { fieldErrors, json, statusError, type Answer, type FieldError } from '../answers.ts';
import { requireApplicationToken } from '../authorization.ts';
import { mediaType, quote, type Call, type Require } from '../call.ts';
import { parseJson } from '../decode.ts';
import { algorithmFits, readUpload } from '../key-upload.ts';
import type { Route } from '../route.ts';
import { WISE_ALGORITHMS, type UploadedKey } from '../state.ts';
import type { World } from '../world.ts';

export const publicKeyRoutes: readonly Route[] = [
  { method: 'POST', path: '/v1/auth/jose/request/public-keys', about: 'upload a public key of yours (application token)', handle: uploadKey },
  { method: 'GET', path: '/v1/auth/jose/response/public-keys', about: 'Wise\'s public key: ?algorithm=&scope=[&version=] (application token)', handle: wiseKey },
];

/** Answers 201 with the key; 400 with every field that does not fit; 409 when the key id is taken; 415 for a body that is not JSON. */
function uploadKey(call: Call, world: World): Answer {
  requireApplicationToken(call, world);
  const isJson: Require = call.checks.refusingWith((words) => statusError(415, words, call.path, world.now()));
  const type = mediaType(call.headers['content-type']);
  isJson('content-type', type === 'application/json', 'The body is JSON.', `Content-Type must be application/json; it is ${quote(type)}.`);
  const upload = readUpload(call.checks, parseJson(call.body.toString()));
  if ('errors' in upload) return fieldErrors(400, upload.errors);
  return storeKey(call, world, upload.key);
}

function storeKey(call: Call, world: World, key: UploadedKey): Answer {
  const { uploadedKeys } = world.store.state;
  const taken = uploadedKeys.some((known) => known.keyId.toLowerCase() === key.keyId.toLowerCase());
  const check: Require = call.checks.refusingWith((words) => fieldErrors(409, [fieldError('DUPLICATE', 'keyId', words)]));
  check('unique', !taken, 'The key id is new.', `A key with id ${key.keyId} was uploaded before.`);
  world.store.change({ uploadedKeys: [...uploadedKeys, key] });
  const { algorithm, keyMaterial, ...rest } = key;
  return json(201, { clientId: null, ...rest, publicKeyMaterial: { algorithm, keyMaterial }, deactivationTimestamp: null });
}

/** Answers 200 with the key, by default of the newest version; 400 for parameters that do not fit; 404 for a version never published. */
async function wiseKey(call: Call, world: World): Promise<Answer> {
  requireApplicationToken(call, world);
  const { algorithm: wanted, scope, version } = readParameters(call);
  const key = await world.wiseKeys.key(wanted, version);
  const check: Require = call.checks.refusingWith((words) => statusError(404, words, call.path, world.now()));
  check('version', key, `Version ${key?.version} is published.`, `There is no version ${version} of Wise's ${wanted} key.`);
  return json(200, { version: key.version, keyMaterial: { algorithm: wanted, keyMaterial: key.spki }, scope });
}

function readParameters(call: Call) {
  const once = (name: string) => (call.query.getAll(name).length > 1 ? undefined : call.query.get(name));
  const checking = (path: string): Require => call.checks.refusingWith((words) => fieldErrors(400, [fieldError('NOT_VALID', path, words)]));
  const algorithm = WISE_ALGORITHMS.find((name) => name === once('algorithm'));
  const checkAlgorithm: Require = checking('algorithm');
  checkAlgorithm('algorithm', algorithm, `algorithm is ${algorithm}.`, `algorithm must be given once, as one of ${WISE_ALGORITHMS.join(', ')}; it is ${quote(call.query.getAll('algorithm'))}.`);
  const scope = once('scope');
  const checkScope: Require = checking('scope');
  checkScope('scope', algorithmFits(algorithm, scope), `scope is ${scope}.`, `scope must be PAYLOAD_SIGNING, or PAYLOAD_ENCRYPTION for RSA_OAEP_256; it is ${quote(call.query.getAll('scope'))} for ${algorithm}.`);
  const versions = call.query.getAll('version');
  const checkVersion: Require = checking('version');
  checkVersion('version form', versions.length === 0 || (versions.length === 1 && /^\d{1,9}$/.test(versions[0]!)), 'version is a number or left out.', `version must be one whole number; it is ${quote(versions)}.`);
  return { algorithm, scope, version: versions.length === 0 ? undefined : Number(versions[0]) };
}

const fieldError = (code: string, path: string, message: string): FieldError => ({ code, message, path, arguments: [] });
