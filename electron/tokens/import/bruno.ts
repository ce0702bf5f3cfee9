import { field, listField, textField } from './json.ts';
import { FileNotes, line, titled, type ReadFile, type Role } from './named-value.ts';
import { unreadable } from './text.ts';

type Param = readonly [kind: string, key: string, role: Role, title: string];

const AUTH_PARAMS: readonly Param[] = [
  ['bearer', 'token', 'bearer', 'Bearer token'],
  ['oauth2', 'clientId', 'client-id', 'Client id'],
  ['oauth2', 'clientSecret', 'client-secret', 'Client secret'],
  ['basic', 'username', 'client-id', 'User name'],
  ['basic', 'password', 'client-secret', 'Password'],
];
const AUTH_ADDRESSES = ['accessTokenUrl', 'authorizationUrl', 'refreshTokenUrl'] as const;

/** Blocks at the left margin that a `.bru` file begins with. */
const BEGINS = /^\s*(?:meta|vars|auth|headers|get|post|put|delete|patch|options|head|connect|trace|http|params|query|docs|script|tests)(?::[\w-]+)* ?[{[]/;
const IS_ENVIRONMENT = /^\s*(?:vars(?::secret)? ?[{[]|color:)/;
const HAS_METHOD = /^(?:get|post|put|delete|patch|options|head|connect|trace|http) ?\{/m;
/** Blocks of free text, in which nothing is looked for: reading them costs more than all the rest. */
const FREE_TEXT = /^(?:docs|tests|script:[\w-]+|body|body:(?:json|text|xml|sparql|graphql(?::vars)?)|example) ?\{$/;
/** What the parser of Bruno reads in well under a second. */
const MOST_CHARACTERS = 64_000;

export function isBruno(text: string): boolean {
  return BEGINS.test(text);
}

/** An environment, a request, or `collection.bru` and `folder.bru`. Throws `TOKEN_IMPORT_UNREADABLE`. */
export async function readBruno(text: string, fileName: string | undefined): Promise<ReadFile> {
  const short = withoutFreeText(text);
  if (short.length > MOST_CHARACTERS) throw unreadable('It is larger than 64 KB, which is more than is read of a Bruno file. Take only the part that holds the token.');
  const { default: lang } = await import('@usebruno/lang');
  try {
    if (IS_ENVIRONMENT.test(short)) return environmentOf(lang.bruToEnvJsonV2(short), fileName);
    const isRequest = HAS_METHOD.test(short);
    return requestOf(isRequest ? lang.bruToJsonV2(short) : lang.collectionBruToJson(short), isRequest ? 'Bruno request' : 'Bruno collection', fileName);
  } catch {
    // Its own words quote the file.
    throw unreadable('It looks like a Bruno file, but Bruno’s own parser cannot read it.');
  }
}

/** `bruno.json`, which names a collection and holds no credentials. */
export function readBrunoJson(json: unknown): ReadFile {
  return new FileNotes().file('bruno', titled('Bruno collection', textField(json, 'name')));
}

export function isBrunoJson(json: unknown): boolean {
  return textField(json, 'type') === 'collection' && field(json, 'version') !== undefined && field(json, 'name') !== undefined;
}

function environmentOf(read: unknown, fileName: string | undefined): ReadFile {
  const notes = new FileNotes();
  for (const one of listField(read, 'variables')) noteVariable(notes, one);
  return notes.file('bruno', titled('Bruno environment', nameOf(fileName)));
}

function requestOf(read: unknown, what: string, fileName: string | undefined): ReadFile {
  const notes = new FileNotes();
  const name = textField(field(read, 'meta'), 'name') || nameOf(fileName);
  const [where, group] = [line(name) || what, 'request'];
  notes.address(group, textField(field(read, 'http'), 'url'));
  for (const one of listField(field(read, 'vars'), 'req')) noteVariable(notes, one);
  for (const [kind, key, role, title] of AUTH_PARAMS) notes.value({ where: `${where} › ${title}`, name: title, value: textField(field(field(read, 'auth'), kind), key), role, group });
  for (const key of AUTH_ADDRESSES) notes.address(group, textField(field(field(read, 'auth'), 'oauth2'), key));
  for (const one of listField(read, 'headers')) {
    if (/^authorization$/i.test(textField(one, 'name'))) notes.value({ where: `${where} › Authorization`, name: 'Authorization', value: textField(one, 'value'), role: 'authorization', group, isOff: isOff(one) });
  }
  for (const one of listField(field(read, 'body'), 'formUrlEncoded')) {
    notes.value({ where: `${where} › ${line(textField(one, 'name'))}`, name: textField(one, 'name'), value: textField(one, 'value'), group, isOff: isOff(one) });
  }
  return notes.file('bruno', titled(what, name));
}

function noteVariable(notes: FileNotes, one: unknown): void {
  const [name, value] = [textField(one, 'name'), textField(one, 'value')];
  if (name === '') return;
  if (field(one, 'secret') === true && value === '') notes.keptElsewhere(name);
  notes.variable({ name, value, group: 'variables', isOff: isOff(one) });
}

function isOff(one: unknown): boolean {
  return field(one, 'enabled') === false;
}

function nameOf(fileName: string | undefined): string {
  return fileName?.replace(/\.bru$/i, '') ?? '';
}

/** Such a block ends at the first line that is a closing brace at the left margin. */
function withoutFreeText(text: string): string {
  const kept: string[] = [];
  let isInside = false;
  for (const one of text.split('\n')) {
    if (!isInside && FREE_TEXT.test(one)) isInside = true;
    else if (!isInside) kept.push(one);
    else if (one === '}') isInside = false;
  }
  return kept.join('\n');
}
