import { CompactSign } from 'jose';
import type { SigningAlgorithmId } from '../../shared/model/algorithms.ts';
import type { Call } from './call.ts';
import type { World } from './world.ts';

/** A compact JWS of an answer under Wise's newest key of that algorithm; under one that nobody knows with the fault `wrongKey`. */
export async function signAnswer(call: Call, world: World, algorithm: SigningAlgorithmId, payload: string): Promise<string> {
  const published = (await world.wiseKeys.key(algorithm))!;
  const key = world.faults.take('wrongKey', call) ? (await world.wiseKeys.unpublished(algorithm)).privateKey : published.privateKey;
  return new CompactSign(Buffer.from(payload)).setProtectedHeader({ version: published.version, alg: algorithm }).sign(key);
}
