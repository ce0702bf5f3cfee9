import type { ChallengeType, PhoneChallenge } from '../../shared/model/approvals.ts';
import type { Services } from '../services.ts';
import type { WiseLink } from '../wise/clients.ts';
import type { Secret } from '../wise/secret.ts';

export type ScaDeps = Pick<Services, 'vault' | 'audit' | 'now' | 'tokens' | 'userTokens'>;

/** A one-time token and where its challenges are cleared. */
export type ScaToken = { token: Secret<string>; profileId: number; usesDeprecated: boolean };

/** What Wise tells of a one-time token. */
export type TokenStatus = {
  /** In Wise's order. `ways`: the primary one first; types that are not known here stand in `unknown`. */
  challenges: { required: boolean; passed: boolean; ways: ChallengeType[]; unknown: string[] }[];
  /** Until it ends. */
  validitySeconds: number;
  actionType?: string;
  userId?: number;
};

/** One proof. The bytes are UTF-8 (of a PIN or code its digits, of a face map its base64); whoever made the buffer fills it with zeros afterwards. */
export type Proof = { way: ChallengeType; value: Buffer };

/** No challenge is required and not passed. */
export function isClear({ challenges }: TokenStatus): boolean {
  return challenges.every(({ required, passed }) => passed || !required);
}

/** `GET /v1/one-time-token/status`, or its older path. Throws `SCA_TOKEN_ENDED`, `SCA_OTHER_TOKEN`, and as `WiseClient.send`. */
export async function askStatus(_deps: ScaDeps, _link: WiseLink, _sca: ScaToken): Promise<TokenStatus> {
  throw new Error('TODO');
}

/** Has Wise send a code to the phone; answers Wise's hint of the number. Throws `SCA_NOT_ENROLLED`, `SCA_TOKEN_ENDED`. */
export async function triggerCode(_deps: ScaDeps, _link: WiseLink, _sca: ScaToken, _way: PhoneChallenge): Promise<{ hint?: string }> {
  throw new Error('TODO');
}

/**
 * Gives one proof and answers what is left. PIN and fingerprint leave as JWE with direct encryption; an answer that cannot be decrypted is not believed: the status is asked for instead.
 * Counts wrong tries in a row per profile in the vault (electron/factors/tries.ts). Throws `SCA_WRONG_PROOF`, `SCA_NOT_ENROLLED`, `SCA_BLOCKED`, `SCA_TOKEN_ENDED`, `SCA_OTHER_TOKEN`.
 */
export async function verifyProof(_deps: ScaDeps, _link: WiseLink, _sca: ScaToken, _proof: Proof): Promise<TokenStatus> {
  throw new Error('TODO');
}

/** `POST /v2/profiles/{profileId}/sca-sessions/authorise`. Throws `SCA_BLOCKED`. */
export async function startSession(_deps: ScaDeps, _link: WiseLink, _profileId: number): Promise<{ token: Secret<string>; status: TokenStatus }> {
  throw new Error('TODO');
}
