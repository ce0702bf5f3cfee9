import { Menu } from '@mantine/core';
import IconPencil from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs';
import IconPlugConnected from '@tabler/icons-react/dist/esm/icons/IconPlugConnected.mjs';
import IconPlugConnectedX from '@tabler/icons-react/dist/esm/icons/IconPlugConnectedX.mjs';
import IconRefresh from '@tabler/icons-react/dist/esm/icons/IconRefresh.mjs';
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs';
import IconUserCheck from '@tabler/icons-react/dist/esm/icons/IconUserCheck.mjs';
import type { TokenSummary } from '../../../shared/model/tokens.ts';
import { MoreMenu } from '../../components/more-menu.tsx';
import { go } from '../../place.ts';
import type { Decision } from './decide.tsx';
import { nextStep } from './next-step.ts';

type Props = { token: TokenSummary; onDecide(decision: Decision): void; onEdit(): void; onRefresh(): void };

/** What is done to a token more rarely. What cannot simply be undone is asked about in the panel. */
export function TokenMenu({ token, onDecide, onEdit, onRefresh }: Props) {
  const { kind, state, isInUse, canRefresh, id } = token;
  const next = nextStep(token);
  const isKept = kind !== 'application';
  return (
    <MoreMenu>
      {canRefresh && next !== 'refresh' && state !== 'uncertain' && (
        <Menu.Item leftSection={<IconRefresh size={16} aria-hidden />} onClick={onRefresh}>
          Refresh now
        </Menu.Item>
      )}
      {kind === 'user' && next !== 'consent' && (
        <Menu.Item leftSection={<IconUserCheck size={16} aria-hidden />} onClick={() => go({ screen: 'tokens', consenting: true, tokenId: id })}>
          Ask for consent anew
        </Menu.Item>
      )}
      {isKept && !isInUse && (
        <Menu.Item leftSection={<IconPlugConnected size={16} aria-hidden />} onClick={() => onDecide('use')}>
          Use it for profile calls
        </Menu.Item>
      )}
      {isKept && isInUse && (
        <Menu.Item leftSection={<IconPlugConnectedX size={16} aria-hidden />} onClick={() => onDecide('use-not')}>
          Stop using it for calls
        </Menu.Item>
      )}
      {isKept && (
        <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={onEdit}>
          {kind === 'personal' ? 'Rename, or change the reminder' : 'Rename'}
        </Menu.Item>
      )}
      <Menu.Item leftSection={<IconTrash size={16} aria-hidden />} onClick={() => onDecide('forget')}>
        Forget
      </Menu.Item>
    </MoreMenu>
  );
}
