import { toPortcullisError } from '../../shared/errors.ts';
import type { Services } from '../services.ts';
import type { UserEntry } from '../vault/body.ts';
import type { WiseLink } from '../wise/clients.ts';
import { errorFromAnswer } from '../wise/errors.ts';
import type { WiseAnswer } from '../wise/exchange.ts';
import { detours, type StepNotes } from '../wise/run-recorder.ts';
import { Secret } from '../wise/secret.ts';
import { readSignUp, requestSignUp } from '../wise/users.ts';
import { findUser, withoutSignUp, withSignedUp, withTried, withUser } from './entry.ts';

export type SignUpDeps = Pick<Services, 'vault' | 'now' | 'tokens'>;

/** `doubtful`: there is a user of the address, and it may be this one, of a sign-up whose answer was lost. Only the code can tell. */
export type SignedUp = { doubtful: boolean };

/** Makes the user at Wise, unless it is there already. Throws `USER_EXISTS`, and the errors of the call. */
export async function signUp(deps: SignUpDeps, link: WiseLink, id: string, notes: StepNotes): Promise<SignedUp> {
  const { vault, now, tokens } = deps;
  const entry = findUser(vault.read(), id);
  if (entry.userId !== undefined) {
    notes.says = `Wise knows the user already: ${entry.userId}.`;
    return { doubtful: false };
  }
  // What stops before the sign-up leaves no doubt behind.
  await tokens.get(link);
  await vault.update((body) => withUser(body, id, (one) => withTried(one, new Date(now()).toISOString())));
  const answer = await send(deps, link, entry, notes);
  if (answer.status === 409) return conflict(deps, entry, answer, notes);
  await noteRefusal(deps, entry, answer);
  const userId = readSignUp(answer);
  await vault.update((body) => withUser(body, id, (one) => withSignedUp(one, userId)));
  notes.fact('User', String(userId));
  notes.says = `Wise made user ${userId}.${notes.says}`;
  return { doubtful: false };
}

async function send({ tokens }: SignUpDeps, link: WiseLink, { email, registrationCode, language }: UserEntry, notes: StepNotes): Promise<WiseAnswer> {
  try {
    const { answer, renewed } = await tokens.authorized(link, (token) => requestSignUp(link.client, token, { email, registrationCode: new Secret(registrationCode), language }));
    notes.request(answer.exchange, JSON.stringify({ email, registrationCode: '[secret]', language }, null, 2));
    notes.response(answer.exchange);
    notes.says = detours(answer.exchange, renewed);
    return answer;
  } catch (thrown) {
    if (/^WISE_(TIMEOUT|UNREACHABLE|ANSWER_INVALID)$/.test(toPortcullisError(thrown).code)) notes.because = 'The sign-up may have arrived all the same. The registration code is kept: fetch the token to go on.';
    throw thrown;
  }
}

/** A sign-up before this one may have been answered to nobody: then the user is ours, and the code proves it. */
async function conflict({ vault }: SignUpDeps, { id, triedAt }: UserEntry, answer: WiseAnswer, notes: StepNotes): Promise<SignedUp> {
  notes.title = 'Wise has a user of this address';
  if (triedAt !== undefined) {
    notes.says = 'An earlier sign-up of this user may have arrived, though its answer did not. The registration code tells whether it did.';
    return { doubtful: true };
  }
  await vault.update((body) => withUser(body, id, (one) => withoutSignUp(one, true)));
  throw errorFromAnswer(answer, 'USER_EXISTS');
}

/** Wise said no, so there is no user of this sign-up; of one before it, and after a fault on Wise's side, nobody knows. */
async function noteRefusal({ vault }: SignUpDeps, { id, triedAt }: UserEntry, { status }: WiseAnswer): Promise<void> {
  if (status < 400 || status > 499) return;
  await vault.update((body) => withUser(body, id, (one) => (triedAt === undefined ? withoutSignUp(one, false) : withTried(one, triedAt))));
}
