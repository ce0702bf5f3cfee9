import { PortcullisError } from '../../shared/errors.ts';
import { algorithm } from '../../shared/model/algorithms.ts';
import type { Run } from '../../shared/model/views.ts';
import { assertOwnKey } from '../connections/shared-credentials.ts';
import { publicKeyOf, spkiBase64, type PrivateJwk } from '../jose/public-key.ts';
import type { Audit, Clock, VaultStore } from '../ports.ts';
import type { ClientCredentialsTokens } from '../tokens/client-credentials.ts';
import { TOKEN_STEP, takeToken } from '../tokens/token-step.ts';
import type { KeyEntry } from '../vault/body.ts';
import type { WiseLink } from '../wise/clients.ts';
import { answerFacts, readWiseWords } from '../wise/errors.ts';
import type { WiseAnswer } from '../wise/exchange.ts';
import { readUploadedKey, scopeOf, uploadPublicKey, type UploadedKey } from '../wise/jose-keys.ts';
import { detours, RunRecorder, type PlannedStep, type StepNotes } from '../wise/run-recorder.ts';
import { auditOutcome } from '../wise/run-audit.ts';
import { assertNotExpired, findKey, keyName, shortId, withEvent, withKey } from './entry.ts';
import { assertNotRetired } from './use.ts';

const PLAN: readonly PlannedStep[] = [TOKEN_STEP, { id: 'send', title: 'The call to Wise' }, { id: 'receive', title: 'Wise’s answer' }];

export type UploadDeps = { vault: VaultStore; audit: Audit; tokens: ClientCredentialsTokens; now?: Clock };

/** Gives Wise the public half of a key. Throws `KEY_NOT_FOUND`, `KEY_RETIRED`, `KEY_EXPIRED`, and `CREDENTIAL_SHARED` for a key of production elsewhere or the other way round; what goes wrong on the way is in the run. */
export async function uploadKey({ vault, audit, tokens, now = Date.now }: UploadDeps, link: WiseLink, keyId: string): Promise<Run> {
  const start = vault.read();
  const entry = findKey(start, keyId);
  assertNotRetired(entry);
  assertNotExpired(entry, now());
  assertOwnKey(start, entry, link.target.environment);
  const sent = uploadRequest(entry);
  const recorder = new RunRecorder(PLAN, now);
  const run = await recorder.run(async () => {
    await recorder.step('token', (notes) => takeToken(tokens, link, now, notes));
    const answer = await recorder.step('send', (notes) => send(tokens, link, sent, notes));
    await recorder.step('receive', async (notes) => {
      receive(answer, { sent, origin: entry.origin }, notes);
      await vault.update((body) => withKey(body, keyId, (before) => uploaded(before, link, answer, now())));
    });
    return `Wise has the public half of ${keyName(keyId)}.`;
  });
  await audit({ kind: 'key.uploaded', subject: keyName(keyId), ...auditOutcome(run, `to ${link.target.name}`) });
  return run;
}

/** Wise says of a key id only that it is taken, not by which key. */
const ALREADY_THERE: Readonly<Record<KeyEntry['origin'], string>> = {
  made: 'An earlier upload of it had arrived, though its answer did not. The key id was made at random here, so it can be no other key.',
  imported: 'A key with this id is there, most likely this one, which was imported. A playground call proves whether it is.',
};

/** What Wise is sent for a key. */
function uploadRequest({ id, algorithm: alg, validFrom, validTill, privateJwk }: KeyEntry): UploadedKey {
  return {
    keyId: id,
    scope: scopeOf(alg),
    validFrom: wiseDate(validFrom),
    validTill: wiseDate(validTill),
    publicKeyMaterial: { algorithm: algorithm(alg).wiseName, keyMaterial: spkiBase64(publicKeyOf(privateJwk as PrivateJwk)) },
  };
}

/** ISO 8601 in UTC to Wise's `yyyy-MM-dd HH:mm:ss`. */
function wiseDate(instant: string): string {
  return new Date(instant).toISOString().slice(0, 19).replace('T', ' ');
}

async function send(tokens: ClientCredentialsTokens, link: WiseLink, sent: UploadedKey, notes: StepNotes): Promise<WiseAnswer> {
  notes.json('Sent', sent);
  const { answer, renewed } = await tokens.authorized(link, (token) => uploadPublicKey(link.client, token, sent));
  notes.request(answer.exchange);
  notes.fact('Key id', sent.keyId);
  notes.fact('Scope', sent.scope);
  notes.fact('Valid (UTC)', `${sent.validFrom} to ${sent.validTill}`);
  notes.title = 'Public key sent to Wise';
  notes.says = `${sent.publicKeyMaterial.algorithm} public key to ${answer.exchange.host}. The private key stays in the vault.${detours(answer.exchange, renewed)}`;
  return answer;
}

function receive(answer: WiseAnswer, { sent, origin }: { sent: UploadedKey; origin: KeyEntry['origin'] }, notes: StepNotes): void {
  notes.response(answer.exchange);
  if (alreadyThere(answer)) {
    notes.title = 'Wise already has this key';
    notes.says = ALREADY_THERE[origin];
    return;
  }
  const received = readUploadedKey(answer);
  notes.json('Received', received);
  assertSameKey(received, sent, answer);
  const differing = (['scope', 'validFrom', 'validTill'] as const).filter((field) => received[field] !== sent[field]);
  for (const field of differing) notes.fact(`${field} differs`, `sent ${sent[field]}, Wise has ${received[field]}`);
  notes.says = differing.length === 0
    ? `Wise answered ${answer.status} with the same key, scope and dates.`
    : `Wise answered ${answer.status} with the same key, but not as sent: ${differing.join(', ')}. Wise’s form is what counts.`;
}

/** After an answer that was lost on the way, a repeated upload is told that its key id is taken: then the first one has worked. */
function alreadyThere(answer: WiseAnswer): boolean {
  return answer.status === 409 && readWiseWords(answer.body.reveal()).field === 'keyId';
}

/** An answer about another key than ours confirms nothing. */
function assertSameKey(received: UploadedKey, sent: UploadedKey, answer: WiseAnswer): void {
  const compared = [
    ['keyId', received.keyId.toLowerCase() === sent.keyId.toLowerCase()],
    ['publicKeyMaterial.algorithm', received.publicKeyMaterial.algorithm === sent.publicKeyMaterial.algorithm],
    ['publicKeyMaterial.keyMaterial', received.publicKeyMaterial.keyMaterial === sent.publicKeyMaterial.keyMaterial],
  ] as const;
  const field = compared.find(([, same]) => !same)?.[0];
  if (field !== undefined) throw new PortcullisError('WISE_ANSWER_INVALID', { ...answerFacts(answer), reason: 'ANOTHER_KEY', field });
}

function uploaded(entry: KeyEntry, { target }: WiseLink, { status, exchange }: WiseAnswer, now: number): KeyEntry {
  const at = new Date(now).toISOString();
  const trace = exchange.traceId === undefined ? '' : `, trace ${shortId(exchange.traceId)}`;
  const uploads = [...entry.uploads.filter(({ connectionId }) => connectionId !== target.id), { connectionId: target.id, at }];
  return withEvent({ ...entry, uploads }, { at, kind: 'uploaded', says: `To ${target.name}: answered ${status}${trace}` });
}
