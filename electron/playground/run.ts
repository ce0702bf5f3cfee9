import { PortcullisError } from '../../shared/errors.ts';
import { KEY_ENCRYPTION } from '../../shared/model/algorithms.ts';
import type { JoseMethod, Run } from '../../shared/model/views.ts';
import { keyName, signingAlgorithm } from '../keys/entry.ts';
import { takeToken } from '../tokens/token-step.ts';
import type { WiseLink } from '../wise/clients.ts';
import type { WiseAnswer } from '../wise/exchange.ts';
import { auditOutcome } from '../wise/run-audit.ts';
import { RunRecorder } from '../wise/run-recorder.ts';
import { callLine, type PlaygroundCall, type PlaygroundDeps } from './call.ts';
import { decrypt, type OpenedAnswer } from './decrypt-step.ts';
import { noteFirstUse } from './first-use.ts';
import { keysFor, type NamedKeys } from './keys.ts';
import { endpointOf, planOf, PROTECTIONS } from './methods.ts';
import { receive, type ReceivedToken } from './receive.ts';
import { compose, encrypt, send, sign } from './request-steps.ts';
import { sendAgainIfKeyChanged, type Sealed } from './send-again.ts';
import { verifyWithWise } from './verify-step.ts';
import { refetchWiseKey, takeWiseKey } from './wise-key-step.ts';

export type { PlaygroundDeps } from './call.ts';
export type PlaygroundInput = NamedKeys & { method: JoseMethod; message: string };

/**
 * A playground call, told step by step: protected as the method says, its answer decrypted and verified.
 * Throws what `keysFor` throws, before anything is sent; what goes wrong on the way is in the run.
 */
export async function runPlayground(deps: PlaygroundDeps, link: WiseLink, { method, message, ...named }: PlaygroundInput): Promise<Run> {
  const keys = keysFor(deps.vault.read(), link.target.id, method, named, deps.now());
  const endpoint = endpointOf(method);
  const call: PlaygroundCall = { deps, link, method, endpoint, keys, protection: PROTECTIONS[method], message: endpoint.http === 'GET' ? '' : message };
  const recorder = new RunRecorder(planOf(method), deps.now);
  const run = await recorder.run(() => talk(call, recorder));
  const used = Object.values(keys).map(({ id }) => `${keyName(id)}, `).join('');
  await deps.audit({ kind: 'playground.run', subject: link.target.name, ...auditOutcome(run, `${used}${callLine(call)}`) });
  return run;
}

async function talk(call: PlaygroundCall, recorder: RunRecorder): Promise<string> {
  const { deps, link, protection } = call;
  await recorder.step('token', (notes) => takeToken(deps.tokens, link, deps.now, notes));
  const contentKeys: Buffer[] = [];
  try {
    const { body, sealed } = await protect(call, contentKeys, recorder);
    const first = await recorder.step('send', (notes) => send(call, body, notes));
    const { answer, token } = await recorder.step('receive', async (notes) => {
      const last = await sendAgainIfKeyChanged(call, sealed, first, notes);
      return { answer: last, token: receive(call, last, notes) };
    });
    await open(call, token, contentKeys.at(-1), answer, recorder);
  } finally {
    for (const contentKey of contentKeys) contentKey.fill(0);
  }
  return protection.says;
}

/** The message made ready to be sent: signed, encrypted, both, or nothing at all. */
async function protect(call: PlaygroundCall, contentKeys: Buffer[], recorder: RunRecorder): Promise<{ body?: string; sealed?: Sealed }> {
  const { deps, link, protection } = call;
  if (!protection.signs && !protection.encrypts) return {};
  const payload = await recorder.step('compose', (notes) => compose(call, notes));
  const plaintext = protection.signs ? await recorder.step('sign', (notes) => sign(call, payload, notes)) : payload;
  if (!protection.encrypts) return { body: plaintext };
  const wiseKey = await recorder.step('wise-encryption-key', (notes) => takeWiseKey(deps, link, KEY_ENCRYPTION, 'Wise’s encryption key', notes));
  const { jwe, contentKey } = await recorder.step('encrypt', (notes) => encrypt(call, wiseKey, plaintext, notes));
  contentKeys.push(contentKey);
  return { body: jwe, sealed: { plaintext, wiseKey, contentKeys } };
}

/** Decrypts and verifies the answer, and notes that the keys have worked. */
async function open(call: PlaygroundCall, token: ReceivedToken, contentKey: Buffer | undefined, answer: WiseAnswer, recorder: RunRecorder): Promise<void> {
  const { deps, link, protection } = call;
  const opened: OpenedAnswer | undefined = protection.answer === 'clear'
    ? undefined
    : await recorder.step('decrypt', async (notes) => {
      const decrypted = await decrypt(call, token, contentKey, answer, notes);
      if (decrypted.keyId !== undefined) await noteFirstUse(deps, link, 'encryption', decrypted.keyId);
      return decrypted;
    });
  if (protection.signs) await verify(call, opened?.text ?? token.compact, answer, recorder);
}

async function verify(call: PlaygroundCall, jws: string, answer: WiseAnswer, recorder: RunRecorder): Promise<void> {
  const { deps, link, keys: { signing }, message } = call;
  if (!signing) throw new PortcullisError('KEY_MISSING', { reason: 'signing' });
  const alg = signingAlgorithm(signing);
  const wiseKey = await recorder.step('wise-key', (notes) => takeWiseKey(deps, link, alg, 'Wise’s key', notes));
  await recorder.step('verify', async (notes) => {
    await verifyWithWise({ jws, alg, answer, message, wiseKey, refetch: () => refetchWiseKey(deps, link, wiseKey, notes) }, notes);
    await noteFirstUse(deps, link, 'signing', signing.id);
  });
}
