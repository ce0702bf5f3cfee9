import { PortcullisError, toPortcullisError } from '../../shared/errors.ts';
import type { WiseUser } from '../../shared/model/tokens.ts';
import type { Services } from '../services.ts';
import type { WiseLink } from '../wise/clients.ts';
import { readClaimCode, requestClaimCode } from '../wise/claim-account.ts';
import { errorFromAnswer } from '../wise/errors.ts';
import type { WiseAnswer } from '../wise/exchange.ts';
import { outcomeOf } from '../wise/run-audit.ts';
import { Secret } from '../wise/secret.ts';
import { findUser, userName, withUser } from './entry.ts';
import { viewUser } from './view.ts';

export type ClaimDeps = Pick<Services, 'vault' | 'audit' | 'now' | 'clipboard'> & { userTokens: Pick<Services['userTokens'], 'authorized'> };

/**
 * Has Wise make a code with which the person takes the account over, and puts it on the clipboard, from which it is cleared again; it is kept nowhere.
 * Throws `USER_NOT_FOUND`, `TOKEN_MISSING`, `USER_CODE_REFUSED` once the account was claimed, `CLIPBOARD_REFUSED`, and the errors of the call.
 */
export async function copyClaimCode(deps: ClaimDeps, link: WiseLink, id: string): Promise<WiseUser> {
  const { vault, audit, now, clipboard } = deps;
  const user = findUser(vault.read(), id);
  const line = { kind: 'user.claim-code', subject: userName(user) } as const;
  try {
    const code = await fetchCode(deps, link, id);
    const body = await vault.update((before) => withUser(before, id, (one) => ({ ...one, claimCodeAt: new Date(now()).toISOString() })));
    await audit({ ...line, outcome: 'ok', says: 'made, and copied to the clipboard' });
    // The lock has cleared the clipboard by then, and would not again.
    vault.read();
    await clipboard.copy(code.reveal(), true);
    return viewUser(findUser(body, id), body);
  } catch (thrown) {
    const { code, details } = toPortcullisError(thrown);
    const trace = details.traceId === undefined ? '' : `, trace ${details.traceId}`;
    if (code !== 'VAULT_LOCKED' && code !== 'AUDIT_UNWRITABLE') await audit({ ...line, outcome: outcomeOf(code), says: `${code}${trace}` });
    throw thrown;
  }
}

async function fetchCode({ vault, userTokens }: ClaimDeps, link: WiseLink, id: string): Promise<Secret<string>> {
  const { tokenId, registrationCode } = findUser(vault.read(), id);
  if (tokenId === undefined) throw new PortcullisError('TOKEN_MISSING');
  const { answer } = await userTokens.authorized(link, tokenId, async (token) => {
    const one = await requestClaimCode(link.client, token, new Secret(registrationCode));
    // Said of the code, not of the token: that is not refreshed for it, nor taken for dead.
    if (isAboutCode(one)) throw errorFromAnswer(one, 'USER_CODE_REFUSED');
    return one;
  });
  if (answer.status === 401) throw errorFromAnswer(answer, 'TOKEN_REFUSED');
  return readClaimCode(answer);
}

function isAboutCode(answer: WiseAnswer): boolean {
  return answer.status >= 400 && answer.status <= 499 && errorFromAnswer(answer).details.field === 'registrationCode';
}
