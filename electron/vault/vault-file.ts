import { createHash, type Hash } from 'node:crypto';
import { z } from 'zod';
import { PortcullisError } from '../../shared/errors.ts';
import type { Doors } from './doors.ts';
import { FORMAT, VERSION } from './sealed-body.ts';

/** The largest vault file that is read: 256 MiB. */
export const MAX_FILE_BYTES = 256 * 2 ** 20;

/** A vault file that was read. */
export type VaultFile = { readonly generation: number; readonly doors: Doors; readonly body: string; readonly digest: string };

const anyVersion = z.looseObject({ format: z.literal(FORMAT), version: z.number().int().positive() });
const compactJwe = z.string();
const vaultFile = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  generation: z.number().int().positive(),
  doors: z.tuple([compactJwe, compactJwe]),
  body: compactJwe,
  digest: z.string(),
});

/** A vault file to be written. `parts` can be read once; `digest` answers when they have been. */
export type NewVaultFile = { readonly generation: number; readonly doors: Doors; readonly parts: Iterable<Buffer>; digest(): string };

/** The file as ASCII JSON, in pieces to be written one after the other. `body` is a compact JWE in pieces. */
export function newVaultFile(generation: number, doors: Doors, body: Iterable<Buffer>): NewVaultFile {
  const hash = startDigest(generation, doors);
  let digest = '';
  function* parts(): Generator<Buffer> {
    yield Buffer.from(`{"format":"${FORMAT}","version":${VERSION},"generation":${generation},"doors":${JSON.stringify(doors)},"body":"`, 'ascii');
    for (const piece of body) {
      hash.update(piece);
      yield piece;
    }
    digest = hash.digest('base64url');
    yield Buffer.from(`","digest":"${digest}"}`, 'ascii');
  }
  return { generation, doors, parts: parts(), digest: () => digest };
}

/**
 * Reads the file and checks its digest, before any passphrase is judged, so that a damaged file is never taken for a wrong passphrase.
 * Throws `VAULT_DAMAGED`, `VAULT_NEWER`.
 */
export function parseVaultFile(bytes: Buffer): VaultFile {
  const json = parseJson(bytes);
  const versioned = anyVersion.safeParse(json);
  if (!versioned.success) throw damaged('FORMAT', versioned.error);
  if (versioned.data.version > VERSION) throw new PortcullisError('VAULT_NEWER', { reason: `version ${versioned.data.version}` });
  const file = vaultFile.safeParse(json);
  if (!file.success) throw damaged('FORMAT', file.error);
  const { generation, doors, body, digest } = file.data;
  if (digest !== startDigest(generation, doors).update(body, 'latin1').digest('base64url')) throw damaged('DIGEST');
  return file.data;
}

/** Unkeyed SHA-256: it tells accidents. Tampering is what the encryption tells. */
function startDigest(generation: number, doors: Doors): Hash {
  return createHash('sha256').update(`${FORMAT}\n${VERSION}\n${generation}\n${doors.join('\n')}\n`, 'latin1');
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
