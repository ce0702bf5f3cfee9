import type { Environment } from '../../../shared/model/environments.ts';
import type { Profile, TokenKind, TokenOrigin, TokenSummary } from '../../../shared/model/tokens.ts';
import type { TokenAbility } from '../../../shared/model/token-abilities.ts';
import { TOKEN_SITES } from '../../../shared/token-sites.ts';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import type { Input, Output } from '../../../shared/ipc/contract.ts';

/** The profile a token is about: the one picked on Wise’s page, or the only one it sees. */
export function profileOf({ profiles, profileId }: Pick<TokenSummary, 'profiles' | 'profileId'>): Profile | undefined {
  return profiles.find((one) => one.id === profileId) ?? (profiles.length === 1 ? profiles[0] : undefined);
}

/** Countries of the profiles that a token sees, each once; undefined among them where one is not known. */
export function countriesOf({ profiles }: Pick<TokenSummary, 'profiles'>): (string | undefined)[] {
  return [...new Set(profiles.map(({ country }) => country))];
}

const WHAT: Record<TokenKind, (connection: string) => string> = {
  application: (connection) => `Stands for the application of ${connection} itself. It is fetched with client id and secret, kept in memory only, and fetched anew before it ends and after every lock.`,
  user: (connection) => `Lets ${connection} act for a person who gave consent. Its access part lasts hours and is refreshed by itself; each refresh ends the old one at once.`,
  personal: () => 'It acts for whoever made it, and has no end that Wise states.',
};

type Answer = Pick<TokenAbility, 'verdict' | 'says'> & { titles: string[] };

/** Abilities that stand together and have one answer, told once. */
export function byAnswer(abilities: readonly TokenAbility[]): Answer[] {
  const answers: Answer[] = [];
  for (const { title, verdict, says } of abilities) {
    const last = answers.at(-1);
    if (last?.verdict === verdict && last.says === says) last.titles.push(title);
    else answers.push({ titles: [title], verdict, says });
  }
  return answers;
}

/** What it is, in a sentence or two. */
export function whatItIs({ kind, connectionName, environment, origin }: Pick<TokenSummary, 'kind' | 'connectionName' | 'environment' | 'origin'>): string {
  if (kind !== 'personal') return WHAT[kind](connectionName);
  return `Made ${origin === 'sandbox' ? 'by the built-in sandbox' : `by hand on ${whereMade({ environment })}`}. ${WHAT.personal(connectionName)}`;
}

export const ORIGIN_NAMES: Record<TokenOrigin, string> = {
  pasted: 'pasted here',
  imported: 'imported from a file',
  consent: 'by consent on Wise’s page',
  registration: 'with a registration code',
  'client-credentials': 'with client id and secret',
  sandbox: 'the built-in sandbox’s own',
};

/** Where personal tokens of an environment are made and deleted, and consents taken back. */
export function whereMade({ environment }: { environment: Environment }): string {
  return TOKEN_SITES[environment];
}

/** What forgetting it does and does not do, a sentence each. */
export function forgetSays(token: TokenSummary): string[] {
  const { kind, connectionName, isInUse } = token;
  const isOurs = token.environment === 'built-in';
  if (kind === 'application') return [`It is dropped from memory. The next call of ${connectionName} fetches another.`];
  const says = [isInUse ? `Calls of ${connectionName} for a profile carry it: they stop until another token is put in its place.` : 'No connection uses it for its calls. It is dropped from this vault; there is no way to bring it back.'];
  if (kind === 'personal') says.push(`${isOurs ? 'The sandbox' : 'Wise'} is not told, and the token goes on working: delete it on ${whereMade(token)} too${isOurs ? '' : ', under Settings, API tokens'}.`);
  else says.push(isOurs ? 'The sandbox is not told: like Wise, it has no call for that.' : `Wise is not told: it has no call for that. Whoever gave consent takes it back on ${whereMade(token)}.`);
  return says;
}

/** What using it for calls changes. */
export function useSays(token: TokenSummary, connection: ConnectionSummary, inUse: TokenSummary | undefined): string[] {
  const says = [`Every call of ${connection.name} for a profile carries “${token.label}”${inUse && inUse.id !== token.id ? ` in place of “${inUse.label}”, which stays` : ''}.`];
  const profile = profileOf(token);
  if (connection.profileId === undefined && profile) says.push(`Its calls are then about ${profile.name} (${profile.id}).`);
  else if (connection.profileId !== undefined && token.profiles.length > 0 && !token.profiles.some((one) => one.id === connection.profileId)) says.push(`It does not see profile ${connection.profileId}, which the calls are about: change the profile under Connections.`);
  return says;
}

type Refreshed = Output<'tokens.refresh'>;

function counted(count: number): string {
  return count === 1 ? 'One token' : `${count.toLocaleString('en')} tokens`;
}

/** What came of refreshing several, in a sentence. */
export function refreshedSays(answers: Refreshed): string {
  const failed = answers.filter(({ error }) => error).length;
  const done = answers.length - failed;
  if (failed === 0) return `${counted(done)} refreshed.`;
  if (done === 0) return failed === 1 ? 'It was not refreshed.' : `None of ${failed.toLocaleString('en')} was refreshed.`;
  return `${counted(done)} refreshed, ${failed.toLocaleString('en')} not.`;
}

/** So many go to main at a time: the words that tell how far it is can then keep up. */
const AT_A_TIME = 25;

/** The ids to refresh, in portions. */
export function portions(ids: Input<'tokens.refresh'>['tokenIds']): string[][] {
  return Array.from({ length: Math.ceil(ids.length / AT_A_TIME) }, (_, index) => ids.slice(index * AT_A_TIME, (index + 1) * AT_A_TIME));
}
