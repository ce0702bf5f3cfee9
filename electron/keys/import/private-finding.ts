import { createPrivateKey, type KeyObject } from 'node:crypto';
import { isCostlyKey } from '../../jose/costly-key.ts';
import { unreadable, type Finding } from './finding.ts';
import { descend, oidOf, type Asn1, type loadForge } from './forge.ts';

type ForgeModule = Awaited<ReturnType<typeof loadForge>>;

/** Reads a PrivateKeyInfo (RFC 5958, 2). Throws Node's error, and a plain one for kinds that take too long to read. */
export function readPkcs8(der: Buffer): KeyObject {
  if (isCostlyKey(der)) throw new TypeError('too costly to read');
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}

/** A private key, or what is known of one that cannot be read. `node` is the same as ASN.1. */
export function privateFinding(forge: ForgeModule, what: string, node: Asn1, read: () => KeyObject): Finding {
  try {
    return { what, is: 'key', key: read() };
  } catch (cause) {
    const kind = foreignKind(forge, node);
    if (kind === undefined) return unreadable(what, 'It is damaged, or of a kind that is not known here.', cause);
    return { what, is: 'other', kind, isPrivate: true, says: `Wise takes EC and RSA keys of its own list; it does not take ${kind}.` };
  }
}

/** Kinds that the crypto library may not know at all: Electron’s knows fewer than Node’s. */
const FOREIGN: Readonly<Record<string, string>> = {
  '1.3.132.0.10': 'EC secp256k1', '1.3.101.110': 'X25519', '1.3.101.111': 'X448', '1.3.101.112': 'Ed25519', '1.3.101.113': 'Ed448', '1.2.840.10040.4.1': 'DSA', '1.2.840.113549.1.3.1': 'DH', '1.2.840.10046.2.1': 'DH', '1.2.840.113549.1.1.10': 'RSA-PSS',
};

/** By the identifiers in a PKCS#8 or SEC1 key. */
function foreignKind(forge: ForgeModule, node: Asn1): string | undefined {
  const places = [descend(node, 1, 1), descend(node, 1, 0), descend(node, 2, 0)];
  return places.map((place) => FOREIGN[oidOf(forge, place)]).find((kind) => kind !== undefined);
}
