import type { KeyObject } from 'node:crypto';
import { PortcullisError } from '../../shared/errors.ts';
import type { Output, Parsed } from '../../shared/ipc/contract.ts';
import { algorithm, KEY_ENCRYPTION } from '../../shared/model/algorithms.ts';
import { findConnection } from '../connections/resolve.ts';
import { wiseKeyObject } from '../connections/wise-keys.ts';
import { encryptCompact } from '../jose/encrypt.ts';
import { thumbprintOf } from '../jose/public-key.ts';
import { readPublicKey } from '../jose/read-public-key.ts';
import { jwsHeader } from '../jose/sign.ts';
import { LARGEST_TOKEN } from '../jose/token.ts';
import { findKey, shortId, signingAlgorithm } from '../keys/entry.ts';
import type { Signer } from '../keys/sign.ts';
import { assertNotRetired } from '../keys/use.ts';
import type { KeyEntry } from '../vault/body.ts';
import { RunRecorder, type PlannedStep, type StepNotes } from '../wise/run-recorder.ts';
import { showPayload } from './show.ts';
import { takeWiseKey, type WiseKeySource } from './wise-key.ts';

export type ComposeDeps = Required<WiseKeySource> & { sign: Signer };

type Request = Parsed<'workbench.compose'>;

/** Where the key to encrypt to comes from; absent when nothing is encrypted. */
type Recipient = { kind: 'wise'; connectionId: string } | { kind: 'public-key'; key: KeyObject } | undefined;

/**
 * Signs, encrypts, or signs and then encrypts a payload, step by step. The token is there when every step went well. Nothing of it is kept.
 * Throws `IPC_INVALID_INPUT` when neither is asked for, `KEY_NOT_FOUND`, `CONNECTION_NOT_FOUND`, `PUBLIC_KEY_UNREADABLE`; what goes wrong on the way is in the run.
 */
export async function composeToken(deps: ComposeDeps, request: Request): Promise<Output<'workbench.compose'>> {
  const recipient = recipientOf(deps, request);
  assertAsked(deps, request);
  const recorder = new RunRecorder(planOf(request), deps.now);
  const made: string[] = [];
  const run = await recorder.run(async () => {
    await recorder.step('compose', (notes) => compose(deps, request, notes));
    const { signingKeyId } = request;
    const message = signingKeyId === undefined ? request.payload : await recorder.step('sign', (notes) => sign(deps, signingKeyId, request, notes));
    made.push(recipient ? await encrypt(deps, recorder, { recipient, message, header: encryptionHeader(request) }) : message);
    return CLOSING[signingKeyId === undefined ? 'encrypted' : recipient ? 'both' : 'signed'];
  });
  const [token] = made;
  return run.ok && token !== undefined ? { run, token } : { run };
}

const CLOSING = { signed: 'Signed.', encrypted: 'Encrypted.', both: 'Signed, then encrypted.' } as const;

function recipientOf({ vault }: ComposeDeps, { encryptTo }: Request): Recipient {
  if (encryptTo?.kind === 'public-key') return { kind: 'public-key', key: readPublicKey(encryptTo.text) };
  if (encryptTo) findConnection(vault.read(), encryptTo.connectionId);
  return encryptTo;
}

function assertAsked({ vault }: ComposeDeps, { signingKeyId, encryptTo, encryptionKeyId }: Request): void {
  if (signingKeyId === undefined && !encryptTo) throw new PortcullisError('IPC_INVALID_INPUT', { field: 'signingKeyId' });
  for (const keyId of [signingKeyId, encryptionKeyId]) if (keyId !== undefined) findKey(vault.read(), keyId);
}

function planOf({ signingKeyId, encryptTo }: Request): PlannedStep[] {
  const plan: (PlannedStep | false)[] = [
    { id: 'compose', title: 'Header and payload' },
    signingKeyId !== undefined && { id: 'sign', title: 'The signature' },
    encryptTo?.kind === 'wise' && { id: 'wise-encryption-key', title: 'Wise’s encryption key' },
    encryptTo !== undefined && { id: 'encrypt', title: 'The encryption' },
  ];
  return plan.filter((step) => step !== false);
}

