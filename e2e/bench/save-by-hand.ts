import { createCipheriv, randomBytes } from 'node:crypto';
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';

/** Encrypts with node:crypto and writes with the same care for power cuts as the vault. */
export async function saveByHand(bytes: Buffer, folder: string): Promise<void> {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', randomBytes(32), iv);
  const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]);
  const text = `${iv.toString('base64url')}.${sealed.toString('base64url')}.${cipher.getAuthTag().toString('base64url')}`;
  const temporary = join(folder, 'by-hand.tmp');
  const file = await open(temporary, 'w', 0o600);
  await file.writeFile(text);
  await file.datasync();
  await file.close();
  await rename(temporary, join(folder, 'by-hand'));
  const directory = await open(folder, 'r');
  await directory.sync();
  await directory.close();
}
