import type { Output, Parsed } from '../../shared/ipc/contract.ts';
import { findConnection } from '../connections/resolve.ts';
import type { Services } from '../services.ts';
import { findConsent, withoutOld } from './entry.ts';
import { consentView, type ViewDeps } from './view.ts';

/** Newest first; those of yesterday are dropped. */
export async function listConsents(deps: ViewDeps & Pick<Services, 'now'>): Promise<Output<'consents.list'>> {
  const { vault, consentInbox, now } = deps;
  const before = vault.read();
  const body = withoutOld(before, now()) === before ? before : await vault.update((newest) => withoutOld(newest, now()));
  const dropped = before.consents.filter(({ id }) => !body.consents.some((one) => one.id === id));
  await Promise.all(dropped.map(({ id }) => consentInbox.forget(id)));
  const ofConnections = body.consents.filter(({ connectionId }) => body.connections.some(({ id }) => id === connectionId));
  return Promise.all(ofConnections.toReversed().map((entry) => consentView(deps, entry)));
}

/** Throws `CONSENT_NOT_FOUND`. */
export async function cancelConsent({ vault, audit, consentInbox }: Pick<Services, 'vault' | 'audit' | 'consentInbox'>, { consentId }: Parsed<'consents.cancel'>): Promise<Output<'consents.cancel'>> {
  const { connectionId } = findConsent(vault.read(), consentId);
  const body = await vault.update((newest) => ({ ...newest, consents: newest.consents.filter(({ id }) => id !== consentId) }));
  await consentInbox.forget(consentId);
  await audit({ kind: 'consent.cancelled', outcome: 'ok', subject: findConnection(body, connectionId).name, says: 'nothing waits for its answer any more' });
  return {};
}
