import type { ConnectionSummary, KeySummary, Preferences } from '../../../shared/model/views.ts';
import { ENVIRONMENT_LOOKS, ownName } from '../../lib/environments.ts';
import { shortId } from '../../lib/ids.ts';
import type { Place } from '../../place.ts';
import { NAVIGATION, SETTINGS } from './screens.ts';

/** What an entry of the palette does. Data only, so that the list can be tested; palette.tsx carries it out. */
export type Deed =
  | { do: 'go'; to: Place }
  | { do: 'lock' }
  | { do: 'check' }
  | { do: 'select'; connectionId: string }
  | { do: 'theme'; theme: Preferences['theme'] }
  | { do: 'copy-key'; keyId: string; format: 'key-id' | 'der-base64' };

export type Entry = { id: string; group: string; label: string; description?: string; deed: Deed };

const THEMES: readonly { theme: Preferences['theme']; label: string }[] = [
  { theme: 'light', label: 'Light theme' },
  { theme: 'dark', label: 'Dark theme' },
  { theme: 'system', label: 'Theme of the system' },
];

function keyEntries(key: KeySummary): Entry[] {
  const name = `${shortId(key.id)} ${key.label}`.trim();
  const open = { screen: 'keys', keyId: key.id } as const;
  const entries: Entry[] = [{ id: `open-${key.id}`, group: 'Keys', label: `Open key ${name}`, description: `${key.algorithm}, ${key.state}`, deed: { do: 'go', to: open } }];
  if (key.state === 'made') entries.push({ id: `upload-${key.id}`, group: 'Keys', label: `Upload key ${name} to Wise`, deed: { do: 'go', to: open } });
  else if (key.use === 'signing' && key.state !== 'expired')
    entries.push({ id: `try-${key.id}`, group: 'Keys', label: `Try key ${name}`, description: 'signed playground call', deed: { do: 'go', to: { screen: 'playground', keyId: key.id, runNow: true } } });
  entries.push({ id: `copy-id-${key.id}`, group: 'Keys', label: `Copy key id ${name}`, deed: { do: 'copy-key', keyId: key.id, format: 'key-id' } });
  entries.push({ id: `copy-public-${key.id}`, group: 'Keys', label: `Copy public key ${name}`, description: 'DER, base64, as Wise takes it', deed: { do: 'copy-key', keyId: key.id, format: 'der-base64' } });
  return entries;
}

/** Everything the palette can find or do, in the order shown while nothing is typed. */
export function paletteEntries(keys: readonly KeySummary[], connections: readonly ConnectionSummary[]): Entry[] {
  return [
    { id: 'new-key', group: 'Do', label: 'New signing key', deed: { do: 'go', to: { screen: 'keys', making: true } } },
    { id: 'check', group: 'Do', label: 'Check the chain to Wise', deed: { do: 'check' } },
    { id: 'verify', group: 'Do', label: 'Verify the audit log', deed: { do: 'go', to: { screen: 'audit', verifyNow: true } } },
    { id: 'lock', group: 'Do', label: 'Lock the vault', description: 'drops keys, tokens and copied secrets', deed: { do: 'lock' } },
    ...[...NAVIGATION, SETTINGS].map((item): Entry => ({ id: `go-${item.screen}`, group: 'Go to', label: item.name, deed: { do: 'go', to: { screen: item.screen } } })),
    ...connections
      .filter((connection) => !connection.selected)
      .map((connection): Entry => ({
        id: `select-${connection.id}`,
        group: 'Connection',
        label: `Switch to ${ENVIRONMENT_LOOKS[connection.environment].name} ${ownName(connection) ?? ''}`.trim(),
        deed: { do: 'select', connectionId: connection.id },
      })),
    { id: 'connect', group: 'Connection', label: 'Add a connection', deed: { do: 'go', to: { screen: 'connect' } } },
    ...keys.flatMap(keyEntries),
    ...THEMES.map(({ theme, label }): Entry => ({ id: `theme-${theme}`, group: 'Theme', label, deed: { do: 'theme', theme } })),
  ];
}
