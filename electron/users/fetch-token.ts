import type { Services } from '../services.ts';
import type { WiseLink } from '../wise/clients.ts';
import { errorFromAnswer } from '../wise/errors.ts';
import type { WiseAnswer } from '../wise/exchange.ts';
import { readGrantedToken, requestToken } from '../wise/oauth.ts';
import type { StepNotes } from '../wise/run-recorder.ts';
import { Secret } from '../wise/secret.ts';
import { findUser, withoutSignUp, withUser } from './entry.ts';
import { withUserToken } from './save-token.ts';
import type { SignedUp } from './sign-up.ts';

export type FetchTokenDeps = Pick<Services, 'vault' | 'now' | 'tokens'>;

/**
 * The grant `registration_code`; the token is saved before anything is done with it. Answers its id.
 * Throws `USER_CODE_REFUSED`, `USER_EXISTS` where the code shows that the user of this address is another, and the errors of the call.
 */
export async function fetchUserToken(deps: FetchTokenDeps, link: WiseLink, id: string, { doubtful }: SignedUp, notes: StepNotes): Promise<string> {
  const { vault, now } = deps;
  const { email, registrationCode } = findUser(vault.read(), id);
  const answer = await requestToken(link, { grant_type: 'registration_code', email, registration_code: new Secret(registrationCode) });
  notes.request(answer.exchange, 'grant_type=registration_code&email=…&registration_code=[secret]&client_id=…');
  notes.response(answer.exchange);
  await assertTaken(deps, link, id, { answer, doubtful });
  const granted = readGrantedToken(answer);
  let tokenId = '';
  await vault.update((body) => {
    const next = withUserToken(body, id, granted, now());
    tokenId = next.tokenId;
    return next.body;
  });
  notes.says = `Wise took the registration code. The token${granted.refresh ? ' and its refresh token lie' : ' lies'} in the vault.`;
  return tokenId;
}

async function assertTaken({ vault, tokens }: FetchTokenDeps, link: WiseLink, id: string, { answer, doubtful }: SignedUp & { answer: WiseAnswer }): Promise<void> {
  if (!isRefusal(answer)) return;
  // Wise refuses a wrong client secret with the same words: whether the client gets a token of its own tells the two apart.
  await tokens.renew(link);
  if (!doubtful) throw errorFromAnswer(answer, 'USER_CODE_REFUSED');
  await vault.update((body) => withUser(body, id, (one) => withoutSignUp(one, true)));
  throw errorFromAnswer(answer, 'USER_EXISTS');
}

function isRefusal(answer: WiseAnswer): boolean {
  return (answer.status === 400 || answer.status === 401) && errorFromAnswer(answer).details.wiseCode === 'invalid_grant';
}
