import type { Method } from '../../shared/ipc/contract.ts';
import type { TokenSummary } from '../../shared/model/tokens.ts';
import type { World } from './scenarios.ts';
import { makeConsent, makeToken, type StandInToken } from './tokens.ts';
import { refuse, type Methods, type StandInTools } from './tools.ts';

type Area = Extract<Method, `consents.${string}`>;

/** How long the person of the stand-in takes on Wise’s page, where the answer comes back by itself. */
const ANSWERS_AFTER_MS = 8000;

/** Consents of the stand-in: a pasted “no” is a refusal, anything else a code; over loopback an answer comes after some seconds. */
export function consentMethods(world: World, { changed, log }: StandInTools, add: (token: StandInToken) => TokenSummary): Pick<Methods, Area> {
  const find = (id: string) => world.consents.find((one) => one.id === id) ?? refuse('CONSENT_NOT_FOUND');
  const labels = new Map<string, string>();
  const drop = (id: string) => {
    world.consents = world.consents.filter((one) => one.id !== id);
    changed('consents');
  };
  const arrive = (id: string): TokenSummary => {
    const consent = find(id);
    const over = world.connections.find((one) => one.id === consent.connectionId) ?? refuse('CONNECTION_NOT_FOUND');
    drop(id);
    log('consent.finished', over.name, 'Wise gave a token');
    const old = world.tokens.find((one) => one.id === consent.tokenId);
    const made = makeToken({ label: labels.get(id) || old?.label || 'Acme Payments Ltd', over, madeIn: 0, ...(old && { id: old.id, isInUse: old.isInUse }) });
    world.tokens = world.tokens.filter((one) => one.id !== made.id);
    return add(made);
  };
  return {
    'consents.list': () => world.consents,
    'consents.start': ({ connectionId, label, tokenId }) => {
      const over = world.connections.find((one) => one.id === connectionId) ?? refuse('CONNECTION_NOT_FOUND');
      if (!over.redirectUri) refuse('REDIRECT_URI_MISSING');
      const consent = makeConsent(over, { startedAt: new Date().toISOString(), ...(tokenId && { tokenId }) });
      world.consents = [consent, ...world.consents];
      labels.set(consent.id, label);
      log('consent.started', over.name, '');
      changed('consents');
      if (consent.comesBackBy === 'loopback') setTimeout(() => world.consents.some((one) => one.id === consent.id) && arrive(consent.id), ANSWERS_AFTER_MS);
      return consent;
    },
    'consents.reopen': ({ consentId }) => find(consentId),
    'consents.finish': ({ consentId, pasted }) => {
      if (pasted === 'no') refuse('CONSENT_DENIED', { wiseCode: 'access_denied', wiseMessage: 'The user denied access.' });
      if (/state=other/u.test(pasted)) refuse('CONSENT_STATE');
      return arrive(consentId);
    },
    'consents.cancel': ({ consentId }) => {
      drop(consentId);
      return {};
    },
  };
}
