import type { WebhookSubscription } from '../../../shared/model/webhooks.ts';
import type { Sort } from '../../components/sort-button.tsx';

const VALUES: Record<string, (one: WebhookSubscription) => string> = {
  name: (one) => one.name.toLocaleLowerCase('en'),
  event: (one) => one.triggerOn,
  url: (one) => one.url,
  mtls: (one) => String(one.mtlsEnabled ?? ''),
  made: (one) => one.createdAt ?? '',
};

/** By a column; what is alike there stays in the order it came. */
export function sortSubscriptions(list: readonly WebhookSubscription[], { by, down }: Sort): WebhookSubscription[] {
  const value = VALUES[by] ?? (() => '');
  const sign = down ? -1 : 1;
  return list.toSorted((a, b) => {
    const [left, right] = [value(a), value(b)];
    if (left === right) return 0;
    return left < right ? -sign : sign;
  });
}

/** Those in which every word typed is found somewhere. */
export function searchSubscriptions(list: readonly WebhookSubscription[], text: string): readonly WebhookSubscription[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return list;
  return list.filter((one) => {
    const all = `${one.id} ${one.name} ${one.triggerOn} ${one.version} ${one.url}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
}
