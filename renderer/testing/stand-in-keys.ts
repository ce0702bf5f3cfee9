import type { KeyEvent, KeySummary } from '../../shared/model/views.ts';
import { makeKey } from './fixtures.ts';
import { verdictOn, verdictOpened } from './imports.ts';
import { failedUploadRun, uploadRun } from './runs.ts';
import type { World } from './scenarios.ts';
import { refuse, type Methods, type StandInTools } from './tools.ts';

type Own = Pick<Methods, 'connections.setKey' | 'keys.list' | 'keys.create' | 'keys.upload' | 'keys.copyPublic' | 'keys.rename' | 'keys.retire' | 'keys.inspect' | 'keys.import' | 'keys.discardImport' | 'keys.exportPrivate'>;
type Validity = { validFrom?: string | undefined; validDays?: number | undefined; validTill?: string | undefined };

const DAY = 86_400_000;
const PASSPHRASE = 'correct horse battery staple';
const name = (id: string) => `key ${id.slice(0, 8)}`;

function note(key: KeySummary, kind: KeyEvent['kind'], says: string): KeyEvent[] {
  return [{ at: new Date().toISOString(), kind, says }, ...key.history];
}

function dates({ validFrom, validDays = 365, validTill }: Validity): Pick<KeySummary, 'validFrom' | 'validTill' | 'madeAt'> {
  const madeAt = new Date().toISOString();
  const from = validFrom ?? madeAt;
  const till = validTill ?? new Date(Date.parse(from) + validDays * DAY).toISOString();
  return till > from && till > madeAt ? { madeAt, validFrom: from, validTill: till } : refuse('KEY_DATES');
}

/** Keys of the stand-in: made, imported, uploaded, retired; no cryptography in any of it. */
export function keyMethods(world: World, { log, setKey, changed }: StandInTools): Own {
  const find = (id: string) => world.keys.find((key) => key.id === id) ?? refuse('KEY_NOT_FOUND');
  const imports = new Map<string, ReturnType<typeof verdictOn>>();
  const add = (key: KeySummary) => {
    world.keys = [key, ...world.keys];
    changed('keys');
    return key;
  };
  const keep = (view: ReturnType<typeof verdictOn>, importId: string = crypto.randomUUID()) => {
    imports.set(importId, view);
    return { importId, ...view };
  };
  return {
    'connections.setKey': ({ connectionId, keyId }) => {
      const { use } = find(keyId);
      world.connections = world.connections.map((one) => (one.id === connectionId ? { ...one, [use === 'signing' ? 'signingKeyId' : 'encryptionKeyId']: keyId } : one));
      changed('connections', 'keys');
      return {};
    },
    'keys.list': () => world.keys,
    'keys.create': ({ algorithm, label, ...validity }) => {
      const made = { ...makeKey({ algorithm, label }), ...dates(validity) };
      log('key.made', name(made.id), algorithm);
      return add(made);
    },
    'keys.upload': ({ keyId, connectionId }) => {
      if (world.wiseFails) return failedUploadRun();
      const connection = world.connections.find((one) => one.id === connectionId)!;
      const key = find(keyId);
      const at = new Date().toISOString();
      setKey(keyId, { state: 'uploaded', uploadedTo: [{ connectionId, connectionName: connection.name, at }, ...key.uploadedTo], history: note(key, 'uploaded', 'answered 201, trace fba501b6') });
      log('key.uploaded', name(keyId), 'answered 201, trace fba501b6');
      return uploadRun();
    },
    'keys.copyPublic': () => ({}),
    'keys.rename': ({ keyId, label }) => {
      setKey(keyId, { label });
      log('key.renamed', name(keyId), label);
      return {};
    },
    'keys.retire': ({ keyId }) => {
      const key = find(keyId);
      if (key.inUseBy.length > 0) refuse('KEY_IN_USE', { field: key.inUseBy.map((place) => place.connectionName).join(', ') });
      setKey(keyId, { state: 'retired', history: note(key, 'retired', 'nothing used it any more') });
      log('key.retired', name(keyId), 'used no more');
      return {};
    },
    'keys.inspect': ({ from, passphrase }) => {
      if (from.kind === 'text') return keep(verdictOn(from.text));
      if (from.kind === 'file') return keep({ ...verdictOn(atob(from.base64)), fileName: from.name });
      if (from.kind === 'pick') return keep({ ...verdictOn('p12'), fileName: 'acme-signing.p12' });
      return keep(verdictOpened(imports.get(from.importId) ?? refuse('IMPORT_GONE'), passphrase ?? ''), from.importId);
    },
    'keys.import': ({ importId, index, algorithm, label, keyId, ...validity }) => {
      const kept = imports.get(importId)?.items[index] ?? refuse('IMPORT_GONE');
      if (!kept.fits.includes(algorithm)) refuse('IMPORT_UNFIT');
      imports.delete(importId);
      log('key.imported', 'key', algorithm);
      return add({ ...makeKey({ algorithm, label, origin: 'imported', ...(keyId && { id: keyId }) }), kind: kept.kind, ...dates(validity) });
    },
    'keys.discardImport': ({ importId }) => {
      imports.delete(importId);
      return {};
    },
    'keys.exportPrivate': ({ keyId, passphrase, to, protection }) => {
      if (passphrase !== PASSPHRASE) refuse('VAULT_WRONG_PASSPHRASE');
      const key = find(keyId);
      setKey(keyId, { history: note(key, 'exported', `${to}, ${protection.kind === 'plain' ? 'without protection' : 'PKCS#8 under a passphrase'}`) });
      log('key.exported', name(keyId), to);
      return to === 'file' ? { savedAs: `/home/someone/Documents/portcullis-${keyId.slice(0, 8)}.pem` } : {};
    },
  };
}
