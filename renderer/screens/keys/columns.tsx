import type { KeySummary } from '../../../shared/model/views.ts';
import { KeyStatePill } from '../../components/key-state.tsx';
import type { Column } from '../../components/virtual-table.tsx';
import { When } from '../../components/when.tsx';
import { shortId } from '../../lib/ids.ts';
import styles from './keys.module.css';

const USES = { signing: 'Signing', encryption: 'Encryption' };

export const KEY_COLUMNS: readonly Column<KeySummary>[] = [
  {
    id: 'key',
    name: 'Key',
    track: 'minmax(100px, 1.6fr)',
    sortable: true,
    render: (key) => (
      <>
        <div className={styles.id} title={key.id}>
          {shortId(key.id)}
        </div>
        <div className={`cut dim ${styles.label}`} title={key.label}>
          {key.label || 'no label'}
        </div>
      </>
    ),
  },
  { id: 'use', name: 'Use', track: '72px', sortable: true, render: (key) => USES[key.use] },
  { id: 'algorithm', name: 'Algorithm', track: 'minmax(100px, 0.8fr)', sortable: true, render: (key) => key.algorithm },
  { id: 'state', name: 'Status', track: '136px', sortable: true, render: (key) => <KeyStatePill state={key.state} /> },
  { id: 'ends', name: 'Ends', track: 'minmax(82px, 0.8fr)', sortable: true, render: (key) => <When iso={key.validTill} /> },
  { id: 'used', name: 'Last used', track: 'minmax(64px, 0.8fr)', sortable: true, render: (key) => <span className="dim">{key.lastUsedAt ? <When iso={key.lastUsedAt} as="happened" /> : 'never'}</span> },
];
