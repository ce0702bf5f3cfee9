import { PortcullisError } from '../../shared/errors.ts';
import type { Audit, Clock, VaultStore } from '../ports.ts';
import type { WiseLink } from '../wise/clients.ts';
import type { WiseAnswer } from '../wise/exchange.ts';
import type { Secret } from '../wise/secret.ts';
import type { AuthorizedAnswer } from './client-credentials.ts';

export type UserTokensDeps = { vault: VaultStore; audit: Audit; now?: Clock };
type Send = (token: Secret<string>) => Promise<WiseAnswer>;

/** User and personal tokens of the vault, at work: refreshed ahead of time, one refresh at a time per token, its outcome saved before it is used. */
export class UserTokens {
  readonly #deps: UserTokensDeps;

  constructor(deps: UserTokensDeps) {
    this.#deps = deps;
  }

  /** Sends with the token of the connection for what belongs to a profile; the built-in sandbox has one of its own. Throws `TOKEN_MISSING` where there is none, and the errors of `authorized`. */
  async forConnection(link: WiseLink, send: Send): Promise<AuthorizedAnswer> {
    const { userTokenId, ownUserToken } = link.target;
    if (userTokenId !== undefined) return this.authorized(link, userTokenId, send);
    if (!ownUserToken) throw new PortcullisError('TOKEN_MISSING');
    return { answer: await send(ownUserToken), renewed: false };
  }

  /** Sends with a token, refreshed first when it is due. When Wise answers `401` to it, refreshes once and sends once more; a second `401` is answered as it is. */
  async authorized(_link: WiseLink, _tokenId: string, _send: Send): Promise<AuthorizedAnswer> {
    throw new PortcullisError('INTERNAL', { reason: `TODO ${this.#deps.audit.length}` });
  }

  /** Refreshes whether or not it is due. Callers at the same time share one refresh. */
  async refresh(_link: WiseLink, _tokenId: string): Promise<void> {
    throw new PortcullisError('INTERNAL', { reason: 'TODO' });
  }

  /** Saves what has gathered about uses, as before a lock. */
  async flush(): Promise<void> {}

  /** Forgets what is only in memory, as on lock. */
  clear(): void {}
}
