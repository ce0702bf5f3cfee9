import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { PortcullisError } from '../../shared/errors.ts';
import type { Doors } from './all-doors.ts';
import { FORMAT, versionOf } from './sealed-body.ts';

/** The largest vault file that is read: 256 MiB. */
export const MAX_FILE_BYTES = 256 * 2 ** 20;

/** A vault file that was read. */
export type VaultFile = { readonly generation: number; readonly doors: Doors; readonly body: string; readonly checksum: string };

const anyVersion = z.looseObject({ format: z.literal(FORMAT), version: z.number().int().positive() });
const compactJwe = z.string();
const common = { format: z.literal(FORMAT), generation: z.number().int().positive(), body: compactJwe, checksum: z.string() };
const vaultFile = z.discriminatedUnion('version', [
  z.strictObject({ ...common, version: z.literal(1), doors: z.tuple([compactJwe, compactJwe]) }),
  z.strictObject({ ...common, version: z.literal(2), doors: z.tuple([compactJwe, compactJwe, compactJwe], compactJwe) }),
]);
const NEWEST_VERSION = 2;

/** A vault file to be written. `parts` can be read once; `checksum` answers when they have been. */
export type NewVaultFile = { readonly generation: number; readonly doors: Doors; readonly parts: Iterable<Buffer>; checksum(): string };

/** The file as ASCII JSON, in pieces to be written one after the other. `body` is a compact JWE in pieces. */
export function newVaultFile(generation: number, doors: Doors, body: Iterable<Buffer>): NewVaultFile {
  let crc = startChecksum(generation, doors);
  function* parts(): Generator<Buffer> {
    yield Buffer.from(`{"format":"${FORMAT}","version":${versionOf(doors)},"generation":${generation},"doors":${JSON.stringify(doors)},"body":"`, 'ascii');
    for (const piece of body) {
      crc = crc32(piece, crc);
      yield piece;
    }
    yield Buffer.from(`","checksum":"${hex(crc)}"}`, 'ascii');
  }
  return { generation, doors, parts: parts(), checksum: () => hex(crc) };
}

/**
 * Reads the file and checks its checksum, before any passphrase is judged, so that a damaged file is never taken for a wrong passphrase.
 * Throws `VAULT_DAMAGED`, `VAULT_NEWER`.
 */
export function parseVaultFile(bytes: Buffer): VaultFile {
  const json = parseJson(bytes);
  const versioned = anyVersion.safeParse(json);
  if (!versioned.success) throw damaged('FORMAT', versioned.error);
  if (versioned.data.version > NEWEST_VERSION) throw new PortcullisError('VAULT_NEWER', { reason: `version ${versioned.data.version}` });
  const file = vaultFile.safeParse(json);
  if (!file.success) throw damaged('FORMAT', file.error);
  const { generation, doors, body, checksum } = file.data;
  if (checksum !== hex(crc32(Buffer.from(body, 'latin1'), startChecksum(generation, doors)))) throw damaged('CHECKSUM');
  return file.data;
}

/** The doors by the beginning of a file, unchecked; undefined where they do not stand there. A compact JWE holds no bracket. */
export function doorsAtStart(start: Buffer): Doors | undefined {
  const written = /^\s*\{[^[\]]*"doors"\s*:\s*(\[[^[\]]*\])/.exec(start.toString('latin1'))?.[1];
  const doors = z.tuple([compactJwe, compactJwe], compactJwe).safeParse(written === undefined ? undefined : parseJson(Buffer.from(written, 'latin1')));
  return doors.success ? doors.data : undefined;
}

/**
 * CRC-32 (as in gzip): it tells accidents, and only decides which message is right. Tampering is what the encryption tells.
 * Not a hash, so that nobody takes it for protection, and because it costs half of what SHA-256 does.
 */
function startChecksum(generation: number, doors: Doors): number {
  return crc32(`${FORMAT}\n${versionOf(doors)}\n${generation}\n${doors.join('\n')}\n`);
}

function hex(crc: number): string {
  return crc.toString(16).padStart(8, '0');
}

function parseJson(bytes: Buffer): unknown {
  try {
    // The file is ASCII; as latin1 every byte stays what it is, so a flipped high bit cannot hide.
    return JSON.parse(bytes.toString('latin1'));
  } catch (error) {
    throw damaged('FORMAT', error);
  }
}

function damaged(reason: string, cause?: unknown): PortcullisError {
  return new PortcullisError('VAULT_DAMAGED', { reason }, { cause });
}