function compose({ vault }: ComposeDeps, { payload, path, signingKeyId, encryptionKeyId }: Request, notes: StepNotes): void {
  if (signingKeyId !== undefined) {
    const entry = findKey(vault.read(), signingKeyId);
    notes.json('Protected header to be signed', jwsHeader(signingAlgorithm(entry), entry.id, path));
    if (!path.startsWith('/')) throw new PortcullisError('JOSE_HEADER_INVALID', { field: 'url' });
  }
  if (encryptionKeyId !== undefined) assertEncrypts(findKey(vault.read(), encryptionKeyId));
  showPayload(notes, 'Payload', Buffer.from(payload));
  notes.title = signingKeyId === undefined ? 'Payload composed' : 'Header and payload composed';
  notes.says = signingKeyId === undefined ? 'It is encrypted as it is.' : 'The header names the algorithm, the key (kid) and the path of the call (url), which Wise compares with the path it was called on.';
}

function assertEncrypts(entry: KeyEntry): void {
  if (algorithm(entry.algorithm).use !== 'encryption') throw new PortcullisError('KEY_WRONG_USE', { reason: entry.algorithm });
  assertNotRetired(entry);
}

async function sign(deps: ComposeDeps, keyId: string, { path, payload }: Request, notes: StepNotes): Promise<string> {
  const { header, jws } = await deps.sign({ keyId, method: 'POST', path, payload });
  assertFits(jws);
  notes.title = `Signed with ${header.alg}`;
  notes.says = `Key ${shortId(keyId)} signed header and payload; 3 parts, ${jws.length} bytes.`;
  notes.fact('Key id', keyId);
  notes.block('compact', 'Compact JWS', jws);
  return jws;
}

type EncryptionHeader = { kid?: string; cty?: string };
type ToEncrypt = { recipient: NonNullable<Recipient>; message: string; header: EncryptionHeader };

/** `cty` says that a signed token is inside (RFC 7519, 5.2). */
function encryptionHeader({ signingKeyId, encryptionKeyId }: Request): EncryptionHeader {
  return { ...(signingKeyId === undefined ? {} : { cty: 'JWT' }), ...(encryptionKeyId === undefined ? {} : { kid: encryptionKeyId }) };
}

async function encrypt(deps: ComposeDeps, recorder: RunRecorder, { recipient, message, header: wanted }: ToEncrypt): Promise<string> {
  const key = recipient.kind === 'wise' ? await recorder.step('wise-encryption-key', (notes) => wiseEncryptionKey(deps, recipient.connectionId, notes)) : recipient.key;
  return recorder.step('encrypt', async (notes) => {
    // The content key is dropped: only a call whose answer comes under it keeps it, and the workbench makes none.
    const { jwe, header } = await encryptCompact(key, wanted, message);
    assertFits(jwe);
    notes.title = 'Encrypted';
    notes.says = `5 parts, ${jwe.length} bytes. ${wanted.kid === undefined ? 'No kid: the header names no key to answer to.' : 'The kid names the key that the answer shall be encrypted to.'}`;
    notes.json('Protected header', header);
    notes.fact('Encrypted to', await thumbprintOf(key));
    notes.block('compact', 'Compact JWE', jwe);
    return jwe;
  });
}

async function wiseEncryptionKey(deps: ComposeDeps, connectionId: string, notes: StepNotes): Promise<KeyObject> {
  return wiseKeyObject(await takeWiseKey(deps, { connectionId, algorithm: KEY_ENCRYPTION }, notes));
}

/** What is made here can be opened here. */
function assertFits(token: string): void {
  if (token.length > LARGEST_TOKEN) throw new PortcullisError('JOSE_TOO_LARGE');
}
