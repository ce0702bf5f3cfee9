import { field, listField, textField } from './json.ts';
import { FileNotes, line, titled, type ReadFile, type Role } from './named-value.ts';
import { unreadable } from './text.ts';

type Place = { where: string; group: string };
type Param = readonly [kind: string, key: string, role: Role, title: string];

/** Where credentials stand in an `auth` of a collection (schema v2.0 and v2.1). */
const AUTH_PARAMS: readonly Param[] = [
  ['bearer', 'token', 'bearer', 'Bearer token'],
  ['oauth2', 'accessToken', 'access-token', 'Access token'],
  ['oauth2', 'refreshToken', 'refresh-token', 'Refresh token'],
  ['oauth2', 'clientId', 'client-id', 'Client id'],
  ['oauth2', 'clientSecret', 'client-secret', 'Client secret'],
  ['basic', 'username', 'client-id', 'User name'],
  ['basic', 'password', 'client-secret', 'Password'],
];
const AUTH_ADDRESSES = ['accessTokenUrl', 'authUrl', 'refreshTokenUrl'] as const;

/** An exported environment, or the globals. */
export function readPostmanEnvironment(json: unknown): ReadFile {
  const notes = new FileNotes();
  for (const one of listField(json, 'values')) noteVariable(notes, one, 'variables');
  const kind = textField(json, '_postman_variable_scope') === 'globals' ? 'Postman globals' : 'Postman environment';
  return notes.file('postman', titled(kind, textField(json, 'name')));
}

/** An exported collection: its variables, the authorization and headers of collection, folders and requests. However deep the folders lie. Throws `TOKEN_IMPORT_UNREADABLE`. */
export function readPostmanCollection(json: unknown): ReadFile {
  const schema = textField(field(json, 'info'), 'schema');
  if (/\/v1\./.test(schema)) throw unreadable('It is a Postman collection of version 1. Export it as version 2.1.');
  const notes = new FileNotes();
  const title = textField(field(json, 'info'), 'name');
  // A list of what is still to be looked at, not a call in a call: folders may lie deeper than the stack.
  const waiting: unknown[] = [json];
  for (let count = 0; waiting.length > 0; count += 1) {
    const node = waiting.pop();
    noteNode(notes, node, { where: line(textField(node, 'name')) || 'Collection', group: `${count}` });
    for (const item of listField(node, 'item').toReversed()) waiting.push(item);
  }
  return notes.file('postman', titled('Postman collection', title));
}

function noteNode(notes: FileNotes, node: unknown, place: Place): void {
  for (const one of listField(node, 'variable')) noteVariable(notes, one, 'variables');
  noteAuth(notes, field(node, 'auth'), place);
  const request = field(node, 'request');
  if (typeof request === 'string') notes.address(place.group, request);
  noteAuth(notes, field(request, 'auth'), place);
  notes.address(place.group, textField(request, 'url') || textField(field(request, 'url'), 'raw'));
  noteHeaders(notes, field(request, 'header'), place);
  for (const one of listField(field(request, 'body'), 'urlencoded')) noteFormField(notes, one, place);
}

/** A variable of an environment (`enabled`) or of a collection (`disabled`). */
function noteVariable(notes: FileNotes, one: unknown, group: string): void {
  const name = textField(one, 'key') || textField(one, 'id');
  const value = textField(one, 'value');
  if (value === '' && textField(one, 'type') === 'secret') notes.keptElsewhere(name);
  notes.variable({ name, value, group, isOff: isOff(one) });
}

function isOff(one: unknown): boolean {
  return field(one, 'enabled') === false || field(one, 'disabled') === true;
}

function noteAuth(notes: FileNotes, auth: unknown, { where, group }: Place): void {
  if (typeof auth !== 'object' || auth === null) return;
  for (const [kind, key, role, title] of AUTH_PARAMS) notes.value({ where: `${where} › ${title}`, name: title, value: authParam(auth, kind, key), role, group });
  for (const key of AUTH_ADDRESSES) notes.address(group, authParam(auth, 'oauth2', key));
  if (/^authorization$/i.test(authParam(auth, 'apikey', 'key'))) notes.value({ where: `${where} › API key`, name: 'Authorization', value: authParam(auth, 'apikey', 'value'), role: 'authorization', group });
}

/** v2.1 lists the parameters of each kind, v2.0 has them as members. */
function authParam(auth: unknown, kind: string, key: string): string {
  const listed = listField(auth, kind).find((one) => textField(one, 'key') === key);
  return listed === undefined ? textField(field(auth, kind), key) : textField(listed, 'value');
}

/** A list, or in v2.0 also one text with a header on each line. */
function noteHeaders(notes: FileNotes, header: unknown, { where, group }: Place): void {
  const listed = Array.isArray(header) ? header : textField({ header }, 'header').split('\n').map((text) => ({ key: text.split(':')[0], value: text.slice(text.indexOf(':') + 1) }));
  for (const one of listed) {
    if (!/^\s*authorization\s*$/i.test(textField(one, 'key'))) continue;
    notes.value({ where: `${where} › Authorization`, name: 'Authorization', value: textField(one, 'value'), role: 'authorization', group, isOff: isOff(one) });
  }
}

/** Of a call for a token, such as `refresh_token`. */
function noteFormField(notes: FileNotes, one: unknown, { where, group }: Place): void {
  const name = textField(one, 'key');
  notes.value({ where: `${where} › ${line(name)}`, name, value: textField(one, 'value'), group, isOff: isOff(one) });
}
