import type { X509Certificate } from 'node:crypto';

/** The common name in a name as Node writes it: one attribute a line, escaped as in RFC 2253. The last one is the most exact. */
export function commonName(name: string): string | undefined {
  return attribute(name, 'CN');
}

export function organisation(name: string): string | undefined {
  return attribute(name, 'O');
}

/** How a certificate is called in a sentence: its common name, or all of it. */
export function named({ subject }: X509Certificate): string {
  return commonName(subject) ?? oneLine(subject);
}

/** Node writes one attribute a line, the most general first (as in the DER); this is RFC 4514's order and form. */
export function oneLine(name: string): string {
  return name.split('\n').toReversed().join(', ');
}

function attribute(name: string, type: string): string | undefined {
  const line = name.split('\n').findLast((one) => one.startsWith(`${type}=`));
  return line?.slice(type.length + 1).replaceAll(/\\(.)/g, '$1');
}
