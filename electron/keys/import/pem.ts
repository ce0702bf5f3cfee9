import { createPrivateKey } from 'node:crypto';
import { PortcullisError } from '../../../shared/errors.ts';
import { readDer } from './der.ts';
import { unreadable, type Finding, type OpenOptions } from './finding.ts';
import { loadForge } from './forge.ts';
import { cipherFinding, CONVERT } from './open-pkcs8.ts';
import { isTraditionalCipher, openTraditionalPem } from './traditional.ts';

/** One block between its first and last line (RFC 7468, and RFC 1421 with its headers). */
export type PemBlock = { label: string; headers: ReadonlyMap<string, string>; base64: string };

const BLOCK = /-----BEGIN ([A-Z0-9 ]{1,40})-----([\s\S]*?)-----END \1-----/g;

/** Beyond it, looking for ends that are not there takes seconds. */
const MOST_BEGUN = 500;

/** Every block in a text, whatever stands around it: quoted mail, indented YAML, an environment file with `\n` written out. None where more than 500 begin. */
export function pemBlocks(text: string): PemBlock[] {
  if (countBlocks(text) > MOST_BEGUN) return [];
  return [...spreadLines(text).matchAll(BLOCK)].map(([, label = '', inside = '']) => {
    const lines = inside.split(/\r\n|\r|\n/);
    const headers = new Map(lines.flatMap((line) => [...line.matchAll(/^[\s>|]*([A-Za-z-]+):(.*)$/g)].map(([, name = '', value = '']) => [name, value.trim()] as const)));
    return { label, headers, base64: lines.filter((line) => !line.includes(':')).join('').replace(/[^A-Za-z0-9+/=]/g, '') };
  });
}

/** How many blocks begin in a text, whether or not they end. */
export function countBlocks(text: string): number {
  return spreadLines(text).split('-----BEGIN ').length - 1;
}

function spreadLines(text: string): string {
  return text.replaceAll('\\r', '').replaceAll('\\n', '\n');
}

/** Kinds that are told by their label alone. */
const TOLD: Readonly<Record<string, Omit<Extract<Finding, { is: 'other' }>, 'is'>>> = {
  'OPENSSH PRIVATE KEY': {
    what: 'OpenSSH private key', kind: 'OpenSSH', isPrivate: true,
    says: 'It is in OpenSSH’s own format. Convert a copy of it and import that: ssh-keygen -p -m PKCS8 -f copy-of-the-key',
  },
  'TRUSTED CERTIFICATE': {
    what: 'OpenSSL trusted certificate', kind: 'Certificate', isPrivate: false,
    says: 'It is in OpenSSL’s own format. Convert it with: openssl x509 -in trusted.pem -out certificate.pem',
  },
  'PGP PRIVATE KEY BLOCK': { what: 'PGP private key', kind: 'PGP', isPrivate: true, says: 'Wise takes no PGP keys here. Make a new key instead.' },
  'PGP PUBLIC KEY BLOCK': { what: 'PGP public key', kind: 'PGP', isPrivate: false, says: 'Wise takes no PGP keys here. Make a new key instead.' },
};

/** Which curve, written before the key that says so itself. */
const PARAMETERS = /PARAMETERS$/;

/** Reads every block. */
export async function readPem(blocks: PemBlock[], options: OpenOptions): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const block of blocks.filter(({ label }) => !PARAMETERS.test(label))) findings.push(...(await readBlock(block, options)));
  return findings.length > 0 ? findings : [unreadable('PEM', 'It holds the parameters of a key, but no key.')];
}

async function readBlock(block: PemBlock, options: OpenOptions): Promise<Finding[]> {
  const told = TOLD[block.label];
  if (told) return [{ ...told, is: 'other' }];
  const info = block.headers.get('DEK-Info');
  if (info !== undefined) return [await openTraditional(block, info, options)];
  return readDer(Buffer.from(block.base64, 'base64'), options);
}

/** OpenSSL's form before PKCS#8: the headers name cipher and vector, and one round of MD5 makes the key. */
async function openTraditional({ label, base64 }: PemBlock, info: string, { passphrase }: OpenOptions): Promise<Finding> {
  const cipher = info.split(',')[0] ?? '';
  const what = `${label === 'EC PRIVATE KEY' ? 'SEC1' : 'PKCS#1'} private key, encrypted (${cipher}, OpenSSL’s old form)`;
  if (passphrase === undefined) return { what, is: 'closed' };
  const note = `Its file is protected in an old way (${cipher}, one round of MD5); delete it once the key is here.`;
  const forge = await loadForge();
  if (isTraditionalCipher(cipher)) {
    const der = openTraditionalPem(forge, info, Buffer.from(base64, 'base64'), passphrase);
    const [finding] = der ? await readDer(der, { passphrase: undefined }) : [];
    der?.fill(0);
    if (!finding) return { what, is: 'unreadable', error: new PortcullisError('IMPORT_WRONG_PASSPHRASE') };
    return finding.is === 'key' ? { ...finding, what, note } : { ...finding, what };
  }
  if (cipher !== 'DES-CBC' || label !== 'RSA PRIVATE KEY') return cipherFinding(what, `${cipher} is not supported. Convert it with: ${CONVERT}`);
  const pem = `-----BEGIN ${label}-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: ${info}\n\n${base64.replace(/.{64}/g, '$&\n').trim()}\n-----END ${label}-----\n`;
  try {
    return { what, is: 'key', key: createPrivateKey(forge.pki.privateKeyToPem(forge.pki.decryptRsaPrivateKey(pem, passphrase))), note };
  } catch (cause) {
    return { what, is: 'unreadable', error: new PortcullisError('IMPORT_WRONG_PASSPHRASE', {}, { cause }) };
  }
}
