import { PortcullisError } from '../../shared/errors.ts';
import type { Parsed } from '../../shared/ipc/contract.ts';
import { SIGNING_ALGORITHM_IDS } from '../../shared/model/algorithms.ts';
import type { Run } from '../../shared/model/views.ts';
import { thumbprintOf } from '../jose/public-key.ts';
import { readToken, type JweToken, type JwsToken } from '../jose/token.ts';
import { verifyCompact } from '../jose/verify.ts';
import { keyName } from '../keys/entry.ts';
import { RunRecorder, type StepNotes } from '../wise/run-recorder.ts';
import { openerFor, type OpenDeps, type Opener } from './openers.ts';
import { showPayload, showToken, textOf } from './show.ts';

const KINDS = {
  jws: { title: 'A signed message (JWS)', inside: 'Inside: a signed message (JWS)', says: 'Three parts: header, payload, signature. Nothing in it is believed yet.' },
  jwe: { title: 'An encrypted message (JWE)', inside: 'Inside: an encrypted message (JWE)', says: 'Five parts. Only the header can be read without the key.' },
} as const;

/**
 * Decodes a token, and decrypts or verifies it as far as the chosen key goes; a token inside of it likewise. Nothing of it is kept.
 * Throws `KEY_NOT_FOUND`, `CONNECTION_NOT_FOUND`, `PUBLIC_KEY_UNREADABLE`, `IPC_INVALID_INPUT`; what is wrong with the token is in the run.
 */
export async function openToken(deps: OpenDeps, { token: pasted, with: using }: Parsed<'workbench.open'>): Promise<Run> {
  const opener = openerFor(deps, using);
  const recorder = new RunRecorder([{ id: 'decode', title: 'The message' }], deps.now);
  return recorder.run(async () => {
    // A token copied from a mail or a terminal comes in lines.
    const token = await recorder.step('decode', (notes) => {
      const read = decode(pasted.replaceAll(/\s+/g, ''), 'title', notes);
      const named = deps.vault.read().keys.find(({ id }) => id === read.header['kid']);
      if (named) notes.fact('Key of this vault', `${named.label} (${keyName(named.id)})`);
      return read;
    });
    if (using.kind === 'nothing') return token.kind === 'jws' ? 'Decoded, not verified.' : 'Decoded; the payload is still encrypted.';
    if (token.kind === 'jws') return verify(recorder, opener, token);
    const payload = await recorder.step('decrypt', (notes) => decrypt(opener, token, notes));
    return decodeInside(recorder, payload);
  });
}

function decode(text: string, place: 'title' | 'inside', notes: StepNotes): JwsToken | JweToken {
  const token = readToken(text);
  notes.title = KINDS[token.kind][place];
  notes.says = KINDS[token.kind].says;
  showToken(notes, token);
  return token;
}

async function decrypt({ decrypt: decryptWith }: Opener, { compact, header }: JweToken, notes: StepNotes): Promise<Buffer> {
  notes.title = 'The decryption';
  if (!decryptWith) throw new PortcullisError('KEY_WRONG_USE', { reason: String(header['alg']).slice(0, 40) });
  const { payload } = await decryptWith(compact);
  notes.title = 'Decrypted';
  notes.says = 'The message was encrypted to this key, and nobody changed it on the way. Anybody who has the public key could have made it.';
  notes.fact('Payload', `${payload.length} bytes`);
  showPayload(notes, 'Payload', payload);
  return payload;
}

/** A signed token inside of an encrypted one: the key that decrypts cannot verify it. */
async function decodeInside(recorder: RunRecorder, payload: Buffer): Promise<string> {
  const text = textOf(payload);
  if (text === undefined || !isToken(text)) return 'Decrypted.';
  const inner = await recorder.step('decode', (notes) => {
    notes.title = 'The message inside';
    notes.block('compact', 'The message itself', text);
    return decode(text, 'inside', notes);
  });
  return inner.kind === 'jws' ? 'Decrypted. The message inside is signed and not verified yet: copy it, and open it with the key of who signed it.' : 'Decrypted. The message inside is encrypted once more.';
}

/** Does it look like a token? One that is refused by name does. */
function isToken(text: string): boolean {
  try {
    readToken(text);
    return true;
  } catch (thrown) {
    return thrown instanceof PortcullisError && thrown.code !== 'JOSE_NOT_COMPACT';
  }
}

async function verify(recorder: RunRecorder, { verifier }: Opener, { compact, header }: JwsToken): Promise<string> {
  // A public key is never taken for the secret of an HMAC: what is not in the table is refused before any key is looked for.
  const alg = SIGNING_ALGORITHM_IDS.find((id) => id === header['alg']);
  const ready = verifier && alg && (await verifier({ alg, header }, recorder));
  return recorder.step('verify', async (notes) => {
    notes.title = 'The signature';
    const reason = String(header['alg']).slice(0, 40);
    if (!verifier) throw new PortcullisError('KEY_WRONG_USE', { reason });
    if (!ready) throw new PortcullisError('JOSE_ALGORITHM_REFUSED', { field: 'alg', reason });
    await verifyCompact(compact, ready.key, ready.alg);
    notes.title = `Verified with ${ready.name}`;
    notes.says = 'Header and payload are as the owner of this key signed them.';
    notes.fact('Algorithm', ready.alg);
    notes.fact('Thumbprint', await thumbprintOf(ready.key));
    return `The signature is of ${ready.name}.`;
  });
}
