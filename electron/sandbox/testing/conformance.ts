import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormatsModule from 'ajv-formats';
import { matchPath } from '../route.ts';
import { isControlPath, isPagePath } from '../routes.ts';

/** Holds what goes over the wire against the slice of Wise's OpenAPI 3.1 description that lies beside the repository; says so when it does not. */
const FILE = join(import.meta.dirname, '../../../../shared/contract/wise-security.openapi.json');
/** Statuses the description leaves out, with the error shapes the guides name for them. */
const UNDESCRIBED = new Set([400, 401, 403, 404, 405, 409, 413, 415, 500]);
const ERROR_SHAPES: readonly string[][] = [['error', 'error_description'], ['errors'], ['timestamp', 'status', 'error', 'message', 'path'], ['message', 'request_id']];

/** Endpoints that the guides name and the description leaves out, with the statuses of theirs. */
export const GUIDES_ONLY: Readonly<Record<string, readonly number[]>> = { '/v1/authenticated/playground': [200], '/v2/accounts/{accountId}': [200], '/v3/profiles/{profileId}/quotes/{quoteId}': [200] };

/** The parts of an OpenAPI 3.1 description that are read here. */
interface Referable {
  readonly $ref?: string;
}
interface Schema extends Referable {
  readonly type?: string;
}
interface Media {
  /** Absent where examples alone describe the body. */
  readonly schema?: Schema;
  readonly examples?: Readonly<Record<string, { readonly value: object }>>;
}
type Content = Readonly<Record<string, Media>>;
interface Parameter extends Referable {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: Schema;
}
interface Response extends Referable {
  readonly content?: Content;
  readonly headers: Readonly<Record<string, Referable & { readonly schema: Schema }>>;
}
interface Operation {
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, Response>>;
}
interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: object;
}

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string | undefined;
}
interface Received {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly text: string;
}

const description: Promise<Description | undefined> = readFile(FILE, 'utf8').then((text) => JSON.parse(text) as Description, () => {
  console.log(`Conformance not checked: ${FILE} is not there.`);
  return undefined;
});

/** Undefined where the description is absent. */
export const loadDescription = (): Promise<Description | undefined> => description;

const addFormats = addFormatsModule as unknown as (ajv: Ajv2020) => void;
const validators = new Map<string, ValidateFunction>();
let ajv: Ajv2020 | undefined;

/** Throws an error with every deviation. A request is held against the description only when it was taken (2xx). */
export async function checkExchange(sent: Sent, received: Received): Promise<void> {
  const [path = '', query] = sent.path.split('?');
  const spec = await description;
  if (!spec || isPagePath(path) || isControlPath(path)) return;
  const template = path in spec.paths ? path : ([...Object.keys(spec.paths), ...Object.keys(GUIDES_ONLY)].find((known) => matchPath(known, path)) ?? path);
  const operation = spec.paths[template]?.[sent.method.toLowerCase()];
  const taken = received.status < 300 && received.headers['content-type']?.startsWith('text/html') !== true;
  const faults = [...(operation && taken ? requestFaults(spec, operation, template, sent, new URLSearchParams(query)) : []), ...answerFaults(spec, operation, template, sent.method, received)];
  if (faults.length > 0) throw new Error(`${sent.method} ${path} -> ${received.status}\n${faults.join('\n')}`);
}

function requestFaults(spec: Description, operation: Operation, path: string, sent: Sent, query: URLSearchParams): string[] {
  const params = matchPath(path, sent.path.split('?')[0]!) ?? {};
  const headers = Object.fromEntries(Object.entries(sent.headers).map(([name, value]) => [name.toLowerCase(), value]));
  const places: Record<string, (name: string) => string | null | undefined> = { header: (name) => headers[name.toLowerCase()], query: (name) => query.get(name), path: (name) => params[name] };
  const parameters = operation.parameters.map((parameter) => resolve(spec, parameter));
  const parameterFaults = parameters.flatMap((parameter) => {
    const value = places[parameter.in]!(parameter.name);
    if (value === null || value === undefined) return parameter.required ? [`request lacks ${parameter.name}`] : [];
    const typed = parameter.schema.type === 'integer' ? Number(value) : value;
    return schemaFaults(spec, `${path} ${parameter.name}`, parameter.schema, typed);
  });
  const content = operation.requestBody?.content;
  if (!content) return parameterFaults;
  const [type, body] = unsigned(content, headers['content-type'] ?? '', sent.body ?? '');
  if (!content[type]) return [...parameterFaults, `request has content type ${type}`];
  return [...parameterFaults, ...mediaFaults(spec, `${path} request`, content[type], parseBody(type, body))];
}

