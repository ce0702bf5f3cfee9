import { ALGORITHMS, SCOPES } from '../../shared/model/algorithms.ts';
import type { FieldError } from './answers.ts';
import { quote, type Checks } from './call.ts';
import { parseWiseDate } from './dates.ts';
import { isRecord } from './decode.ts';
import { readKeyMaterial } from './key-material.ts';
import type { UploadedKey } from './state.ts';

/** Any UUID in its 36-character form. */
export const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The body of an upload, as far as it has these fields. */
type Fields = Partial<Record<'keyId' | 'scope' | 'validFrom' | 'validTill' | 'algorithm' | 'keyMaterial', unknown>>;

interface FieldCheck {
  readonly path: string;
  readonly held: string;
  /** Why the field does not fit, or undefined. */
  readonly fault: (fields: Fields) => string | undefined;
}

const DATE_FORM = 'must be a date as yyyy-MM-dd HH:mm:ss in UTC';

const FIELD_CHECKS: readonly FieldCheck[] = [
  { path: 'keyId', held: 'keyId is a UUID.', fault: ({ keyId }) => (typeof keyId === 'string' && UUID.test(keyId) ? undefined : `keyId must be a UUID; it is ${quote(keyId)}.`) },
  { path: 'scope', held: 'scope is known.', fault: ({ scope }) => (Object.values<unknown>(SCOPES).includes(scope) ? undefined : `scope must be PAYLOAD_SIGNING or PAYLOAD_ENCRYPTION; it is ${quote(scope)}.`) },
  { path: 'publicKeyMaterial.algorithm', held: 'algorithm fits the scope.', fault: algorithmFault },
  { path: 'validFrom', held: 'validFrom is a date.', fault: ({ validFrom }) => (parseWiseDate(validFrom) === undefined ? `validFrom ${DATE_FORM}; it is ${quote(validFrom)}.` : undefined) },
  { path: 'validTill', held: 'validTill is a date after validFrom.', fault: validTillFault },
  { path: 'publicKeyMaterial.keyMaterial', held: 'keyMaterial is a public key for that algorithm.', fault: keyMaterialFault },
];

/** Checks a body of the upload call field by field and notes each check. */
export function readUpload(checks: Checks, body: unknown): { key: UploadedKey } | { errors: FieldError[] } {
  const isObject = isRecord(body) && isRecord(body['publicKeyMaterial']);
  const words = isObject ? 'The body is an object with publicKeyMaterial.' : 'The body must be a JSON object with an object publicKeyMaterial in it.';
  checks.note('body', isObject, words);
  if (!isObject) return { errors: [fieldError('', words)] };
  const { keyId, scope, validFrom, validTill } = body;
  const { algorithm, keyMaterial } = body['publicKeyMaterial'] as Record<string, unknown>;
  const fields: Fields = { keyId, scope, validFrom, validTill, algorithm, keyMaterial };
  const errors = FIELD_CHECKS.flatMap(({ path, held, fault }) => {
    const found = fault(fields);
    checks.note(path, found === undefined, found ?? held);
    return found === undefined ? [] : [fieldError(path, found)];
  });
  return errors.length > 0 ? { errors } : { key: fields as UploadedKey };
}

/** Whether Wise takes this algorithm (by Wise's name) in this scope. */
export function algorithmFits(wiseName: unknown, scope: unknown): boolean {
  const found = ALGORITHMS.find((a) => a.wiseName === wiseName);
  return found !== undefined && SCOPES[found.use] === scope;
}

function algorithmFault({ algorithm, scope }: Fields): string | undefined {
  if (algorithmFits(algorithm, scope)) return undefined;
  const fitting = ALGORITHMS.filter((a) => SCOPES[a.use] === scope).map((a) => a.wiseName);
  const wanted = fitting.length > 0 ? fitting : ALGORITHMS.map((a) => a.wiseName);
  return `algorithm must be ${wanted.join(', ')} for scope ${quote(scope)}; it is ${quote(algorithm)}.`;
}

function validTillFault({ validFrom, validTill }: Fields): string | undefined {
  const from = parseWiseDate(validFrom);
  const till = parseWiseDate(validTill);
  if (till === undefined) return `validTill ${DATE_FORM}; it is ${quote(validTill)}.`;
  return from !== undefined && till <= from ? `validTill must be after validFrom; it is ${quote(validTill)}.` : undefined;
}

function keyMaterialFault({ algorithm, keyMaterial }: Fields): string | undefined {
  const known = ALGORITHMS.find((a) => a.wiseName === algorithm);
  if (!known) return 'keyMaterial cannot be checked without a known algorithm.';
  const reading = readKeyMaterial(known.wiseName, keyMaterial);
  return 'fault' in reading ? reading.fault : undefined;
}

const fieldError = (path: string, message: string): FieldError => ({ code: 'NOT_VALID', message, path, arguments: [] });
