import type { FieldError } from './answers.ts';
import { quote, type Checks } from './call.ts';
import { isRecord } from './decode.ts';
import type { Subscription } from './state.ts';

/** What a caller chooses of a subscription. */
export type SubscriptionFields = Pick<Subscription, 'name' | 'triggerOn' | 'version' | 'url' | 'mtlsEnabled'>;

interface FieldCheck {
  readonly path: string;
  readonly rule: string;
  readonly fits: (value: unknown) => boolean;
}

const MOST_NAME = 100;
const MOST_URL = 2000;
const matches = (form: RegExp) => (value: unknown): boolean => typeof value === 'string' && value.length <= MOST_NAME && form.test(value);

/** By their path in the body, in the order in which they are read. */
const FIELD_CHECKS: readonly FieldCheck[] = [
  { path: 'name', rule: `a text of 1 to ${MOST_NAME} characters`, fits: (value) => typeof value === 'string' && value.trim() !== '' && value.length <= MOST_NAME },
  { path: 'trigger_on', rule: 'an event type such as transfers#state-change', fits: matches(/^[a-z0-9-]+#[a-z0-9-]+$/) },
  { path: 'delivery.version', rule: 'a semantic version such as 4.0.0', fits: matches(/^\d+\.\d+\.\d+$/) },
  { path: 'delivery.url', rule: 'an https address', fits: isHttpsUrl },
  { path: 'delivery.mtls_enabled', rule: 'true, false or left out', fits: (value) => value === undefined || typeof value === 'boolean' },
];

/** Checks a body of the create call field by field and notes each check. */
export function readSubscription(checks: Checks, body: unknown): { fields: SubscriptionFields } | { errors: FieldError[] } {
  const isObject = isRecord(body) && isRecord(body['delivery']);
  const words = isObject ? 'The body is an object with delivery.' : 'The body must be a JSON object with an object delivery in it.';
  checks.note('body', isObject, words);
  if (!isObject) return { errors: [fieldError(isRecord(body) ? 'delivery' : '', words)] };
  const { name, trigger_on: triggerOn } = body;
  const { version, url, mtls_enabled: mtls } = body['delivery'] as Record<string, unknown>;
  const values = [name, triggerOn, version, url, mtls];
  const errors = FIELD_CHECKS.flatMap(({ path, rule, fits }, index) => {
    const ok = fits(values[index]);
    const found = `${path} must be ${rule}; it is ${quote(values[index])}.`;
    checks.note(path, ok, ok ? `${path} is ${rule}.` : found);
    return ok ? [] : [fieldError(path, found)];
  });
  return errors.length > 0 ? { errors } : { fields: { name, triggerOn, version, url, mtlsEnabled: mtls === true } as SubscriptionFields };
}

function isHttpsUrl(value: unknown): boolean {
  return typeof value === 'string' && value.length <= MOST_URL && URL.canParse(value) && new URL(value).protocol === 'https:';
}

const fieldError = (path: string, message: string): FieldError => ({ code: 'NOT_VALID', message, path, arguments: [] });
