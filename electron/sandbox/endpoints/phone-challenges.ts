import { json, type Answer } from '../answers.ts';
import type { Call } from '../call.ts';
import { FIXED } from '../fixed.ts';
import { requireFields, requireJsonObject, type FieldRule } from '../json-body.ts';
import type { Route } from '../route.ts';
import { PHONE_WAYS, type PhoneWay } from '../sca/challenges.ts';
import { enrolledOf } from '../sca/factors.ts';
import type { OneTimeToken } from '../sca/one-time-tokens.ts';
import { obfuscated, PROFILE_NUMBER } from '../sca/phone.ts';
import { checkCan, prove } from '../sca/prove.ts';
import { requireOneTimeToken, requireProver } from '../sca/require.ts';
import { verifyAnswer } from '../sca/verify-answer.ts';
import { sameSecret } from '../tokens.ts';
import type { World } from '../world.ts';

/** For so long a code is good. */
const CODE_SECONDS = 600;
const OTP: FieldRule = { path: 'otpCode', rule: 'a text of six digits', fits: (value) => typeof value === 'string' && /^\d{6}$/.test(value), isSecret: true };

export const phoneChallengeRoutes: readonly Route[] = PHONE_WAYS.flatMap((way): Route[] => {
  const path = `/v1/one-time-token/${way.toLowerCase()}`;
  return [
    { method: 'POST', path: `${path}/trigger`, about: `send a code by ${way} to the user’s phone, which is the page /phone (user token, One-Time-Token)`, handle: (call, world) => trigger(call, world, way) },
    { method: 'POST', path: `${path}/verify`, about: `clear a challenge with it: {"otpCode": "${FIXED.otp}"} (user token, One-Time-Token)`, handle: (call, world) => verify(call, world, way) },
  ];
});

/** Sends a code to the enrolled number, or else to the profile's, and answers where it went. Sent again, it is good anew. */
function trigger(call: Call, world: World, way: PhoneWay): Answer {
  const { userId, token } = requireAsked(call, world, way);
  const to = obfuscated(enrolledOf(world.store, userId)?.phone?.number ?? PROFILE_NUMBER);
  token.codes.set(way, world.now() + CODE_SECONDS * 1000);
  world.sca.phone.receive(way, to, FIXED.otp, world.now());
  return json(200, { obfuscatedPhoneNo: to });
}

/** 400 where no code was sent that way, or too long ago; otherwise as `prove`. */
function verify(call: Call, world: World, way: PhoneWay): Promise<Answer> {
  const { token } = requireAsked(call, world, way);
  const body = requireJsonObject(call, world.now());
  requireFields(call, body, [OTP]);
  const isSent = world.now() < (token.codes.get(way) ?? 0);
  const result = !isSent ? 'none' : sameSecret(String(body['otpCode']), FIXED.otp) ? 'right' : 'wrong';
  prove(call, world, { token, way, name: 'code', result, none: { status: 400, code: 'otp.not.triggered', words: `No code was sent by ${way} for this one-time token in the last ten minutes: trigger it first.` } });
  return verifyAnswer(call, world, token, { endpoints: 'deprecated' });
}

function requireAsked(call: Call, world: World, way: PhoneWay): { userId: number; token: OneTimeToken } {
  const userId = requireProver(call, world);
  const token = requireOneTimeToken(call, world, userId);
  checkCan(call, world, token, way);
  return { userId, token };
}
