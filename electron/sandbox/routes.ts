import { statusError, type Answer } from './answers.ts';
import type { Call } from './call.ts';
import { activityRoutes } from './endpoints/activities.ts';
import { apiTokensPageRoutes } from './endpoints/api-tokens-page.ts';
import { authenticatedPlaygroundRoutes } from './endpoints/authenticated-playground.ts';
import { balanceRoutes } from './endpoints/balances.ts';
import { batchGroupRoutes } from './endpoints/batch-groups.ts';
import { CA_PATH, certificateRoutes } from './endpoints/certificates.ts';
import { claimAccountRoutes, claimPageRoutes } from './endpoints/claim-account.ts';
import { consentRoutes } from './endpoints/consent.ts';
import { controlRoutes } from './endpoints/control.ts';
import { deviceFingerprintRoutes } from './endpoints/device-fingerprints.ts';
import { faceMapRoutes } from './endpoints/facemaps.ts';
import { facetecRoutes } from './endpoints/facetec.ts';
import { hubPageRoutes } from './endpoints/hub-page.ts';
import { moneyControlRoutes } from './endpoints/money-control.ts';
import { oauthRoutes } from './endpoints/oauth.ts';
import { paymentRoutes } from './endpoints/payments.ts';
import { oneTimeTokenRoutes } from './endpoints/one-time-token.ts';
import { phoneChallengeRoutes } from './endpoints/phone-challenges.ts';
import { phoneNumberRoutes } from './endpoints/phone-numbers.ts';
import { phonePageRoutes, phoneRoutes } from './endpoints/phone-page.ts';
import { pinRoutes } from './endpoints/pin.ts';
import { playgroundRoutes } from './endpoints/playground.ts';
import { profileRoutes } from './endpoints/profiles.ts';
import { publicKeyRoutes } from './endpoints/public-keys.ts';
import { quoteRoutes } from './endpoints/quotes.ts';
import { recipientRoutes } from './endpoints/recipients.ts';
import { statementRoutes } from './endpoints/statements.ts';
import { scaPublicKeyRoutes } from './endpoints/sca-public-keys.ts';
import { subscriptionRoutes, webhookKeyRoutes } from './endpoints/subscriptions.ts';
import { threeDsRoutes } from './endpoints/three-ds.ts';
import { transferRoutes } from './endpoints/transfers.ts';
import { userRoutes } from './endpoints/users.ts';
import { matchPath, type Route } from './route.ts';

/** Wise's endpoints that are about money. */
const MONEY_ROUTES: readonly Route[] = [...balanceRoutes, ...quoteRoutes, ...recipientRoutes, ...transferRoutes, ...paymentRoutes, ...batchGroupRoutes, ...activityRoutes, ...statementRoutes, ...threeDsRoutes];

/** Those of strong customer authentication. */
const SCA_ROUTES: readonly Route[] = [...oneTimeTokenRoutes, ...pinRoutes, ...deviceFingerprintRoutes, ...faceMapRoutes, ...phoneChallengeRoutes, ...phoneNumberRoutes, ...facetecRoutes];

/** Wise's endpoints, one file a group. */
const WISE_ROUTES: readonly Route[] = [...oauthRoutes, ...publicKeyRoutes, ...playgroundRoutes, ...authenticatedPlaygroundRoutes, ...subscriptionRoutes, ...userRoutes, ...claimAccountRoutes, ...profileRoutes, ...SCA_ROUTES, ...MONEY_ROUTES];

/** What Wise shows people on its site. */
const PAGE_ROUTES: readonly Route[] = [...consentRoutes, ...hubPageRoutes, ...apiTokensPageRoutes, ...claimPageRoutes, ...phonePageRoutes];

/** What Wise does behind its pages, and what it publishes there. */
const OWN_ROUTES: readonly Route[] = [...PAGE_ROUTES, ...certificateRoutes, ...webhookKeyRoutes, ...phoneRoutes, ...scaPublicKeyRoutes, ...moneyControlRoutes];

/** Every endpoint there is. */
export const ROUTES: readonly Route[] = [...WISE_ROUTES, ...OWN_ROUTES, ...controlRoutes([...WISE_ROUTES, ...OWN_ROUTES])];

const PAGE_PATHS: ReadonlySet<string> = new Set(PAGE_ROUTES.map(({ path }) => path));

/** What Wise shows people on its site: logged, never under a fault. */
export const isPagePath = (path: string): boolean => PAGE_PATHS.has(path);

/** What the listener of pages serves. */
const FOR_BROWSERS: readonly Route[] = ROUTES.filter(({ path }) => isPagePath(path) || path === '/' || path === CA_PATH);

/** The sandbox's own: never under a fault, and never logged but for pages. */
export const isControlPath = (path: string): boolean => path === '/' || path.startsWith('/__sandbox/');

/** An endpoint, and what a call put in the place of the braces in its path. */
export type FoundRoute = Route & Pick<Call, 'params'>;

/** The endpoint of a call, or the 404 or 405 that says there is none. */
export function findRoute(call: Call, now: number): FoundRoute | Answer {
  const there = (call.listener === 'pages' ? FOR_BROWSERS : ROUTES).flatMap((route): FoundRoute[] => {
    const params = matchPath(route.path, call.path);
    return params ? [{ ...route, params }] : [];
  });
  const route = there.find((candidate) => candidate.method === call.method);
  if (route) return route;
  if (there.length === 0) return statusError(404, call.listener === 'pages' ? 'Only pages for browsers are here.' : 'No such endpoint in the built-in sandbox.', call.path, now);
  const allow = there.map((candidate) => candidate.method).join(', ');
  return statusError(405, `${call.method} is not allowed here; use ${allow}.`, call.path, now, { allow });
}
