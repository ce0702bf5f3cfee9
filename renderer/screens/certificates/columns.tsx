import type { CertificateSummary } from '../../../shared/model/certificates.ts';
import { CertificateStatePill } from '../../components/certificate-state.tsx';
import type { Column } from '../../components/virtual-table.tsx';
import { When } from '../../components/when.tsx';
import styles from './certificates.module.css';

export const CERTIFICATE_COLUMNS: readonly Column<CertificateSummary>[] = [
  {
    id: 'name',
    name: 'Certificate',
    track: 'minmax(130px, 1.7fr)',
    sortable: true,
    render: ({ name, subject }) => (
      <>
        <div className={`cut ${styles.name}`} title={name}>
          {name}
        </div>
        <div className={`cut dim ${styles.small}`} title={subject}>
          {subject}
        </div>
      </>
    ),
  },
  {
    id: 'connection',
    name: 'Connection',
    track: 'minmax(96px, 1fr)',
    sortable: true,
    render: ({ connectionName }) => (
      <div className="cut" title={connectionName}>
        {connectionName}
      </div>
    ),
  },
  { id: 'kind', name: 'Kind', track: '76px', sortable: true, render: ({ kind }) => kind },
  { id: 'state', name: 'Status', track: '108px', sortable: true, render: ({ state }) => <CertificateStatePill state={state} /> },
  { id: 'ends', name: 'Ends', track: 'minmax(82px, 0.6fr)', sortable: true, render: ({ notAfter }) => (notAfter ? <When iso={notAfter} /> : <span className="dim">not issued</span>) },
  {
    id: 'used',
    name: 'Last used',
    track: 'minmax(82px, 0.6fr)',
    sortable: true,
    render: ({ lastUsedAt }) => <span className="dim">{lastUsedAt ? <When iso={lastUsedAt} as="happened" /> : 'never'}</span>,
  },
];
