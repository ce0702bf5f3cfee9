import type { Output, Parsed } from '../../shared/ipc/contract.ts';
import type { AuditKind, Run } from '../../shared/model/views.ts';
import { findConnection } from '../connections/resolve.ts';
import type { Services } from '../services.ts';
import { countOf, withSeen } from '../tokens/seen.ts';
import type { WiseLink } from '../wise/clients.ts';
import { readProfiles, requestProfiles } from '../wise/profiles.ts';
import { auditOutcome } from '../wise/run-audit.ts';
import { RunRecorder, type PlannedStep, type StepNotes } from '../wise/run-recorder.ts';
import { findUser, newUser, userName, withSignedUp, withUser } from './entry.ts';
import { fetchUserToken } from './fetch-token.ts';
import { signUp } from './sign-up.ts';
import { viewUser } from './view.ts';

export type UserDeps = Pick<Services, 'vault' | 'audit' | 'now' | 'tokens'> & { userTokens: Pick<Services['userTokens'], 'authorized'> };

const PLAN: readonly PlannedStep[] = [
  { id: 'code', title: 'Registration code' },
  { id: 'sign-up', title: 'Sign-up' },
  { id: 'token', title: 'First token' },
  { id: 'profiles', title: 'What the token sees' },
];

/**
 * Makes a registration code, keeps it, signs the user up and fetches a token. A user of this address that was begun before goes on with its code.
 * Throws `CONNECTION_NOT_FOUND`; what goes wrong on the way is in the run.
 */
export async function createUser(deps: UserDeps, link: WiseLink, { connectionId, email, language }: Parsed<'users.create'>): Promise<Output<'users.create'>> {
  const made = newUser({ connectionId, email, language }, new Date(deps.now()).toISOString());
  let id = made.id;
  await deps.vault.update((body) => {
    findConnection(body, connectionId);
    const before = body.users.find((one) => one.connectionId === connectionId && one.email.toLowerCase() === email.toLowerCase());
    id = before?.id ?? made.id;
    return before ? body : { ...body, users: [...body.users, made] };
  });
  return goOn(deps, link, id, { kind: 'user.made', tell: id === made.id ? codeMade : codeAtHand });
}

function codeMade(notes: StepNotes): void {
  notes.title = 'Registration code made';
  notes.says = '40 random characters, kept in the vault before anything was sent.';
}

/** Goes on where `createUser` stopped. Throws `USER_NOT_FOUND`; what goes wrong on the way is in the run. */
export async function fetchTokenOfUser(deps: UserDeps, link: WiseLink, id: string): Promise<Output<'users.fetchToken'>> {
  findUser(deps.vault.read(), id);
  return goOn(deps, link, id, { kind: 'user.token', tell: codeAtHand });
}

function codeAtHand(notes: StepNotes): void {
  notes.title = 'Registration code at hand';
  notes.says = 'This user was begun before: its registration code lies in the vault.';
}

async function goOn(deps: UserDeps, link: WiseLink, id: string, { kind, tell }: { kind: AuditKind; tell: (notes: StepNotes) => void }): Promise<{ user: Output<'users.create'>['user']; run: Run }> {
  const { vault, audit, now } = deps;
  const { email } = findUser(vault.read(), id);
  const recorder = new RunRecorder(PLAN, now);
  const run = await recorder.run(async () => {
    await recorder.step('code', tell);
    const signedUp = await recorder.step('sign-up', (notes) => signUp(deps, link, id, notes));
    const tokenId = await recorder.step('token', (notes) => fetchUserToken(deps, link, id, signedUp, notes));
    await recorder.step('profiles', (notes) => lookAtProfiles(deps, link, { id, tokenId }, notes));
    return `There is a token for ${email}.`;
  });
  await audit({ kind, subject: userName({ email }), ...auditOutcome(run, `over ${link.target.name}`) });
  const body = vault.read();
  return { user: viewUser(findUser(body, id), body), run };
}

async function lookAtProfiles({ vault, now, userTokens }: UserDeps, link: WiseLink, { id, tokenId }: { id: string; tokenId: string }, notes: StepNotes): Promise<void> {
  const { answer } = await userTokens.authorized(link, tokenId, (token) => requestProfiles(link.client, token));
  notes.request(answer.exchange);
  notes.response(answer.exchange);
  const seen = readProfiles(answer);
  const at = new Date(now()).toISOString();
  await vault.update((body) => withUser(withSeen(body, tokenId, seen, answer, at), id, (one) => withSignedUp(one, one.userId ?? seen.userId)));
  notes.says = seen.profiles.length === 0 ? 'Wise knows no profile for it yet.' : `It sees ${countOf(seen.profiles)}.`;
  for (const { id: profileId, type, name } of seen.profiles) notes.fact(`Profile ${profileId}`, `${name}, ${type}`);
}
