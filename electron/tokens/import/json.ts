import { unreadable } from './text.ts';

/** Throws `TOKEN_IMPORT_UNREADABLE`; the parser's own words would quote the text. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unreadable('It begins like JSON but is not, or something stands after its end.');
  }
}

/** A member of its own that an object has, whatever that is called; else undefined. */
export function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
}

/** A text member; '' for anything else. */
export function textField(value: unknown, name: string): string {
  const found = field(value, name);
  return typeof found === 'string' ? found : '';
}

/** A list member; empty for anything else. */
export function listField(value: unknown, name: string): readonly unknown[] {
  const found = field(value, name);
  return Array.isArray(found) ? found : [];
}
