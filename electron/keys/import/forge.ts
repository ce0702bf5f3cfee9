import type { asn1 } from 'node-forge';
import type Forge from 'node-forge';

export type { Forge };
export type Asn1 = asn1.Asn1;

/** Loaded when the first file is imported: hardly anybody needs it in a session. */
export async function loadForge(): Promise<typeof Forge> {
  return (await import('node-forge')).default;
}

/** Throws a plain error for what is no DER or BER. */
export function parseDer(forge: typeof Forge, der: Buffer): Asn1 {
  return forge.asn1.fromDer(forge.util.createBuffer(der.toString('latin1')));
}

export function toDer(forge: typeof Forge, node: Asn1): Buffer {
  return Buffer.from(forge.asn1.toDer(node).getBytes(), 'latin1');
}

export function childrenOf({ value }: Asn1): Asn1[] {
  return Array.isArray(value) ? value : [];
}

/** The first child, its first child, and so on along `path`; undefined where there is none. */
export function descend(node: Asn1, ...path: number[]): Asn1 | undefined {
  return path.reduce<Asn1 | undefined>((at, index) => at && childrenOf(at)[index], node);
}

/** The object identifier in dots, or '' for what is none. */
export function oidOf(forge: typeof Forge, node: Asn1 | undefined): string {
  if (node?.type !== forge.asn1.Type.OID || typeof node.value !== 'string') return '';
  return forge.asn1.derToOid(node.value);
}

/** A non-negative INTEGER, or Infinity for one of more than four bytes, or undefined for what is none of these. */
export function integerOf(forge: typeof Forge, node: Asn1 | undefined): number | undefined {
  if (node?.type !== forge.asn1.Type.INTEGER || typeof node.value !== 'string') return undefined;
  const value = node.value.length > 4 ? Infinity : forge.asn1.derToInteger(node.value);
  return value < 0 ? undefined : value;
}

/** The bytes of an OCTET STRING, which BER may cut in pieces. */
export function octetsOf({ value }: Asn1): Buffer {
  return typeof value === 'string' ? Buffer.from(value, 'latin1') : Buffer.concat(value.map(octetsOf));
}
