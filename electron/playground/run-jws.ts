import { PortcullisError } from '../../shared/errors.ts';
import type { Run } from '../../shared/model/views.ts';
import { fetchWiseKey, type WiseKeyDeps } from '../connections/wise-keys.ts';
import { findKey, keyName, shortId, signingAlgorithm } from '../keys/entry.ts';
import type { Signer, SignedMessage } from '../keys/sign.ts';
import { jwsHeader } from '../jose/sign.ts';
import { TOKEN_STEP, takeToken } from '../tokens/token-step.ts';
import type { KeyEntry } from '../vault/body.ts';
import type { WiseLink } from '../wise/clients.ts';
import type { WiseAnswer } from '../wise/exchange.ts';
import { PLAYGROUND_JWS_PATH, postPlaygroundJws } from '../wise/jose-playground.ts';
import { auditOutcome } from '../wise/run-audit.ts';
import { detours, RunRecorder, type PlannedStep, type StepNotes } from '../wise/run-recorder.ts';
import { noteFirstUse } from './first-use.ts';
import { receiveJws } from './receive.ts';
import { takeWiseKey, verifyWithWise } from './verify-step.ts';

/** Named for what is at stake, as a step that fails or is skipped is told; one that is done says what was done. */
const PLAN: readonly PlannedStep[] = [
  TOKEN_STEP,
  { id: 'compose', title: 'Header and payload' },
  { id: 'sign', title: 'Our signature' },
  { id: 'send', title: 'The call to Wise' },
  { id: 'receive', title: 'Wise’s answer' },
  { id: 'wise-key', title: 'Wise’s key' },
  { id: 'verify', title: 'Wise’s signature' },
];

export type PlaygroundDeps = Required<WiseKeyDeps> & { sign: Signer };
export type PlaygroundInput = { keyId: string; message: string };

/**
 * A signed playground call, told step by step, its answer verified with Wise's key.
 * Throws `KEY_NOT_FOUND`, `KEY_WRONG_USE`, `KEY_NOT_UPLOADED`; what goes wrong on the way is in the run.
 */
export async function runJws(deps: PlaygroundDeps, link: WiseLink, { keyId, message }: PlaygroundInput): Promise<Run> {
  const entry = findKey(deps.vault.read(), keyId);
  const alg = signingAlgorithm(entry);
  assertUploaded(entry, link);
  const recorder = new RunRecorder(PLAN, deps.now);
  const run = await recorder.run(async () => {
    await recorder.step('token', (notes) => takeToken(deps.tokens, link, deps.now, notes));
    const payload = await recorder.step('compose', (notes) => compose(entry, message, notes));
    const signed = await recorder.step('sign', (notes) => sign(deps, keyId, payload, notes));
    const answer = await recorder.step('send', (notes) => send(deps, link, signed, notes));
    const jws = await recorder.step('receive', (notes) => receiveJws(answer, notes));
    const wiseKey = await recorder.step('wise-key', (notes) => takeWiseKey(deps, link, alg, notes));
    await recorder.step('verify', async (notes) => {
      await verifyWithWise({ jws, answer, message, wiseKey, refetch: () => fetchWiseKey(deps, link, alg) }, notes);
      await noteFirstUse(deps, link, keyId);
    });
    return 'Wise answered, and the signature is Wise’s.';
  });
  await deps.audit({ kind: 'playground.run', subject: link.target.name, ...auditOutcome(run, `${keyName(keyId)}, POST ${PLAYGROUND_JWS_PATH}`) });
  return run;
}

function assertUploaded(entry: KeyEntry, { target }: WiseLink): void {
  if (!entry.uploads.some(({ connectionId }) => connectionId === target.id)) throw new PortcullisError('KEY_NOT_UPLOADED');
}

function compose(entry: KeyEntry, message: string, notes: StepNotes): string {
  const payload = { message };
  notes.json('Protected header', jwsHeader(signingAlgorithm(entry), entry.id, PLAYGROUND_JWS_PATH));
  notes.json('Payload', payload);
  notes.title = 'Header and payload composed';
  notes.says = 'The header names the algorithm, the key (kid) and the path of the call (url), which Wise compares with the path it was called on.';
  return JSON.stringify(payload);
}

async function sign(deps: PlaygroundDeps, keyId: string, payload: string, notes: StepNotes): Promise<SignedMessage> {
  const signed = await deps.sign({ keyId, method: 'POST', path: PLAYGROUND_JWS_PATH, payload });
  notes.title = `Signed with ${signed.header.alg}`;
  notes.says = `Key ${shortId(keyId)} signed header and payload; 3 parts, ${signed.jws.length} bytes.`;
  notes.fact('Key id', keyId);
  notes.fact('Algorithm', signed.header.alg);
  notes.block('compact', 'Compact JWS', signed.jws);
  return signed;
}

async function send({ tokens }: PlaygroundDeps, link: WiseLink, { jws }: SignedMessage, notes: StepNotes): Promise<WiseAnswer> {
  const { answer, renewed } = await tokens.authorized(link, (token) => postPlaygroundJws(link.client, token, jws));
  const { exchange } = answer;
  notes.request(exchange, jws);
  notes.title = 'Sent to Wise';
  notes.says = `POST ${PLAYGROUND_JWS_PATH} at ${exchange.host}; answered after ${Math.round(exchange.ms)} ms.${detours(exchange, renewed)}`;
  return answer;
}
