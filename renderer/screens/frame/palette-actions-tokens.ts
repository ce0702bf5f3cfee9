import IconArrowsExchange from '@tabler/icons-react/dist/esm/icons/IconArrowsExchange.mjs';
import IconCoins from '@tabler/icons-react/dist/esm/icons/IconCoins.mjs';
import IconFileImport from '@tabler/icons-react/dist/esm/icons/IconFileImport.mjs';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import IconRefresh from '@tabler/icons-react/dist/esm/icons/IconRefresh.mjs';
import IconUserCheck from '@tabler/icons-react/dist/esm/icons/IconUserCheck.mjs';
import IconUsers from '@tabler/icons-react/dist/esm/icons/IconUsers.mjs';
import type { TokenSummary } from '../../../shared/model/tokens.ts';
import { KIND_NAMES, TOKEN_STATES } from '../tokens/looks.ts';
import { nextStep } from '../tokens/next-step.ts';
import type { Entry } from './palette-actions.ts';

const GROUP = 'Tokens';

/** What the palette can begin about tokens, whether or not there are any. */
export const TOKEN_DEEDS: readonly Entry[] = [
  { id: 'add-token', group: 'Do', label: 'Add a personal token', description: 'pasted, or the sandbox’s own', icon: IconPlus, deed: { do: 'go', to: { screen: 'tokens', adding: true } } },
  { id: 'ask-consent', group: 'Do', label: 'Ask for consent', description: 'a user token, on Wise’s page', icon: IconUserCheck, deed: { do: 'go', to: { screen: 'tokens', consenting: true } } },
  { id: 'import-tokens', group: 'Do', label: 'Import tokens', description: 'Postman, .env or Bruno', icon: IconFileImport, deed: { do: 'go', to: { screen: 'tokens', importing: true } } },
];

export const TOKEN_PLACES: readonly Entry[] = [
  { id: 'go-users', group: 'Go to', label: 'Users', description: 'made with a registration code', icon: IconUsers, deed: { do: 'go', to: { screen: 'tokens', tab: 'users' } } },
  { id: 'go-migration', group: 'Go to', label: 'Move to OAuth with mTLS', description: 'away from a personal token', icon: IconArrowsExchange, deed: { do: 'go', to: { screen: 'migration' } } },
];

function entriesOf(token: TokenSummary): Entry[] {
  const { id, label, kind, connectionName, state, canRefresh } = token;
  const entries: Entry[] = [{ id: `open-token-${id}`, group: GROUP, label: `Open token ${label}`, description: `${KIND_NAMES[kind]}, ${connectionName}, ${TOKEN_STATES[state].word}`, icon: IconCoins, deed: { do: 'go', to: { screen: 'tokens', tokenId: id } } }];
  if (nextStep(token) === 'consent') entries.push({ id: `consent-token-${id}`, group: GROUP, label: `Ask for consent anew for ${label}`, description: connectionName, icon: IconUserCheck, deed: { do: 'go', to: { screen: 'tokens', consenting: true, tokenId: id } } });
  if (canRefresh) entries.push({ id: `refresh-token-${id}`, group: GROUP, label: `Refresh token ${label}`, description: connectionName, icon: IconRefresh, deed: { do: 'refresh-token', tokenId: id } });
  return entries;
}

/** What the palette finds and does of tokens. */
export function tokenEntries(tokens: readonly TokenSummary[]): Entry[] {
  return tokens.flatMap(entriesOf);
}
