import type { FieldError } from './answers.ts';
import { fieldErrors, statusError } from './answers.ts';
import { mediaType, quote, type Call, type Require } from './call.ts';
import { isRecord, parseJson } from './decode.ts';

/** The body as a JSON object. Ends the call with 415 for another content type, with 400 for anything but an object. */
export function requireJsonObject(call: Call, now: number): Record<string, unknown> {
  const isJson: Require = call.checks.refusingWith((words) => statusError(415, words, call.path, now));
  const type = mediaType(call.headers['content-type']);
  isJson('content-type', type === 'application/json', 'The body is JSON.', `Content-Type must be application/json; it is ${quote(type)}.`);
  const body = parseJson(call.body.toString());
  const isObject: Require = call.checks.refusingWith((words) => fieldErrors(400, [fieldError('', words)]));
  isObject('body', isRecord(body), 'The body is a JSON object.', 'The body must be a JSON object.');
  return body;
}

/** One thing that a field of a body must be. */
export interface FieldRule {
  readonly path: string;
  /** What it must be, such as "an email address". */
  readonly rule: string;
  readonly fits: (value: unknown) => boolean;
  /** Its value is not repeated in the log nor in the answer. */
  readonly isSecret?: boolean;
}

/** Notes each check; ends the call with 400 and every field that does not fit. */
export function requireFields(call: Call, body: Record<string, unknown>, rules: readonly FieldRule[]): void {
  const errors = rules.flatMap(({ path, rule, fits, isSecret }): FieldError[] => {
    const ok = fits(body[path]);
    const found = `${path} must be ${rule}${isSecret ? '.' : `; it is ${quote(body[path])}.`}`;
    call.checks.note(path, ok, ok ? `${path} is ${rule}.` : found);
    return ok ? [] : [fieldError(path, found)];
  });
  const check: Require = call.checks.refusingWith(() => fieldErrors(400, errors));
  if (errors.length > 0) check('fields', false, '', 'The fields named do not fit.');
}

const fieldError = (path: string, message: string): FieldError => ({ code: 'NOT_VALID', message, path, arguments: [] });
