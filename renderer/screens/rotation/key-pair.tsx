import IconArrowRight from '@tabler/icons-react/dist/esm/icons/IconArrowRight.mjs';
import type { KeySummary } from '../../../shared/model/views.ts';
import { KeyLink } from '../../components/key-link.tsx';
import { KeyStatePill } from '../../components/key-state.tsx';
import { When } from '../../components/when.tsx';
import { useNow } from '../../lib/use-now.ts';
import styles from './rotation.module.css';

function Side({ role, keySummary: key }: { role: string; keySummary: KeySummary | undefined }) {
  const now = useNow();
  return (
    <div className={styles.key}>
      <span className={styles.role}>{role}</span>
      {key ? (
        <>
          <span className={styles.keyName}>
            <KeyLink id={key.id} /> <KeyStatePill state={key.state} />
          </span>
          <span className="dim cut" title={key.label}>
            {key.label || 'no label'}
          </span>
          <span className="dim">
            {Date.parse(key.validTill) < now ? 'ended' : 'ends'} <When iso={key.validTill} />
          </span>
        </>
      ) : (
        <span className="dim">not made yet</span>
      )}
    </div>
  );
}

/** The key that goes and the one that comes. */
export function KeyPair({ oldKey, newKey }: { oldKey: KeySummary | undefined; newKey: KeySummary | undefined }) {
  return (
    <div className={styles.pair}>
      <Side role="Old key" keySummary={oldKey} />
      <IconArrowRight size={18} className={styles.arrow} aria-hidden />
      <Side role="New key" keySummary={newKey} />
    </div>
  );
}
