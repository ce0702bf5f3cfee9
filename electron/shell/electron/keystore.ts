import { PortcullisError } from '../../../shared/errors.ts';
import type { Keystore } from '../port.ts';
import type { ElectronCalls } from './calls.ts';

/** Electron's safeStorage. On Linux it falls back to a fixed password in the program (`basic_text`), which is as good as plain text: that is refused. */
export function electronKeystore({ safeStorage }: ElectronCalls, platform: NodeJS.Platform = process.platform): Keystore {
  const assertAvailable = async (): Promise<void> => {
    const backend = platform === 'linux' ? safeStorage.getSelectedStorageBackend() : 'system';
    const isPlain = backend === 'basic_text' || backend === 'unknown';
    if (isPlain || !safeStorage.isEncryptionAvailable()) throw new PortcullisError('KEYSTORE_REFUSED', { reason: backend });
  };
  return {
    assertAvailable,
    async encrypt(plain) {
      await assertAvailable();
      // safeStorage takes text only.
      return safeStorage.encryptString(Buffer.from(plain).toString('base64'));
    },
    async decrypt(sealed) {
      await assertAvailable();
      try {
        return Buffer.from(safeStorage.decryptString(Buffer.from(sealed)), 'base64');
      } catch (cause) {
        throw new PortcullisError('KEYSTORE_REFUSED', { reason: 'decrypt' }, { cause });
      }
    },
  };
}
