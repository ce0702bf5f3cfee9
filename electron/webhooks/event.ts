/** What a webhook's body says of itself; members of other shapes are left out. */
export type WebhookEvent = { eventType?: string; schemaVersion?: string; sentAt?: string; subscriptionId?: string };

const MEMBERS = [['eventType', 'event_type'], ['schemaVersion', 'schema_version'], ['sentAt', 'sent_at'], ['subscriptionId', 'subscription_id']] as const;
/** Longest of these that is shown. */
const LONGEST = 100;

/** Undefined for what is no JSON; otherwise the value, which may be anything. */
export function parseJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

/** Undefined when the body is no JSON in UTF-8. */
export function readEvent(body: Buffer): WebhookEvent | undefined {
  const json = parseJson(body.toString('utf8').replace(/^\uFEFF/, ''));
  if (!json) return undefined;
  const { value } = json;
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(MEMBERS.flatMap(([name, member]) => {
    const text = Object.hasOwn(value, member) ? shortLine((value as Record<string, unknown>)[member]) : undefined;
    return text === undefined ? [] : [[name, text]];
  }));
}

/** Foreign text as one short printable line; undefined for anything else. */
export function shortLine(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const line = value.slice(0, 4 * LONGEST).replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  return line === '' ? undefined : line.slice(0, LONGEST);
}
