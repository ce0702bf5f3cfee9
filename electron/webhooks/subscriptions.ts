import { PortcullisError, toPortcullisError } from '../../shared/errors.ts';
import type { Output, Parsed } from '../../shared/ipc/contract.ts';
import type { AuditKind } from '../../shared/model/views.ts';
import type { WebhookScope } from '../../shared/model/webhooks.ts';
import { resolveConnection, type ResolveDeps } from '../connections/resolve.ts';
import type { Services } from '../services.ts';
import type { WiseLink } from '../wise/clients.ts';
import { errorFromAnswer } from '../wise/errors.ts';
import type { WiseAnswer } from '../wise/exchange.ts';
import { outcomeOf } from '../wise/run-audit.ts';
import type { Secret } from '../wise/secret.ts';
import {
  createSubscription, deleteSubscription, readDeleted, readSubscription, readSubscriptions, readTestNotifications, requestSubscriptions, requestTestNotifications, type SubscriptionOwner,
} from '../wise/webhook-subscriptions.ts';

export type SubscriptionDeps = ResolveDeps & Pick<Services, 'clients' | 'tokens' | 'userTokens' | 'audit' | 'changed'>;

type Call = (token: Secret<string>, owner: SubscriptionOwner, link: WiseLink) => Promise<WiseAnswer>;
type Work<T> = {
  connectionId: string;
  scope: WebhookScope;
  kind: AuditKind;
  call: Call;
  read: (answer: WiseAnswer) => T;
  /** What was done, for the audit log; `done` is undefined when it was not. */
  says: (done: T | undefined) => string;
};

/** All of them throw the client's, the token's and the answer's errors, `CONNECTION_NOT_FOUND`, `WEBHOOK_ACCESS_MISSING` with the field that the connection lacks, and `TOKEN_MISSING` or `TOKEN_REFUSED` for what belongs to a profile. */
export async function listSubscriptions(services: SubscriptionDeps, { connectionId, scope }: Parsed<'webhooks.list'>): Promise<Output<'webhooks.list'>> {
  return audited(services, {
    connectionId, scope, kind: 'webhook.listed',
    call: (token, owner, { client }) => requestSubscriptions(client, token, owner),
    read: (answer) => readSubscriptions(answer, scope),
    says: (found) => `${found ? `${found.length} ` : ''}webhook subscriptions of ${nameOf(scope)}`,
  });
}

export async function subscribe(services: SubscriptionDeps, { connectionId, scope, ...wanted }: Parsed<'webhooks.subscribe'>): Promise<Output<'webhooks.subscribe'>> {
  // The path of the address is often its only secret.
  const what = `${wanted.triggerOn} to ${new URL(wanted.url).host}${wanted.mtlsEnabled ? ' over mTLS' : ''}, of ${nameOf(scope)}`;
  const made = await audited(services, {
    connectionId, scope, kind: 'webhook.subscribed',
    call: (token, owner, { client }) => createSubscription(client, token, owner, wanted),
    read: (answer) => readSubscription(answer, scope),
    says: (done) => (done ? `${what}, subscription ${done.id}` : what),
  });
  services.changed('webhooks');
  return made;
}

export async function testSubscription(services: SubscriptionDeps, { connectionId, subscriptionId }: Parsed<'webhooks.test'>): Promise<Output<'webhooks.test'>> {
  const deliveryIds = await audited(services, {
    connectionId, scope: { domain: 'application' }, kind: 'webhook.tested',
    call: (token, owner, { client }) => requestTestNotifications(client, token, owner, subscriptionId),
    read: readTestNotifications,
    says: (ids) => `subscription ${subscriptionId}${ids ? `, ${ids.length} test notifications queued` : ''}`,
  });
  return { deliveryIds };
}

export async function unsubscribe(services: SubscriptionDeps, { connectionId, scope, subscriptionId }: Parsed<'webhooks.unsubscribe'>): Promise<Output<'webhooks.unsubscribe'>> {
  await audited(services, {
    connectionId, scope, kind: 'webhook.unsubscribed',
    call: (token, owner, { client }) => deleteSubscription(client, token, owner, subscriptionId),
    read: readDeleted,
    says: () => `subscription ${subscriptionId} of ${nameOf(scope)}`,
  });
  services.changed('webhooks');
  return {};
}

/** Sends with the token that the scope asks for, reads the answer, and records what came of it. */
async function audited<T>(services: SubscriptionDeps, { connectionId, scope, kind, call, read, says }: Work<T>): Promise<T> {
  const link = services.clients.link(await resolveConnection(services, connectionId));
  const subject = link.target.name;
  try {
    const done = read(await send(services, link, scope, call));
    await services.audit({ kind, outcome: 'ok', subject, says: says(done) });
    return done;
  } catch (thrown) {
    const { code, details } = toPortcullisError(thrown);
    const trace = details.traceId === undefined ? '' : `, trace ${details.traceId}`;
    // The call may have gone through: that it could not be written down is told as it is.
    if (code !== 'AUDIT_UNWRITABLE') await services.audit({ kind, outcome: outcomeOf(code), subject, says: `${says(undefined)}: ${code}${trace}` });
    throw thrown;
  }
}

async function send({ tokens, userTokens }: Pick<Services, 'tokens' | 'userTokens'>, link: WiseLink, scope: WebhookScope, call: Call): Promise<WiseAnswer> {
  const { clientKey } = link.target;
  if (scope.domain === 'profile') {
    const { answer } = await userTokens.forConnection(link, (token) => call(token, scope, link));
    if (answer.status === 401) throw errorFromAnswer(answer, 'TOKEN_REFUSED');
    return answer;
  }
  if (!clientKey) throw new PortcullisError('WEBHOOK_ACCESS_MISSING', { field: 'clientKey' });
  const { answer } = await tokens.authorized(link, (token) => call(token, { domain: 'application', clientKey }, link));
  return answer;
}

function nameOf(scope: WebhookScope): string {
  return scope.domain === 'application' ? 'the application' : `profile ${scope.profileId}`;
}
