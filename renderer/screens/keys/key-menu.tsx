import { Menu } from '@mantine/core';
import IconArchive from '@tabler/icons-react/dist/esm/icons/IconArchive.mjs';
import IconFileExport from '@tabler/icons-react/dist/esm/icons/IconFileExport.mjs';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import IconRefresh from '@tabler/icons-react/dist/esm/icons/IconRefresh.mjs';
import type { KeySummary } from '../../../shared/model/views.ts';
import { MoreMenu } from '../../components/more-menu.tsx';
import { go } from '../../place.ts';
import { retireHindrance } from './retire-says.ts';
import styles from './keys.module.css';

type Props = { keySummary: KeySummary; canRotate: boolean; onRotate(): void; onRetire(): void };

/** What is done to a key more rarely. */
export function KeyMenu({ keySummary: key, canRotate, onRotate, onRetire }: Props) {
  const hindrance = retireHindrance(key);
  return (
    <MoreMenu>
      {canRotate && (
        <Menu.Item leftSection={<IconRefresh size={16} aria-hidden />} onClick={onRotate}>
          Rotate <span className="dim">before its end</span>
        </Menu.Item>
      )}
      <Menu.Item leftSection={<IconPlus size={16} aria-hidden />} onClick={() => go({ screen: 'keys', making: true, likeKeyId: key.id })}>
        Make another like it
      </Menu.Item>
      <Menu.Item leftSection={<IconFileExport size={16} aria-hidden />} onClick={() => go({ screen: 'keys', keyId: key.id, exporting: true })}>
        Export private half
      </Menu.Item>
      {key.state !== 'retired' && (
        <Menu.Item leftSection={<IconArchive size={16} aria-hidden />} disabled={hindrance !== undefined} onClick={onRetire}>
          Retire {hindrance && <span className={styles.why}>{hindrance}</span>}
        </Menu.Item>
      )}
    </MoreMenu>
  );
}
