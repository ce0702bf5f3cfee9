/** A property of an iCalendar file; the value still escaped. */
export type Property = { name: string; value: string };
export type Component = { name: string; properties: Property[]; children: Component[] };

const LINE = /^([A-Z0-9-]+)((?:;[A-Z0-9-]+=(?:"[^"\p{Cc}]*"|[^";:,\p{Cc}]*))*):((?:\P{Cc}|\t)*)$/u;

/** Reads an iCalendar file as strictly as RFC 5545, 3.1 says; independent of what wrote it. Throws on anything that does not fit. */
export function readCalendar(bytes: Buffer): Component {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  if (!text.endsWith('\r\n')) throw new Error('does not end with CRLF');
  const raw = text.slice(0, -2).split('\r\n');
  for (const line of raw) {
    if (/[\r\n]/.test(line)) throw new Error(`a bare CR or LF: ${JSON.stringify(line)}`);
    if (Buffer.byteLength(line) > 75) throw new Error(`more than 75 octets: ${line}`);
  }
  const lines: string[] = [];
  for (const line of raw) {
    if (/^[ \t]/.test(line)) lines.push(`${lines.pop() ?? ''}${line.slice(1)}`);
    else lines.push(line);
  }
  const root: Component = { name: '', properties: [], children: [] };
  const open = [root];
  for (const line of lines) {
    const [, name = '', , value = ''] = LINE.exec(line) ?? fail(`no content line: ${line}`);
    const inner = open.at(-1) ?? fail('END without BEGIN');
    if (name === 'BEGIN') {
      const child = { name: value, properties: [], children: [] };
      inner.children.push(child);
      open.push(child);
    } else if (name === 'END') {
      if (open.pop()?.name !== value || value === '') fail(`END:${value} closes another component`);
    } else inner.properties.push({ name, value });
  }
  if (open.length !== 1 || root.children.length !== 1 || root.properties.length > 0) fail('not one whole component');
  return root.children[0] ?? fail('empty');
}

/** The only value of a property. Throws when it is missing or there twice. */
export function one({ properties }: Component, name: string): string {
  const [found, ...more] = properties.filter((property) => property.name === name);
  if (!found || more.length > 0) return fail(`${name} is not there once`);
  return found.value;
}

/** The text of a value of type TEXT (3.3.11). Throws on a character that should have been escaped. */
export function textOf(value: string): string {
  if (!/^(?:\\[\\;,nN]|[^\\;,])*$/u.test(value)) fail(`not escaped: ${value}`);
  return value.replace(/\\([\\;,nN])/gu, (_, escaped: string) => (escaped.toLowerCase() === 'n' ? '\n' : escaped));
}

function fail(message: string): never {
  throw new Error(message);
}
