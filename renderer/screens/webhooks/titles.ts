import type { WiseCaView } from '../../../shared/model/certificates.ts';
import type { ReceiverView, WebhookSubscription } from '../../../shared/model/webhooks.ts';
import type { Domain } from './access.ts';

const count = (number: number, one: string, many = `${one}s`): string => `${number.toLocaleString('en')} ${number === 1 ? one : many}`;

/** What is subscribed. */
export function subscriptionsTitle(domain: Domain, list: readonly WebhookSubscription[] | undefined, isLacking: boolean): string {
  const whose = domain === 'application' ? 'the application' : 'this profile';
  if (isLacking) return `Something is missing to see what ${whose} gets`;
  if (!list) return `What Wise tells ${whose}`;
  if (list.length === 0) return `Wise tells ${whose} nothing yet`;
  const withoutMtls = list.filter((one) => one.mtlsEnabled === false).length;
  const words = `${count(list.length, 'subscription')} of ${whose}`;
  return withoutMtls === 0 ? words : `${words}, ${withoutMtls.toLocaleString('en')} without mTLS`;
}

/** Whether it listens, and how what arrived stands. */
export function receiverTitle(view: ReceiverView | undefined): string {
  if (!view?.isRunning) return 'See what a webhook looks like when it arrives';
  const { deliveries, refused } = view;
  if (deliveries.length === 0) return refused.length === 0 ? 'Listening; nothing has arrived yet' : 'Listening; every sender was turned away';
  const bad = deliveries.filter(({ verdict }) => !verdict.ok).length;
  const arrived = `${count(deliveries.length, 'delivery', 'deliveries')} arrived`;
  return bad === 0 ? `${arrived}, ${deliveries.length === 1 ? 'verified' : 'all verified'}` : `${arrived}, ${bad.toLocaleString('en')} not verified`;
}

/** Whether the authority behind Wise's senders is known. */
export function wiseCaTitle(view: WiseCaView | undefined): string {
  if (!view) return 'Wise’s CA';
  if (view.source === 'built-in') return 'The built-in sandbox brings its own CA';
  return view.source === 'none' ? 'Wise’s CA is not here yet' : view.certificates.length === 1 ? 'Wise’s CA is here' : `Wise’s CA is here, a chain of ${view.certificates.length}`;
}
