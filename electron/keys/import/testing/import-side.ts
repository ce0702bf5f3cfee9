import { generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import { onTestFinished } from 'vitest';
import type { ImportView } from '../../../../shared/model/views.ts';
import type { Dialogs } from '../../../shell/port.ts';
import { memoryAudit, memoryVault } from '../../../wise/testing/ports.ts';
import { keySide } from '../../testing.ts';
import { importKey, type WantedImport } from '../import-key.ts';
import { inspectImport } from '../inspect.ts';
import { KeptImports } from '../kept-imports.ts';

export type ImportSide = ReturnType<typeof importSide>;

/** The import over a vault in memory, for tests. What the person picks is `picked`. */
export function importSide(now: () => number = Date.now) {
  const imports = new KeptImports();
  onTestFinished(() => imports.clear());
  const keys = keySide(memoryVault(), memoryAudit(), now);
  const picked: { file: { name: string; bytes: Buffer } | undefined } = { file: undefined };
  const dialogs: Dialogs = {
    saveFile: async () => undefined,
    openFile: async () => {
      const { file } = picked;
      return file && { name: file.name, read: async (maxBytes) => file.bytes.subarray(0, maxBytes) };
    },
  };
  const deps = { ...keys, imports, dialogs };
  return {
    ...deps,
    picked,
    inspect: (content: string | Buffer, passphrase?: string): Promise<ImportView> => {
      const from = typeof content === 'string' ? { kind: 'text' as const, text: content } : { kind: 'file' as const, name: 'signing.bin', base64: content.toString('base64') };
      return inspectImport(deps, { from, passphrase });
    },
    again: (importId: string, passphrase?: string): Promise<ImportView> => inspectImport(deps, { from: { kind: 'again', importId }, passphrase }),
    pick: (): Promise<ImportView> => inspectImport(deps, { from: { kind: 'pick' } }),
    take: (change: Partial<WantedImport>) => importKey(deps, { importId: randomUUID(), index: 0, algorithm: 'ES512', label: '', ...change }),
  };
}

export const ecKey = (namedCurve: string): KeyObject => generateKeyPairSync('ec', { namedCurve }).privateKey;
export const rsaKey = (modulusLength: number): KeyObject => generateKeyPairSync('rsa', { modulusLength }).privateKey;
export const pem = (key: KeyObject, type: 'pkcs8' | 'sec1' | 'pkcs1' = 'pkcs8'): string => key.export({ format: 'pem', type }).toString();
