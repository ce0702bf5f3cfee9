import type { KeySummary } from '../../../shared/model/views.ts';
import { KeyStatePill } from '../../components/key-state.tsx';
import type { Column } from '../../components/virtual-table.tsx';
import { When } from '../../components/when.tsx';
import { shortId } from '../../lib/ids.ts';
import styles from './keys.module.css';

const USES = { signing: 'Signing', encryption: 'Encryption' };

/** When it was used, and by which connection: those that use it now, else the one that did so last. */
function LastUsed({ keySummary: key }: { keySummary: KeySummary }) {
  const users = key.inUseBy.map((place) => place.connectionName).join(', ') || key.usedBy[0]?.connectionName;
  return (
    <>
      <div className="dim">{key.lastUsedAt ? <When iso={key.lastUsedAt} as="happened" /> : 'never'}</div>
      {users && (
        <div className={`cut dim ${styles.label}`} title={users}>
          {users}
        </div>
      )}
    </>
  );
}

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
  { id: 'state', name: 'Status', track: '130px', sortable: true, render: (key) => <KeyStatePill state={key.state} /> },
  { id: 'ends', name: 'Ends', track: 'minmax(74px, 0.8fr)', sortable: true, render: (key) => <When iso={key.validTill} /> },
  { id: 'used', name: 'Last used', track: 'minmax(76px, 1.1fr)', sortable: true, render: (key) => <LastUsed keySummary={key} /> },
];
