import { isBruno, isBrunoJson, readBruno, readBrunoJson } from './bruno.ts';
import { isEnvFile, readEnvFile } from './env-file.ts';
import { field, parseJson } from './json.ts';
import type { ReadFile } from './named-value.ts';
import { readPlainText } from './plain-text.ts';
import { readPostmanCollection, readPostmanEnvironment } from './postman.ts';
import { textOf, unreadable } from './text.ts';

/** Reads a file of a program that keeps credentials, whatever it is called. Throws `TOKEN_IMPORT_UNREADABLE` with the reason, never with a piece of it. */
export async function readFile(bytes: Uint8Array, fileName: string | undefined): Promise<ReadFile> {
  const text = textOf(bytes);
  if (/^\s*[{[]/.test(text)) return readJson(parseJson(text));
  if (isBruno(text)) return readBruno(text, fileName);
  return isEnvFile(text) && !isTokenWithPadding(text) ? readEnvFile(text, fileName) : readPlainText(text);
}

/** Base64 with its padding looks like a name without a value. */
function isTokenWithPadding(text: string): boolean {
  return /^[A-Za-z0-9\-._~+/]{20,}={1,2}$/.test(text.trim()) && !/^[A-Z0-9_]+=$/.test(text.trim());
}

type Kind = readonly [is: (json: unknown) => boolean, read: (json: unknown) => ReadFile];

const KINDS: readonly Kind[] = [
  [(json) => Array.isArray(field(json, 'values')), readPostmanEnvironment],
  [(json) => Array.isArray(field(json, 'item')), readPostmanCollection],
  [(json) => Array.isArray(field(json, 'requests')), () => {
    throw unreadable('It is a Postman collection of version 1. Export it as version 2.1.');
  }],
  [isBrunoJson, readBrunoJson],
];

/** Postman’s API wraps what its export does not. */
function readJson(json: unknown): ReadFile {
  const inner = field(json, 'environment') ?? field(json, 'collection') ?? json;
  const kind = KINDS.find(([is]) => is(inner));
  if (!kind) throw unreadable('It is JSON, but neither a Postman environment nor a collection, nor the bruno.json of a Bruno collection.');
  return kind[1](inner);
}
