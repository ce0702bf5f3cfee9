import IconCalendarDown from '@tabler/icons-react/dist/esm/icons/IconCalendarDown.mjs';
import IconCalendarDue from '@tabler/icons-react/dist/esm/icons/IconCalendarDue.mjs';
import IconCopy from '@tabler/icons-react/dist/esm/icons/IconCopy.mjs';
import IconDeviceDesktop from '@tabler/icons-react/dist/esm/icons/IconDeviceDesktop.mjs';
import IconFileImport from '@tabler/icons-react/dist/esm/icons/IconFileImport.mjs';
import IconKey from '@tabler/icons-react/dist/esm/icons/IconKey.mjs';
import IconLink from '@tabler/icons-react/dist/esm/icons/IconLink.mjs';
import IconLock from '@tabler/icons-react/dist/esm/icons/IconLock.mjs';
import IconMoon from '@tabler/icons-react/dist/esm/icons/IconMoon.mjs';
import IconPlayerPlay from '@tabler/icons-react/dist/esm/icons/IconPlayerPlay.mjs';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import IconRefresh from '@tabler/icons-react/dist/esm/icons/IconRefresh.mjs';
import IconShieldCheck from '@tabler/icons-react/dist/esm/icons/IconShieldCheck.mjs';
import IconSun from '@tabler/icons-react/dist/esm/icons/IconSun.mjs';
import IconUpload from '@tabler/icons-react/dist/esm/icons/IconUpload.mjs';
import IconWebhook from '@tabler/icons-react/dist/esm/icons/IconWebhook.mjs';
import type { Icon } from '@tabler/icons-react';
import type { ApprovalItem } from '../../../shared/model/approvals.ts';
import type { CertificateSummary } from '../../../shared/model/certificates.ts';
import type { TokenSummary } from '../../../shared/model/tokens.ts';
import type { ConnectionSummary, KeySummary, Preferences, Rotation } from '../../../shared/model/views.ts';
import { KEY_STATES } from '../../components/key-state.tsx';
import { ENVIRONMENT_LOOKS, ownName } from '../../lib/environments.ts';
import { shortId } from '../../lib/ids.ts';
import type { Place } from '../../place.ts';
import { rotationOf, rotationTargets, underWay } from '../rotation/standing.ts';
import { standing } from '../rotation/words.ts';
import { APPROVAL_DEEDS, APPROVAL_PLACES, approvalEntries } from './palette-actions-approvals.ts';
import { certificateEntries } from './palette-actions-certificates.ts';
import { TOKEN_DEEDS, TOKEN_PLACES, tokenEntries } from './palette-actions-tokens.ts';
import { NAVIGATION, SETTINGS } from './screens.ts';

/** What an entry of the palette does. Data only, so that the list can be tested; palette.tsx carries it out. */
export type Deed =
  | { do: 'go'; to: Place }
  | { do: 'lock' }
  | { do: 'check' }
  | { do: 'save-calendar' }
  | { do: 'select'; connectionId: string }
  | { do: 'theme'; theme: Preferences['theme'] }
  | { do: 'rotate'; keyId: string }
  | { do: 'refresh-token'; tokenId: string }
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

function keyEntries(key: KeySummary, rotations: readonly Rotation[]): Entry[] {
  const name = `${shortId(key.id)} ${key.label}`.trim();
  const open = { screen: 'keys', keyId: key.id } as const;
  const entries: Entry[] = [{ id: `open-${key.id}`, group: 'Keys', label: `Open key ${name}`, description: `${key.algorithm}, ${KEY_STATES[key.state].word}`, icon: IconKey, deed: { do: 'go', to: open } }];
  if (key.state === 'made') entries.push({ id: `upload-${key.id}`, group: 'Keys', label: `Upload key ${name} to Wise`, icon: IconUpload, deed: { do: 'go', to: open } });
  else if (key.state !== 'expired' && key.state !== 'retired')
    entries.push({ id: `try-${key.id}`, group: 'Keys', label: `Try key ${name}`, description: `${key.use === 'signing' ? 'signed' : 'encrypted'} playground call`, icon: IconPlayerPlay, deed: { do: 'go', to: { screen: 'playground', method: key.use === 'signing' ? 'jws' : 'jwe', keyId: key.id, runNow: true } } });
  if (rotationTargets(key).length > 0 && !rotationOf(key.id, rotations)) entries.push({ id: `rotate-${key.id}`, group: 'Keys', label: `Rotate key ${name}`, description: 'a successor in its place, with an overlap', icon: IconRefresh, deed: { do: 'rotate', keyId: key.id } });
  entries.push({ id: `copy-id-${key.id}`, group: 'Keys', label: `Copy key id ${name}`, icon: IconCopy, deed: { do: 'copy-key', keyId: key.id, format: 'key-id' } });
  entries.push({ id: `copy-public-${key.id}`, group: 'Keys', label: `Copy public key ${name}`, description: 'DER, base64, as Wise takes it', icon: IconCopy, deed: { do: 'copy-key', keyId: key.id, format: 'der-base64' } });
  return entries;
}

