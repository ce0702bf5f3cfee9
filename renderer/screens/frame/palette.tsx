import { Kbd, useMantineColorScheme } from '@mantine/core';
import { Spotlight, closeSpotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import { useEffect, useMemo } from 'react';
import type { CertificateSummary } from '../../../shared/model/certificates.ts';
import type { TokenSummary } from '../../../shared/model/tokens.ts';
import type { ConnectionSummary, KeySummary } from '../../../shared/model/views.ts';
import { ApiError, call, useAsk } from '../../api.ts';
import { shortcut } from '../../lib/platform.ts';
import { tell, tellFailure } from '../../lib/tell.ts';
import { schemeOf } from '../../lib/theme-choice.ts';
import { go } from '../../place.ts';
import { start } from '../rotation/act.ts';
import { rotationTargets } from '../rotation/standing.ts';
import { selectConnection } from './connection-switch.tsx';
import { lockNow } from './lock-timer.tsx';
import { paletteEntries, type Deed, type Entry } from './palette-actions.ts';
import { checkSoon } from './use-check.ts';

const NO_KEYS: readonly KeySummary[] = [];
const NO_CERTIFICATES: readonly CertificateSummary[] = [];
const NO_TOKENS: readonly TokenSummary[] = [];

type Doers = { [D in Deed['do']]: (deed: Extract<Deed, { do: D }>) => unknown };

function useDoers(connection: ConnectionSummary, keys: readonly KeySummary[]): Doers {
  const { setColorScheme } = useMantineColorScheme();
  return useMemo(
    () => ({
      go: ({ to }) => go(to),
      lock: lockNow,
      check: () => checkSoon(connection.id),
      'save-calendar': async () => {
        const { savedAs, events } = await call('expiry.saveCalendar', {});
        tell(`${events === 1 ? 'One end' : `${events} ends`} saved as ${savedAs}`);
      },
      select: ({ connectionId }) => selectConnection(connectionId),
      theme: async ({ theme }) => {
        setColorScheme(schemeOf(theme));
        await call('preferences.set', { theme });
      },
      rotate: ({ keyId }) => start(keys.filter((key) => key.id === keyId).flatMap(rotationTargets)),
      'refresh-token': async ({ tokenId }) => {
        const error = (await call('tokens.refresh', { tokenIds: [tokenId] }))[0]?.error;
        if (error) throw new ApiError(error);
        tell('Token refreshed');
      },
      'copy-key': async ({ keyId, format }) => {
        await call('keys.copyPublic', { keyId, format });
        tell(format === 'key-id' ? 'Key id copied' : 'Public key copied');
      },
    }),
    [connection.id, keys, setColorScheme],
  );
}

async function carryOut(doers: Doers, deed: Deed): Promise<void> {
  try {
    await (doers[deed.do] as (deed: Deed) => unknown)(deed);
  } catch (error) {
    tellFailure(error);
  }
}

function grouped(entries: Entry[], doers: Doers): SpotlightActionGroupData[] {
  const groups = Map.groupBy(entries, (entry) => entry.group);
  return [...groups].map(([group, members]) => ({
    group,
    actions: members.map(({ id, label, description, icon: EntryIcon, key, deed }) => ({
      id,
      label,
      ...(description && { description }),
      leftSection: <EntryIcon size={18} stroke={1.7} aria-hidden />,
      ...(key && { rightSection: <Kbd size="xs">{shortcut(key).replace('+', ' ')}</Kbd> }),
      onClick: () => void carryOut(doers, deed),
    })),
  }));
}

type Props = { connections: ConnectionSummary[]; connection: ConnectionSummary };

/** The command palette: find or do anything by its name. */
export function Palette({ connections, connection }: Props) {
  const { data: keys = NO_KEYS } = useAsk('keys.list', {});
  const { data: rotations } = useAsk('rotations.list', {});
  const { data: certificates = NO_CERTIFICATES } = useAsk('certificates.list', {});
  const { data: tokens = NO_TOKENS } = useAsk('tokens.list', {});
  const { data: inbox } = useAsk('approvals.inbox', { connectionId: connection.id });
  const doers = useDoers(connection, keys);
  const actions = useMemo(() => grouped(paletteEntries(keys, connections, rotations, certificates, tokens, inbox?.items), doers), [keys, connections, rotations, certificates, tokens, inbox, doers]);
  // A lock takes the palette away with everything else; it must not come back open.
  useEffect(() => closeSpotlight, []);
  return (
    <Spotlight
      actions={actions}
      shortcut="mod + K"
      tagsToIgnore={[]}
      limit={12}
      scrollable
      maxHeight={440}
      highlightQuery
      nothingFound="Nothing by that name"
      searchProps={{ placeholder: 'Find or do anything', leftSection: <IconSearch size={18} aria-hidden />, 'aria-label': 'Find or do anything' }}
      attributes={{ content: { 'aria-label': 'Find or do anything' } }}
      overlayProps={{ blur: 0, backgroundOpacity: 0.35 }}
      transitionProps={{ duration: 100 }}
    />
  );
}
