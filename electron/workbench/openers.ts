import type { KeyObject } from 'node:crypto';
import { PortcullisError } from '../../shared/errors.ts';
import type { Parsed } from '../../shared/ipc/contract.ts';
import { algorithm, CONTENT_KEY_BYTES, type SigningAlgorithmId } from '../../shared/model/algorithms.ts';
import { findConnection } from '../connections/resolve.ts';
import { wiseKeyObject } from '../connections/wise-keys.ts';
import { decryptDirect, type DecryptedMessage } from '../jose/decrypt.ts';
import { publicKeyOf, type PrivateJwk } from '../jose/public-key.ts';
import { readPublicKey } from '../jose/read-public-key.ts';
import type { JwsToken } from '../jose/token.ts';
import type { Decrypter } from '../keys/decrypt.ts';
import { findKey, keyName, shortId, signingAlgorithm } from '../keys/entry.ts';
import type { KeyEntry } from '../vault/body.ts';
import type { RunRecorder } from '../wise/run-recorder.ts';
import { takeWiseKey, type WiseKeySource } from './wise-key.ts';

export type OpenDeps = Required<WiseKeySource> & { decrypt: Decrypter };

type With = Parsed<'workbench.open'>['with'];
type WithOf<K extends With['kind']> = Extract<With, { kind: K }>;

/** What to verify with. `alg` is the one algorithm allowed; the header does not choose beyond it. */
export type Verifier = { key: KeyObject; alg: SigningAlgorithmId; name: string };

/** A signed token whose header names one of Wise's algorithms. */
export type Signed = { alg: SigningAlgorithmId; header: JwsToken['header'] };

/** What the chosen key can do with a token; what is missing it cannot. `verifier` may take a step to get its key. */
export type Opener = {
  decrypt?: (jwe: string) => Promise<DecryptedMessage>;
  verifier?: (signed: Signed, recorder: RunRecorder) => Promise<Verifier>;
};

/** Throws `KEY_NOT_FOUND`, `CONNECTION_NOT_FOUND`, `PUBLIC_KEY_UNREADABLE`, `IPC_INVALID_INPUT` for a content key of another length. */
export function openerFor(deps: OpenDeps, using: With): Opener {
  const makers: { [K in With['kind']]: (using: WithOf<K>) => Opener } = {
    nothing: () => ({}),
    key: ({ keyId }) => withVaultKey(deps, keyId),
    'wise-key': ({ connectionId }) => withWiseKey(deps, connectionId),
    'public-key': ({ text }) => withPublicKey(readPublicKey(text)),
    'content-key': ({ base64url }) => withContentKey(base64url),
  };
  const maker = makers[using.kind] as (using: With) => Opener;
  return maker(using);
}

function withVaultKey(deps: OpenDeps, keyId: string): Opener {
  const entry = findKey(deps.vault.read(), keyId);
  if (algorithm(entry.algorithm).use === 'signing') return { verifier: () => vaultVerifier(deps, entry) };
  return { decrypt: (jwe) => deps.decrypt({ keyId, jwe, says: 'a message on the workbench' }) };
}

/** The public half verifies, also of an expired or retired key: what it signed in its time was signed. */
async function vaultVerifier({ audit }: OpenDeps, entry: KeyEntry): Promise<Verifier> {
  await audit({ kind: 'key.used', outcome: 'ok', subject: keyName(entry.id), says: 'checked a signature on the workbench' });
  return { key: publicKeyOf(entry.privateJwk as PrivateJwk), alg: signingAlgorithm(entry), name: `key ${shortId(entry.id)}` };
}

function withWiseKey(deps: OpenDeps, connectionId: string): Opener {
  findConnection(deps.vault.read(), connectionId);
  return {
    verifier: ({ alg, header }, recorder) => recorder.step('wise-key', async (notes) => {
      notes.title = 'Wise’s key';
      const entry = await takeWiseKey(deps, { connectionId, algorithm: alg, version: header['version'] }, notes);
      return { key: wiseKeyObject(entry), alg, name: `Wise’s key, version ${entry.version}` };
    }),
  };
}

function withPublicKey(key: KeyObject): Opener {
  return { verifier: async ({ alg }) => ({ key, alg, name: 'the pasted public key' }) };
}

function withContentKey(base64url: string): Opener {
  const contentKey = Buffer.from(base64url, 'base64url');
  if (contentKey.length !== CONTENT_KEY_BYTES || contentKey.toString('base64url') !== base64url) throw new PortcullisError('IPC_INVALID_INPUT', { field: 'with.base64url' });
  return { decrypt: (jwe) => decryptDirect(jwe, contentKey) };
}