function rotationEntries(rotations: readonly Rotation[], keys: readonly KeySummary[], now: number): Entry[] {
  const label = (id: string) => keys.find((key) => key.id === id)?.label ?? '';
  return underWay(rotations).map((rotation) => ({
    id: `rotation-${rotation.id}`,
    group: 'Do',
    label: `Go on rotating key ${shortId(rotation.oldKeyId)} ${label(rotation.oldKeyId)}`.trim(),
    description: `${rotation.connectionName}. ${standing(rotation, now)}`,
    icon: IconRefresh,
    deed: { do: 'go', to: { screen: 'rotation', id: rotation.id } },
  }));
}

/** Everything the palette can find or do, in the order shown while nothing is typed. */
export function paletteEntries(keys: readonly KeySummary[], connections: readonly ConnectionSummary[], rotations: readonly Rotation[] = [], certificates: readonly CertificateSummary[] = [], tokens: readonly TokenSummary[] = [], waiting: readonly ApprovalItem[] = [], now = Date.now()): Entry[] {
  return [
    { id: 'new-key', group: 'Do', label: 'New signing key', icon: IconPlus, deed: { do: 'go', to: { screen: 'keys', making: true } } },
    ...rotationEntries(rotations, keys, now),
    { id: 'import', group: 'Do', label: 'Import a key', description: 'PEM, DER, JWK or PKCS#12', icon: IconFileImport, deed: { do: 'go', to: { screen: 'keys', importing: true } } },
    { id: 'rotate', group: 'Do', label: 'Rotate what ends soon', icon: IconRefresh, deed: { do: 'go', to: { screen: 'rotation' } } },
    { id: 'new-certificate', group: 'Do', label: 'New certificate', description: 'key, CSR and a live proof', icon: IconPlus, deed: { do: 'go', to: { screen: 'new-certificate' } } },
    { id: 'import-certificate', group: 'Do', label: 'Import a certificate', description: 'PKCS#12, PEM or DER', icon: IconFileImport, deed: { do: 'go', to: { screen: 'certificates', importing: true } } },
    ...TOKEN_DEEDS,
    ...APPROVAL_DEEDS,
    { id: 'check-webhook', group: 'Do', label: 'Check a webhook delivery', description: 'its X-Signature-SHA256', icon: IconWebhook, deed: { do: 'go', to: { screen: 'webhooks', tab: 'check' } } },
    { id: 'save-calendar', group: 'Do', label: 'Save calendar', description: 'every end, as an .ics file', icon: IconCalendarDown, deed: { do: 'save-calendar' } },
    { id: 'check', group: 'Do', label: 'Check the chain to Wise', icon: IconLink, deed: { do: 'check' } },
    { id: 'verify', group: 'Do', label: 'Verify the audit log', icon: IconShieldCheck, deed: { do: 'go', to: { screen: 'audit', verifyNow: true } } },
    { id: 'lock', group: 'Do', label: 'Lock the vault', description: 'drops keys, tokens and copied secrets', icon: IconLock, key: 'L', deed: { do: 'lock' } },
    ...[...NAVIGATION, SETTINGS].map((item): Entry => ({ id: `go-${item.screen}`, group: 'Go to', label: item.name, icon: item.icon, deed: { do: 'go', to: { screen: item.screen } } })),
    { id: 'go-expiry', group: 'Go to', label: 'Expiry', description: 'what ends when', icon: IconCalendarDue, deed: { do: 'go', to: { screen: 'expiry' } } },
    ...APPROVAL_PLACES,
    ...TOKEN_PLACES,
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
    ...keys.flatMap((key) => keyEntries(key, rotations)),
    ...approvalEntries(waiting),
    ...certificateEntries(certificates),
    ...tokenEntries(tokens),
    ...THEMES.map(({ theme, label, icon }): Entry => ({ id: `theme-${theme}`, group: 'Theme', label, icon, deed: { do: 'theme', theme } })),
  ];
}
