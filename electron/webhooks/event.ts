/** What a webhook's body says of itself; members of other shapes are left out. */
export type WebhookEvent = { eventType?: string; schemaVersion?: string; sentAt?: string; subscriptionId?: string };

const MEMBERS = [['eventType', 'event_type'], ['schemaVersion', 'schema_version'], ['sentAt', 'sent_at'], ['subscriptionId', 'subscription_id']] as const;
/** Longest of these that is shown. */
const LONGEST = 100;
const DEEPEST = 100;

/** Undefined for what is no JSON, or is nested deeper than events are: reading that takes the longest. Otherwise the value, which may be anything. */
export function parseJson(text: string): { value: unknown } | undefined {
  if (isDeep(text)) return undefined;
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

/** Whether arrays and objects lie in each other deeper than `DEEPEST`. */
function isDeep(text: string): boolean {
  let [depth, inString] = [0, false];
  for (let index = 0; index < text.length && depth <= DEEPEST; index += 1) {
    const character = text[index]!;
    if (character === '"') inString = !inString;
    else if (inString && character === '\\') index += 1;
    else if (!inString && (character === '[' || character === '{')) depth += 1;
    else if (!inString && (character === ']' || character === '}')) depth -= 1;
  }
  return depth > DEEPEST;
}

/** Foreign text as one short printable line; undefined for anything else. */
export function shortLine(value: unknown, longest = LONGEST): string | undefined {
  if (typeof value !== 'string') return undefined;
  const line = value.slice(0, 4 * longest).replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  return line === '' ? undefined : line.slice(0, longest).toWellFormed();
}
