import { createHash } from 'node:crypto';
import { z } from 'zod';
import { PortcullisError } from '../../shared/errors.ts';
import type { Doors } from './doors.ts';
import { FORMAT, VERSION } from './sealed-body.ts';

/** The largest vault file that is read: 256 MiB. */
export const MAX_FILE_BYTES = 256 * 2 ** 20;

export type VaultFile = { generation: number; doors: Doors; body: string };

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

/** The file as ASCII JSON, in pieces to be written one after the other. */
export function serialiseVaultFile({ generation, doors, body }: VaultFile): Buffer[] {
  const head = Buffer.from(`{"format":"${FORMAT}","version":${VERSION},"generation":${generation},"doors":${JSON.stringify(doors)},"body":"`, 'ascii');
  const bodyBytes = Buffer.from(body, 'latin1');
  return [head, bodyBytes, Buffer.from(`","digest":"${digest(generation, doors, bodyBytes)}"}`, 'ascii')];
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
  const { generation, doors, body } = file.data;
  if (file.data.digest !== digest(generation, doors, Buffer.from(body, 'latin1'))) throw damaged('DIGEST');
  return { generation, doors, body };
}

/** Unkeyed SHA-256: it tells accidents. Tampering is what the encryption tells. */
function digest(generation: number, doors: Doors, body: Buffer): string {
  return createHash('sha256').update(`${FORMAT}\n${VERSION}\n${generation}\n${doors.join('\n')}\n`, 'latin1').update(body).digest('base64url');
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
