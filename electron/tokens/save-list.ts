import { toPortcullisError } from '../../shared/errors.ts';
import type { TokenSummary } from '../../shared/model/tokens.ts';
import type { Services } from '../services.ts';
import { saveAs } from '../shell/save-as.ts';
import { writeAtomic } from '../storage/atomic-file.ts';
import { csvOf } from './csv.ts';
import { listTokens, type ListDeps } from './list.ts';

type Column = readonly [head: string, of: (token: TokenSummary) => string];

/** What the screen lists. Neither the token nor its last characters are among it. Times are ISO 8601. */
const COLUMNS: readonly Column[] = [
  ['Label', ({ label }) => label],
  ['Kind', ({ kind }) => kind],
  ['State', ({ state }) => state],
  ['Connection', ({ connectionName }) => connectionName],
  ['Environment', ({ environment }) => environment],
  ['In use', ({ isInUse }) => (isInUse ? 'yes' : 'no')],
  ['Profiles', ({ profiles }) => profiles.map(({ id, name }) => `${name} (${id})`).join('; ')],
  ['User', ({ userId }) => (userId === undefined ? '' : String(userId))],
  ['Came by', ({ origin }) => origin],
  ['Made', ({ madeAt }) => madeAt],
  ['Ends', ({ endsAt = '' }) => endsAt],
  ['Refresh token ends', ({ refreshEndsAt = '' }) => refreshEndsAt],
  ['Replace by', ({ replaceAt = '' }) => replaceAt],
  ['Last used', ({ lastUsedAt = '' }) => lastUsedAt],
  ['Last refresh', ({ lastRefreshAt = '' }) => lastRefreshAt],
  ['Last test', ({ lastTestedAt = '' }) => lastTestedAt],
];

export type SaveListDeps = ListDeps & Pick<Services, 'audit' | 'dialogs' | 'info'>;

/** Saves the list of tokens as CSV (RFC 4180), without anything secret. Throws `CANCELLED`, `STORAGE_*`, `VAULT_LOCKED`. */
export async function saveTokenList(deps: SaveListDeps): Promise<{ savedAs: string }> {
  const path = await saveAs(deps, { title: 'Save the list of tokens', suggestedName: 'portcullis-tokens.csv' });
  const tokens = listTokens(deps);
  const csv = csvOf([COLUMNS.map(([head]) => head), ...tokens.map((token) => COLUMNS.map(([, of]) => of(token)))]);
  const record = (outcome: 'ok' | 'failed', says: string) => deps.audit({ kind: 'token.list-saved', outcome, subject: 'list of tokens', says });
  try {
    await writeAtomic(path, [Buffer.from(csv, 'utf8')]);
  } catch (thrown) {
    await record('failed', toPortcullisError(thrown).code);
    throw thrown;
  }
  await record('ok', `${tokens.length} ${tokens.length === 1 ? 'token' : 'tokens'}`);
  return { savedAs: path };
}
