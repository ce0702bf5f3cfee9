import { generateKeyPairSync, type KeyPairKeyObjectResult } from 'node:crypto';
import { UserTokens } from '../../tokens/user-tokens.ts';
import type { WiseLink } from '../../wise/clients.ts';
import { Secret } from '../../wise/secret.ts';
import { openWithNode, sealDirectWithNode } from '../../wise/testing/jwe-double.ts';
import { startLinked, type Linked } from '../../wise/testing/linked.ts';
import type { Received, Reply } from '../../wise/testing/tls-server.ts';
import { jose, json, ROUTES } from '../../wise/testing/wise-double.ts';
import type { ScaDeps, ScaToken } from '../one-time-token.ts';

export const PROFILE = 50_500_001;
export const TOKEN = '9f5f5812-2609-4e48-8418-b64437c0c7cd';
export const STATUS = 'GET /v1/one-time-token/status';
export const VERIFY_PIN = `POST /v2/profiles/${PROFILE}/pin/verify`;
const BEARER = 'user-token-of-the-test-6f11';

/** RSA takes long: two pairs serve all tests of a file. */
const pairs: KeyPairKeyObjectResult[] = [];
function pair(index: number): KeyPairKeyObjectResult {
  return (pairs[index] ??= generateKeyPairSync('rsa', { modulusLength: 2048 }));
}

/** A Wise double with RSA keys, a user token, and a one-time token with a PIN and a phone challenge. `opened`: what was decrypted so far. */
export type ScaSide = Linked & {
  deps: ScaDeps;
  link: WiseLink;
  sca: ScaToken;
  opened: string[];
  /** Of Wise's encryption key: 0 or 1. */
  wiseKey: { index: number };
  challenges: { pin: boolean; sms: boolean };
  /** As the status endpoint has it. */
  tokenObject(): object;
  /** Opens the request's JWE; seals text under its content key. Throws when it does not decrypt. */
  open(received: Received): (text: string) => Reply;
};

export async function startScaSide(): Promise<ScaSide> {
  const linked = await startLinked();
  const { wise, vault, audit, now, tokens } = linked;
  const opened: string[] = [];
  const wiseKey = { index: 0 };
  const challenges = { pin: false, sms: false };
  const link: WiseLink = { ...linked.link, target: { ...linked.link.target, ownUserToken: new Secret(BEARER) } };
  const tokenObject = () => ({
    oneTimeToken: TOKEN, validity: 3600, actionType: 'TRANSFER__FUND', userId: 6_146_956,
    challenges: [
      { primaryChallenge: { type: 'PIN', viewData: null }, alternatives: [], required: true, passed: challenges.pin },
      { primaryChallenge: { type: 'SMS', viewData: {} }, alternatives: [{ type: 'WHATSAPP', viewData: null }, { type: 'SMOKE_SIGNAL' }], required: true, passed: challenges.sms },
    ],
  });
  wise.routes[ROUTES.wiseKey] = () => json({
    version: wiseKey.index + 1, scope: 'PAYLOAD_ENCRYPTION',
    keyMaterial: { algorithm: 'RSA_OAEP_256', keyMaterial: pair(wiseKey.index).publicKey.export({ format: 'der', type: 'spki' }).toString('base64') },
  });
  wise.routes[STATUS] = ({ headers }) => (headers['one-time-token'] === TOKEN ? json({ oneTimeTokenProperties: tokenObject() }) : { status: 404 });
  return {
    ...linked, link, opened, wiseKey, challenges, tokenObject,
    deps: { vault, audit, now, tokens, userTokens: new UserTokens({ vault, audit, now }) },
    sca: { token: new Secret(TOKEN), profileId: PROFILE, usesDeprecated: false },
    open({ body }) {
      const { text, contentKey } = openWithNode(pair(wiseKey.index).privateKey, body);
      opened.push(text);
      return (answer) => jose(sealDirectWithNode(contentKey, answer));
    },
  };
}