function answerFaults(spec: Description, operation: Operation | undefined, path: string, method: string, { status, headers, text }: Received): string[] {
  const trace = /^[0-9a-f]{32}$/.test(headers['x-trace-id'] ?? '') ? [] : ['answer lacks x-trace-id'];
  const described = operation?.responses[String(status)];
  if (!described) return GUIDES_ONLY[path]?.includes(status) ? trace : [...trace, ...undescribedFaults(status, headers, text)];
  const response = resolve(spec, described);
  const [type, body] = unsigned(response.content ?? {}, headers['content-type'] ?? '', text);
  if (type.startsWith('text/html')) return trace;
  if (isEncrypted(text) && response.content?.['application/json']) return trace;
  const media = response.content?.[type];
  if (!media && response.content) return [...trace, `answer has content type ${type}`];
  if (!media && text !== '') return [...trace, ...(status < 400 ? ['answer has a body'] : shapeFaults(headers, text))];
  const headerFaults = Object.entries(response.headers).flatMap(([name, header]) => {
    const value = headers[name.toLowerCase()];
    const { schema: headerSchema } = resolve(spec, header);
    if (value === undefined) return name === 'X-External-Correlation-Id' ? [] : [`answer lacks ${name}`];
    return schemaFaults(spec, `header ${name}`, headerSchema, headerSchema.type === 'integer' ? Number(value) : value);
  });
  return [...trace, ...headerFaults, ...(media ? mediaFaults(spec, `${path} ${method} ${status}`, media, parseBody(type, body)) : [])];
}

/** Without a schema, a body has the members of one of the examples, or of another error shape of Wise's. */
function mediaFaults(spec: Description, name: string, { schema, examples = {} }: Media, body: unknown): string[] {
  if (schema) return schemaFaults(spec, name, schema, body);
  const shapes = [...Object.values(examples).map(({ value }) => Object.keys(value)), ...ERROR_SHAPES];
  return shapes.some((shape) => shape.join() === memberNames(body)) ? [] : [`no example of ${name} has the members ${memberNames(body)}`];
}

const memberNames = (body: unknown): string => Object.keys(body as object).join();

function undescribedFaults(status: number, headers: Record<string, string>, text: string): string[] {
  if (!UNDESCRIBED.has(status)) return [`status ${status} is not described`];
  // SCA asks in headers alone.
  if (status === 403 && headers['x-2fa-approval-result'] === 'REJECTED' && text === '') return [];
  return shapeFaults(headers, text);
}

/** Of many errors the description leaves the body out. */
function shapeFaults(headers: Record<string, string>, text: string): string[] {
  if (headers['content-type'] !== 'application/json') return ['an error must be JSON'];
  const names = memberNames(JSON.parse(text));
  return ERROR_SHAPES.some((shape) => shape.join() === names) ? [] : [`no error shape of Wise's has the members ${names}`];
}

/** The description shows what the current verify calls answer as it is before it is encrypted. */
const isEncrypted = (text: string): boolean => text.split('.').length === 5 && !text.startsWith('{');

/** The guides let any call be signed, of which the description says nothing: what was signed is held against it. */
function unsigned(content: Content, type: string, body: string): [type: string, body: string] {
  if (type !== 'application/jose+json' || content[type] || !content['application/json']) return [type, body];
  return ['application/json', Buffer.from(body.split('.')[1] ?? '', 'base64url').toString()];
}

function parseBody(type: string, text: string): unknown {
  if (type === 'application/json') return JSON.parse(text) as unknown;
  return type === 'application/x-www-form-urlencoded' ? Object.fromEntries(new URLSearchParams(text)) : text;
}

/** Follows a reference such as `#/components/responses/429`. */
function resolve<T extends Referable>(spec: Description, value: T): T {
  if (value.$ref === undefined) return value;
  const names = value.$ref.split('/').slice(1);
  return resolve(spec, names.reduce<unknown>((node, name) => (node as Record<string, unknown>)[name], spec) as T);
}

function schemaFaults(spec: Description, name: string, schema: Schema, value: unknown): string[] {
  const validate = validators.get(name) ?? compile(spec, schema);
  validators.set(name, validate);
  return validate(value) ? [] : (validate.errors ?? []).map((error) => `${name}${error.instancePath}: ${error.message}`);
}

/** References of the description lead to its components, which go along as siblings of the schema. */
function compile(spec: Description, schema: Schema): ValidateFunction {
  if (!ajv) {
    ajv = new Ajv2020({ strict: false, allErrors: true, discriminator: false });
    addFormats(ajv);
    ajv.addFormat('UUID', ajv.formats['uuid']!);
    ajv.addFormat('decimal', true);
  }
  return ajv.compile({ ...schema, components: spec.components });
}
