import IconCopy from '@tabler/icons-react/dist/esm/icons/IconCopy.mjs';
import IconDeviceDesktop from '@tabler/icons-react/dist/esm/icons/IconDeviceDesktop.mjs';
import IconKey from '@tabler/icons-react/dist/esm/icons/IconKey.mjs';
import IconLink from '@tabler/icons-react/dist/esm/icons/IconLink.mjs';
import IconLock from '@tabler/icons-react/dist/esm/icons/IconLock.mjs';
import IconMoon from '@tabler/icons-react/dist/esm/icons/IconMoon.mjs';
import IconPlayerPlay from '@tabler/icons-react/dist/esm/icons/IconPlayerPlay.mjs';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import IconShieldCheck from '@tabler/icons-react/dist/esm/icons/IconShieldCheck.mjs';
import IconSun from '@tabler/icons-react/dist/esm/icons/IconSun.mjs';
import IconUpload from '@tabler/icons-react/dist/esm/icons/IconUpload.mjs';
import type { Icon } from '@tabler/icons-react';
import type { ConnectionSummary, KeySummary, Preferences } from '../../../shared/model/views.ts';
import { KEY_STATES } from '../../components/key-state.tsx';
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

export type Entry = {
  id: string;
  group: string;
  label: string;
  description?: string;
  icon: Icon;
  /** The key that does the same from anywhere, together with Ctrl or ⌘. */
  key?: string;
  deed: Deed;
};

const THEMES: readonly { theme: Preferences['theme']; label: string; icon: Icon }[] = [
  { theme: 'light', label: 'Light theme', icon: IconSun },
  { theme: 'dark', label: 'Dark theme', icon: IconMoon },
  { theme: 'system', label: 'Theme of the system', icon: IconDeviceDesktop },
];

function keyEntries(key: KeySummary): Entry[] {
  const name = `${shortId(key.id)} ${key.label}`.trim();
  const open = { screen: 'keys', keyId: key.id } as const;
  const entries: Entry[] = [{ id: `open-${key.id}`, group: 'Keys', label: `Open key ${name}`, description: `${key.algorithm}, ${KEY_STATES[key.state].word}`, icon: IconKey, deed: { do: 'go', to: open } }];
  if (key.state === 'made') entries.push({ id: `upload-${key.id}`, group: 'Keys', label: `Upload key ${name} to Wise`, icon: IconUpload, deed: { do: 'go', to: open } });
  else if (key.use === 'signing' && key.state !== 'expired')
    entries.push({ id: `try-${key.id}`, group: 'Keys', label: `Try key ${name}`, description: 'signed playground call', icon: IconPlayerPlay, deed: { do: 'go', to: { screen: 'playground', keyId: key.id, runNow: true } } });
  entries.push({ id: `copy-id-${key.id}`, group: 'Keys', label: `Copy key id ${name}`, icon: IconCopy, deed: { do: 'copy-key', keyId: key.id, format: 'key-id' } });
  entries.push({ id: `copy-public-${key.id}`, group: 'Keys', label: `Copy public key ${name}`, description: 'DER, base64, as Wise takes it', icon: IconCopy, deed: { do: 'copy-key', keyId: key.id, format: 'der-base64' } });
  return entries;
}

/** Everything the palette can find or do, in the order shown while nothing is typed. */
export function paletteEntries(keys: readonly KeySummary[], connections: readonly ConnectionSummary[]): Entry[] {
  return [
    { id: 'new-key', group: 'Do', label: 'New signing key', icon: IconPlus, deed: { do: 'go', to: { screen: 'keys', making: true } } },
    { id: 'check', group: 'Do', label: 'Check the chain to Wise', icon: IconLink, deed: { do: 'check' } },
    { id: 'verify', group: 'Do', label: 'Verify the audit log', icon: IconShieldCheck, deed: { do: 'go', to: { screen: 'audit', verifyNow: true } } },
    { id: 'lock', group: 'Do', label: 'Lock the vault', description: 'drops keys, tokens and copied secrets', icon: IconLock, key: 'L', deed: { do: 'lock' } },
    ...[...NAVIGATION, SETTINGS].map((item): Entry => ({ id: `go-${item.screen}`, group: 'Go to', label: item.name, icon: item.icon, deed: { do: 'go', to: { screen: item.screen } } })),
    ...connections
      .filter((connection) => !connection.selected)
      .map((connection): Entry => ({
        id: `select-${connection.id}`,
        group: 'Connection',
        label: `Switch to ${ENVIRONMENT_LOOKS[connection.environment].name} ${ownName(connection) ?? ''}`.trim(),
        icon: ENVIRONMENT_LOOKS[connection.environment].icon,
        deed: { do: 'select', connectionId: connection.id },
      })),
    { id: 'connect', group: 'Connection', label: 'Add a connection', icon: IconPlus, deed: { do: 'go', to: { screen: 'connect' } } },
    ...keys.flatMap(keyEntries),
    ...THEMES.map(({ theme, label, icon }): Entry => ({ id: `theme-${theme}`, group: 'Theme', label, icon, deed: { do: 'theme', theme } })),
  ];
}
