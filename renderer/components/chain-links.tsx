import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import IconMinus from '@tabler/icons-react/dist/esm/icons/IconMinus.mjs';
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import type { Icon } from '@tabler/icons-react';
import type { ChainLink } from '../../shared/model/views.ts';
import { ErrorBox } from './error-box.tsx';
import styles from './chain-links.module.css';

/** What each link is called. */
export const CHAIN_LINK_NAMES: Record<ChainLink['id'], string> = {
  dns: 'DNS', tls: 'TLS', mtls: 'mTLS', 'client-credentials': 'Client credentials', jose: 'JOSE', 'user-token': 'User token', profile: 'Profile',
};

const MARKS: Record<ChainLink['state'], { icon: Icon; word: string }> = {
  ok: { icon: IconCheck, word: 'holds' },
  failed: { icon: IconX, word: 'failed' },
  skipped: { icon: IconMinus, word: 'not tried' },
};

type Props = {
  links: readonly ChainLink[];
  /** Without the errors, where they stand elsewhere on the screen. */
  brief?: boolean;
};

/** The links of the chain to Wise, in the order in which they are tried. */
export function ChainLinks({ links, brief = false }: Props) {
  return (
    <ul className={styles.links} data-brief={brief || undefined}>
      {links.map((link) => {
        const mark = MARKS[link.state];
        return (
          <li key={link.id} className={styles.link}>
            <span className={styles.mark} data-state={link.state}>
              <mark.icon size={13} stroke={2.6} role="img" aria-label={mark.word} />
            </span>
            <div>
              <strong>{CHAIN_LINK_NAMES[link.id]}</strong> {(brief || !link.error) && <span className={styles.says}>{link.says}</span>}
              {!brief && link.error && <ErrorBox error={link.error} />}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
