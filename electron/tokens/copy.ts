import { PortcullisError, toPortcullisError } from '../../shared/errors.ts';
import type { Parsed } from '../../shared/ipc/contract.ts';
import { linkTo } from '../link-to.ts';
import type { Services } from '../services.ts';
import { findToken, tokenName, withToken, withTokenEvent } from './entry.ts';
import { isDue, isRefreshable } from './refresh-entry.ts';
import { applicationConnection } from './summary.ts';

type Copied = { subject: string; says: string; value: string };

/**
 * Puts an access token on the clipboard for 30 s, recorded before it leaves. A user token that is due is refreshed first.
 * Throws `TOKEN_NOT_FOUND`, `TOKEN_ENDED`, `CLIPBOARD_REFUSED`, and the errors of a refresh.
 */
export async function copyToken(services: Services, { tokenId }: Parsed<'tokens.copy'>): Promise<void> {
  const { vault, audit, clipboard } = services;
  const connectionId = applicationConnection(tokenId);
  const { subject, says, value } = connectionId === undefined ? await keptToken(services, tokenId) : applicationToken(services, connectionId);
  await audit({ kind: 'token.copied', outcome: 'ok', subject, says: `${says}, for 30 s` });
  try {
    // The lock has cleared the clipboard by then, and would not again.
    vault.read();
    await clipboard.copy(value, true);
  } catch (thrown) {
    await audit({ kind: 'token.copied', outcome: 'failed', subject, says: toPortcullisError(thrown).code });
    throw thrown;
  }
}

async function keptToken(services: Services, tokenId: string): Promise<Copied> {
  const { vault, userTokens, now } = services;
  const before = findToken(vault.read(), tokenId);
  if (isRefreshable(before) && isDue(before, now())) await userTokens.refresh(await linkTo(services, before.connectionId), tokenId);
  if (!findToken(vault.read(), tokenId).access) throw new PortcullisError('TOKEN_ENDED');
  const at = new Date(now()).toISOString();
  const body = await vault.update((one) => withToken(one, tokenId, (entry) => withTokenEvent(entry, { at, kind: 'copied', says: 'To the clipboard, for 30 s' })));
  const entry = findToken(body, tokenId);
  return { subject: tokenName(entry), says: `${entry.kind} token`, value: entry.access?.value ?? '' };
}

function applicationToken({ vault, tokens }: Services, connectionId: string): Copied {
  const connection = vault.read().connections.find(({ id }) => id === connectionId);
  const token = tokens.of(connectionId);
  if (!connection || !token) throw new PortcullisError('TOKEN_NOT_FOUND');
  return { subject: connection.name, says: 'application token', value: token.value.reveal() };
}
