import type { Parsed } from '../../shared/ipc/contract.ts';
import type { Profile } from '../../shared/model/tokens.ts';
import type { Run } from '../../shared/model/views.ts';
import type { Services } from '../services.ts';
import type { TokenEntry } from '../vault/body.ts';
import type { WiseLink } from '../wise/clients.ts';
import { errorFromAnswer } from '../wise/errors.ts';
import type { WiseAnswer } from '../wise/exchange.ts';
import { readProfiles, requestProfiles } from '../wise/profiles.ts';
import { auditOutcome } from '../wise/run-audit.ts';
import { detours, RunRecorder, type PlannedStep, type StepNotes } from '../wise/run-recorder.ts';
import type { AuthorizedAnswer } from './client-credentials.ts';
import { findToken, tokenName } from './entry.ts';
import { countOf, withSeen, withUnseen, type Seen } from './seen.ts';
import { tailOf } from './tail.ts';

const PLAN: readonly PlannedStep[] = [
  { id: 'token', title: 'The token' },
  { id: 'send', title: 'The call to Wise' },
  { id: 'receive', title: 'Wise’s answer' },
  { id: 'profiles', title: 'What the token sees' },
];

export type TestDeps = Pick<Services, 'vault' | 'audit' | 'now'> & { userTokens: Pick<Services['userTokens'], 'authorized'> };

/**
 * Asks Wise for the profiles that a token sees, and keeps them with it; a user token that is due is refreshed first.
 * Throws `TOKEN_NOT_FOUND`; what goes wrong on the way is in the run.
 */
export async function testToken(deps: TestDeps, link: WiseLink, { tokenId }: Parsed<'tokens.test'>): Promise<Run> {
  const { vault, audit, now } = deps;
  const entry = findToken(vault.read(), tokenId);
  const recorder = new RunRecorder(PLAN, now);
  const seen: Seen[] = [];
  const run = await recorder.run(async () => {
    const call = startCall(deps, link, tokenId);
    await recorder.step('token', async (notes) => {
      await call.ready;
      takenToken(findToken(vault.read(), tokenId), entry, notes);
    });
    const { answer, renewed } = await recorder.step('send', (notes) => send(call.answer, notes));
    await recorder.step('receive', (notes) => receive(deps, tokenId, { answer, renewed }, notes));
    const { profiles, userId } = await recorder.step('profiles', async (notes) => {
      const found = await keepSeen(deps, tokenId, answer);
      seen.push(found);
      tellProfiles(found, notes);
      return found;
    });
    return `Wise takes ${tokenName(entry)}: it sees ${countOf(profiles)}${userId === undefined ? '' : ` of user ${userId}`}.`;
  });
  await audit({ kind: 'token.tested', subject: tokenName(entry), ...auditOutcome(run, seen[0] ? countOf(seen[0].profiles) : 'GET /v2/profiles') });
  return run;
}

/** The same without a run. Throws `TOKEN_NOT_FOUND`, `TOKEN_REFUSED` when Wise answers 401, the other errors of an answer, and those of a refresh. */
export async function profilesOf(deps: TestDeps, link: WiseLink, tokenId: string): Promise<Profile[]> {
  const entry = findToken(deps.vault.read(), tokenId);
  const { answer } = await deps.userTokens.authorized(link, tokenId, (token) => requestProfiles(link.client, token));
  await assertTaken(deps, tokenId, answer);
  const { profiles } = await keepSeen(deps, tokenId, answer);
  await deps.audit({ kind: 'token.tested', outcome: 'ok', subject: tokenName(entry), says: countOf(profiles) });
  return profiles;
}

/** `ready` resolves when the token is at hand, refreshed if it had to be, and rejects when it cannot be had. */
function startCall({ userTokens }: TestDeps, link: WiseLink, tokenId: string): { ready: Promise<void>; answer: Promise<AuthorizedAnswer> } {
  const { promise: atHand, resolve } = Promise.withResolvers<void>();
  const answer = userTokens.authorized(link, tokenId, (token) => {
    resolve();
    return requestProfiles(link.client, token);
  });
  return { ready: Promise.race([atHand, answer.then(() => undefined)]), answer };
}

function takenToken(entry: TokenEntry, before: TokenEntry, notes: StepNotes): void {
  const isRefreshed = entry.lastRefreshAt !== before.lastRefreshAt;
  notes.title = isRefreshed ? 'Token refreshed' : 'Token at hand';
  notes.says = isRefreshed ? 'It was due, so it was refreshed first. The new refresh token is saved.' : 'It lies in the vault.';
  notes.fact('Kind', `${entry.kind} token`);
  if (entry.access) notes.fact('Token', `ends in ${tailOf(entry.access.value)}`);
  if (entry.access?.endsAt !== undefined) notes.fact('Until', entry.access.endsAt);
}

async function send(call: Promise<AuthorizedAnswer>, notes: StepNotes): Promise<AuthorizedAnswer> {
  const done = await call;
  const { exchange } = done.answer;
  notes.request(exchange);
  notes.says = `${exchange.method} ${exchange.path} to ${exchange.host}.`;
  return done;
}

async function receive(deps: TestDeps, tokenId: string, { answer, renewed }: AuthorizedAnswer, notes: StepNotes): Promise<void> {
  notes.response(answer.exchange);
  await assertTaken(deps, tokenId, answer);
  notes.says = `Wise answered ${answer.status}: it takes the token.${detours(answer.exchange, renewed)}`;
}

/** What Wise says against it is kept with the token. */
async function assertTaken({ vault, now }: TestDeps, tokenId: string, answer: WiseAnswer): Promise<void> {
  if (answer.status >= 200 && answer.status <= 299) return;
  const at = new Date(now()).toISOString();
  await vault.update((body) => withUnseen(body, tokenId, answer, at));
  throw answer.status === 401 ? errorFromAnswer(answer, 'TOKEN_REFUSED') : errorFromAnswer(answer);
}

async function keepSeen({ vault, now }: TestDeps, tokenId: string, answer: WiseAnswer): Promise<Seen> {
  const seen = readProfiles(answer);
  const at = new Date(now()).toISOString();
  await vault.update((body) => withSeen(body, tokenId, seen, answer, at));
  return seen;
}

function tellProfiles({ profiles, userId }: Seen, notes: StepNotes): void {
  notes.says = profiles.length === 0 ? 'Wise knows no profile for it.' : `It sees ${countOf(profiles)}.`;
  if (userId !== undefined) notes.fact('User', String(userId));
  for (const { id, type, name, country } of profiles) notes.fact(`Profile ${id}`, `${name}, ${type}${country === undefined ? '' : `, ${country}`}`);
}
