import { encryptUnder } from '../answer-encryption.ts';
import { jose, json, type Answer } from '../answers.ts';
import type { Call } from '../call.ts';
import type { World } from '../world.ts';
import { viewToken, type OneTimeToken } from './one-time-tokens.ts';

/** `current`: the token bare; `deprecated`: wrapped in `oneTimeTokenProperties`. The fault `wrapVerify` turns the two round. */
export type Endpoints = 'current' | 'deprecated';

/** What a verify call answers: the token as it stands now. With a content key encrypted under it, unless the fault `plainVerifyAnswer` is on. */
export async function verifyAnswer(call: Call, world: World, token: OneTimeToken, { endpoints, contentKey }: { endpoints: Endpoints; contentKey?: Buffer | undefined }): Promise<Answer> {
  const bare = viewToken(token, world.now());
  const view = world.faults.isVerifyWrapped(endpoints === 'deprecated') ? { oneTimeTokenProperties: bare } : bare;
  if (!contentKey || world.faults.take('plainVerifyAnswer', call)) return json(200, view);
  return answerUnder(call, world, contentKey, view);
}

export async function answerUnder(call: Call, world: World, contentKey: Buffer, view: unknown): Promise<Answer> {
  const text = JSON.stringify(view);
  return jose(await encryptUnder(contentKey, text, call, world), text);
}
